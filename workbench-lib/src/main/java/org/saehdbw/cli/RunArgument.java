package org.saehdbw.cli;

import java.io.IOException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunNames;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The argument {@code RUN} with its option {@code --runs}, as a field with {@code @Mixin}. */
final class RunArgument {
  static final String FORMS = "A run: its number, its folder's name, its --name or its path.";

  @Parameters(index = "0", paramLabel = "RUN", description = FORMS)
  private String run;

  @Mixin private RunsFolderOption runs;

  /**
   * Finds the run.
   *
   * @throws IOException if it is not found, or several have this name; the message lists the runs
   */
  RunFolder find() throws IOException {
    return RunNames.find(runs.existing(), run);
  }
}
