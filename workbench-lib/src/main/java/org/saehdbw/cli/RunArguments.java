package org.saehdbw.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunNames;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The arguments {@code RUN...} with their option {@code --runs}, as a field with {@code @Mixin}.
 */
final class RunArguments {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Parameters(paramLabel = "RUN", arity = "1..*", description = RunArgument.FORMS)
  private List<String> names;

  @Mixin private RunsFolderOption runs;

  /**
   * Finds the runs, each once, in the order in which they were named.
   *
   * @throws IOException if one is not found, or a name fits several
   */
  List<RunFolder> find() throws IOException {
    Map<String, RunFolder> found = new LinkedHashMap<>();
    for (String name : names) {
      RunFolder run = RunNames.find(runs.existing(), name);
      found.put(run.path().toString(), run);
    }
    return List.copyOf(found.values());
  }

  /**
   * Finds at least two runs.
   *
   * @throws ParameterException if fewer were named
   */
  List<RunFolder> findSeveral() throws IOException {
    List<RunFolder> found = find();
    if (found.size() < 2) {
      throw new ParameterException(
          command.commandLine(),
          command.name() + " needs at least two runs, got " + found.get(0).name());
    }
    return found;
  }

  /** Returns the folder of run folders. */
  RunsFolderOption folder() {
    return runs;
  }
}
