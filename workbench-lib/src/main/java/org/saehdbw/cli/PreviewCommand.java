package org.saehdbw.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.saehdbw.dashboard.PageServer;
import org.saehdbw.dashboard.RunIndex;
import org.saehdbw.dashboard.serving.PageOptions;
import org.saehdbw.dashboard.sweeps.StudyFolder;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Serves the live page of runs until it is stopped. */
@Command(
    name = "preview",
    description = {
      "Show runs in a browser: previews, charts, and buttons that save, pause or stop a training;"
          + " sweeps and comparisons with all their trials.",
      "The page is served on this machine only; Ctrl-C ends it and no training."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./workbench preview",
      "  ./workbench preview 7",
      "  ./workbench preview results/sweeps/dims",
      "  ./workbench preview --runs results/sweeps/dims/runs --port 8000"
    })
public final class PreviewCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private CommandOutput answer;

  @Parameters(
      paramLabel = "RUN",
      arity = "0..*",
      description =
          RunArgument.FORMS
              + " Without one all runs of the folder are shown, and the sweeps beside it. Or one"
              + " folder: of runs, of a sweep or comparison, or of several of them.")
  private List<String> chosen = List.of();

  @Mixin private ServingOptions serving;
  @Mixin private RunsFolderOption runs;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path folder = runs.existing();
    Optional<Path> named = folder();
    List<RunFolder> found = new ArrayList<>();
    if (named.isEmpty()) {
      for (String run : chosen) {
        found.add(RunNames.find(folder, run));
      }
    }
    PageOptions options = serving.chosen();
    RunIndex index =
        named.isPresent()
            ? RunIndex.in(named.get())
            : found.isEmpty() ? RunIndex.of(folder) : RunIndex.of(found);
    try (PageServer server = PageServer.start(options, index)) {
      String address =
          found.size() == 1
              ? server.address(found.get(0))
              : named.flatMap(StudyFolder::of).map(server::address).orElse(server.address());
      serving.open(address, options, answer);
      serving.await();
    }
    return ExitCode.DONE;
  }

  /**
   * The folder that was named, if it is not a run.
   *
   * @throws ParameterException if something else was named beside it
   */
  private Optional<Path> folder() {
    for (String one : chosen) {
      Path path;
      try {
        path = Path.of(one);
      } catch (InvalidPathException e) {
        continue;
      }
      boolean several = Files.isDirectory(path) && holdsSeveral(path);
      if (several && chosen.size() > 1) {
        throw new ParameterException(
            command.commandLine(),
            "a folder of runs or of a sweep must be named alone, got " + String.join(", ", chosen));
      }
      if (several) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }

  /** A run named by the name of a folder here stays that run. */
  private static boolean holdsSeveral(Path path) {
    return !RunFolder.isRun(path) && path.getNameCount() > 0 && RunIndex.holdsSeveral(path);
  }
}
