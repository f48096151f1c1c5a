package org.saehdbw.cli;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunMoves;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gives a run another name. */
@Command(
    name = "rename",
    description = {
      "Give a run another name; its number and its seed stay.",
      "A run that is being trained, and a run of a sweep or comparison, keeps its name."
    },
    footerHeading = "%nExample:%n",
    footer = "  ./workbench runs rename 7 film-grain")
public final class RunsRenameCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private CommandOutput answer;
  @Mixin private RunArgument run;

  @Parameters(
      index = "1",
      paramLabel = "NEW_NAME",
      description = "Letters, digits, '.', '-' and '_', without number and seed.")
  private String name;

  @Override
  public Integer call() throws IOException {
    WrongArguments.requireNothingBefore(command);
    RunFolder before = run.find();
    RunFolder after = RunMoves.rename(before, name);
    Map<String, Object> row = LabelsRow.of(after);
    row.put("before", before.name());
    answer.print(row, before.name() + " is now " + after.name());
    return ExitCode.DONE;
  }
}
