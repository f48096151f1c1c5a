package org.saehdbw.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.saehdbw.doctor.DoctorReport;
import org.saehdbw.doctor.MachineFacts;
import org.saehdbw.doctor.MachineLook;
import org.saehdbw.doctor.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says what this machine has for a training, what is missing, and what to do about it. */
@Command(
    name = "doctor",
    description =
        "Show Java, PyTorch, NVIDIA's driver and cards, memory and disk of this machine, and what"
            + " to do about what is missing. Exit code 1: no training is possible.",
    footerHeading = "%nExample:%n",
    footer = "  ./workbench doctor")
public final class DoctorCommand implements Callable<Integer> {
  private static final int MOST_S = 3600;

  @Spec private CommandSpec command;

  @Mixin private CommandOutput answer;

  @Option(
      names = "--timeout",
      paramLabel = "S",
      defaultValue = "120",
      description =
          "Seconds that a process may take which loads the libraries (default: ${DEFAULT-VALUE}).")
  private int timeOut;

  /**
   * What JSON shows.
   *
   * @param verdict the judgement
   * @param facts what it is made of
   */
  record Answer(Verdict verdict, MachineFacts facts) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (timeOut < 1 || timeOut > MOST_S) {
      throw new ParameterException(
          command.commandLine(), "--timeout must be from 1 to " + MOST_S + ", got " + timeOut);
    }
    MachineFacts facts = MachineLook.here(Duration.ofSeconds(timeOut));
    Verdict verdict = Verdict.of(facts);
    answer.print(
        new Answer(verdict, facts),
        String.join(System.lineSeparator(), DoctorReport.lines(facts, verdict)));
    return verdict.trains() ? ExitCode.DONE : ExitCode.FAILED;
  }
}
