package org.saehdbw.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.training.RunVerification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks every byte of a run's checkpoints, and its other files line by line. */
@Command(
    name = "verify",
    description = {
      "Check all files of a run: every checkpoint against its checksums and the model's shapes,"
          + " and settings, metrics and events.",
      "No file is changed, and the run may be training meanwhile. The exit code is 0 if"
          + " everything is good, 1 if something is damaged, 2 for wrong arguments."
    },
    footerHeading = "%nExample:%n",
    footer = "  ./workbench runs verify 7")
public final class RunsVerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private CommandOutput answer;
  @Mixin private RunArgument run;

  @Override
  public Integer call() throws IOException {
    WrongArguments.requireNothingBefore(command);
    RunFolder found = run.find();
    ProgressLine progress = answer.progress("generations", "checked");
    RunVerification verification = RunVerification.of(found, progress::advanced);
    progress.end();
    RunVerificationText text = new RunVerificationText(found, verification);
    answer.print(text.data(), text.text());
    return verification.good() ? ExitCode.DONE : ExitCode.FAILED;
  }
}
