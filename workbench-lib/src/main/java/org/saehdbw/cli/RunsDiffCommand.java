package org.saehdbw.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.saehdbw.runs.queries.RunFacts;
import org.saehdbw.runs.queries.SettingRow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows in which settings runs differ. */
@Command(
    name = "diff",
    description = {
      "Show in which settings runs differ.",
      "A setting that is newer than a run counts with its default."
    },
    footerHeading = "%nExample:%n",
    footer = "  ./workbench runs diff 3 7")
public final class RunsDiffCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private CommandOutput answer;
  @Mixin private RunArguments runs;

  @Override
  public Integer call() throws IOException {
    WrongArguments.requireNothingBefore(command);
    List<RunFacts> found = runs.findSeveral().stream().map(RunFacts::of).toList();
    List<SettingRow> rows = SettingRow.differing(found);
    RunComparison comparison = new RunComparison(found, rows);
    answer.print(comparison.settingsData(), comparison.settingsText());
    return ExitCode.DONE;
  }
}
