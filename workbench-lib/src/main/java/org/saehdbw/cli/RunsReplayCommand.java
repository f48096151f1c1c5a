package org.saehdbw.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.training.replay.Replay;
import org.saehdbw.training.replay.ReplayResult;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Repeats a run from its folder alone and compares every loss. */
@Command(
    name = "replay",
    description = {
      "Repeat a run from its folder alone, and compare every loss and every checkpoint that both"
          + " have; it ends at the first difference.",
      "The run is not changed. The exit code is 0 if everything is the same, 1 if something"
          + " differs or the run cannot be repeated, 2 for wrong arguments."
    },
    footerHeading = "%nExample:%n",
    footer = "  ./workbench runs replay 7 --iterations 100")
public final class RunsReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private CommandOutput answer;
  @Mixin private RunArgument run;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description = "Repeat only the first N iterations; the default is all.")
  private long iterations = Long.MAX_VALUE;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Keep the replay as a run folder in this folder; the default is a temporary folder"
              + " beside the run.")
  private @Nullable Path out;

  @Override
  public Integer call() throws Exception {
    CommandLine line = command.commandLine();
    if (!line.getParent().getParseResult().matchedPositionals().isEmpty()) {
      throw new ParameterException(line, "the run must be after replay");
    }
    RunFolder found = run.find();
    ProgressLine progress = answer.progress("iterations", "repeated");
    try (StopOnSignal stop = StopOnSignal.install()) {
      ReplayResult result =
          Replay.of(
              found,
              iterations,
              Optional.ofNullable(out),
              (done, all) -> progress.advanced((int) done, (int) all),
              stop::requested);
      progress.end();
      ReplayText text = new ReplayText(result, out != null);
      answer.print(text.data(), text.text());
      return result.equal() ? ExitCode.DONE : ExitCode.FAILED;
    } finally {
      progress.end();
    }
  }
}
