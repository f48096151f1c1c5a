package org.saehdbw.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.labels.RunLabels;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Hides runs from lists. */
@Command(
    name = "archive",
    description = {
      "Hide runs from lists; runs list --archived shows them.",
      "Nothing is moved or deleted: archived runs are found by number and name as before."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./workbench runs archive 3 4", "  ./workbench runs archive --restore 3"})
public final class RunsArchiveCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private CommandOutput answer;
  @Mixin private RunArguments runs;

  @Option(names = "--restore", description = "Show the runs in lists again.")
  private boolean restored;

  @Override
  public Integer call() throws IOException {
    WrongArguments.requireNothingBefore(command);
    List<Map<String, Object>> rows = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (RunFolder run : runs.find()) {
      RunLabels labels = RunLabels.change(run, before -> before.withArchived(!restored));
      rows.add(LabelsRow.of(run, labels));
      lines.add(run.name() + (restored ? ": in lists again" : ": archived"));
    }
    answer.print(rows, String.join("\n", lines));
    return ExitCode.DONE;
  }
}
