package org.saehdbw.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.saehdbw.runs.RunNames;
import org.saehdbw.runs.queries.RunFacts;
import org.saehdbw.runs.queries.RunQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists runs, or shows one; reads files only, so a running trainer is never disturbed. */
@Command(
    name = "runs",
    description = {
      "List runs, find them by settings and figures, compare, label, rename and delete them, check"
          + " or repeat one, or ask its trainer.",
      "Without a command: all runs, or the card of RUN."
    },
    synopsisSubcommandLabel = "[COMMAND]",
    subcommands = {
      RunsListCommand.class,
      RunsShowCommand.class,
      RunsCompareCommand.class,
      RunsDiffCommand.class,
      RunsExportCommand.class,
      RunsTagCommand.class,
      RunsNoteCommand.class,
      RunsRenameCommand.class,
      RunsArchiveCommand.class,
      RunsDeleteCommand.class,
      RunsVerifyCommand.class,
      RunsReplayCommand.class,
      RunsTrustCommand.class,
      RunsAsk.Stop.class,
      RunsAsk.Save.class,
      RunsAsk.Backup.class,
      RunsAsk.Preview.class,
      RunsAsk.Pause.class,
      RunsAsk.Resume.class
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./workbench runs 7", "  ./workbench runs list --where 'held_out < 0.04'"})
public final class RunsCommand implements Callable<Integer> {
  @Mixin private CommandOutput answer;

  @Parameters(
      paramLabel = "RUN",
      arity = "0..1",
      description = RunArgument.FORMS + " Without one all runs are listed.")
  private @Nullable String run;

  @Mixin private RunsFolderOption runs;

  @Override
  public Integer call() throws Exception {
    Path folder = runs.existing();
    if (run != null) {
      RunsShowCommand.show(RunNames.find(folder, run), answer);
      return ExitCode.DONE;
    }
    List<RunFacts> all = RunFacts.all(folder);
    List<RunFacts> shown = RunQuery.ALL.apply(all);
    answer.print(
        shown.stream().map(RunRow::of).toList(),
        RunsListCommand.text(folder, all, shown, RunQuery.ALL));
    return ExitCode.DONE;
  }
}
