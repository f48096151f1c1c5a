package org.saehdbw.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunNames;
import org.saehdbw.training.classes.ClassFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Allows the classes of a run of another checkout to run in this one. */
@Command(
    name = "trust",
    description = {
      "Allow the classes in a run's folder (its own loss and block, from a notebook) to run here.",
      "Runs that were started in this checkout need no permission. A run from elsewhere does:"
          + " its classes are a program that can do all that you can do. Read their source first."
          + " The permission is for these bytes; changed classes need a new one."
    },
    footerHeading = "%nExample:%n",
    footer = "  ./workbench runs trust 7")
public final class RunsTrustCommand implements Callable<Integer> {
  @Mixin private CommandOutput answer;

  @Parameters(
      paramLabel = "RUN",
      description = RunArgument.FORMS + " Or the path of a folder of classes.")
  private String run;

  @Mixin private RunsFolderOption runs;

  @Override
  public Integer call() throws IOException {
    ClassFolder folder = find();
    boolean before = folder.isTrusted();
    folder.trust();
    List<String> sources =
        folder.manifest().files().keySet().stream()
            .filter(name -> name.endsWith(".java"))
            .sorted()
            .map(name -> folder.path().resolve(name).toString())
            .toList();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("path", folder.path().toString());
    row.put("sha256", folder.sha256());
    row.put("sources", sources);
    row.put("trusted_before", before);
    answer.print(
        row,
        String.format(
            Locale.ROOT,
            "%s: %s %s run in this checkout; source: %s",
            folder.path(),
            folder.label(),
            before ? "could already" : "may now",
            String.join(", ", sources)));
    return ExitCode.DONE;
  }

  private ClassFolder find() throws IOException {
    Path path = Path.of(run);
    if (Files.isDirectory(path) && !RunFolder.isRun(path)) {
      return ClassFolder.open(path.toAbsolutePath().normalize());
    }
    RunFolder found = RunNames.find(runs.existing(), run);
    if (!Files.exists(found.classes())) {
      throw new RunException(
          found.path() + ": has no folder 'classes', so nothing needs permission");
    }
    return ClassFolder.open(found.classes());
  }
}
