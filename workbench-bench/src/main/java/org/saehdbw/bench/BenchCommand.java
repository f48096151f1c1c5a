package org.saehdbw.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The benchmarks, each a command of its own. */
@Command(
    name = "bench",
    description = "Measure on this machine; each benchmark also writes a results file.",
    synopsisSubcommandLabel = "BENCHMARK",
    subcommands = {
      StepCommand.class,
      SaveCommand.class,
      OptimizerCommand.class,
      LoaderCommand.class,
      MemoryCommand.class,
      ProfileCommand.class,
      TransfersCommand.class,
      ReadingCommand.class,
      PlanningCommand.class,
      FacesetsCommand.class,
      ResizeCommand.class,
      ModelsCommand.class,
      MetersCommand.class,
      StartCommand.class,
      SweepBenchCommand.class,
      PageCommand.class,
      PreviewBenchCommand.class,
      MergeBenchCommand.class,
      DecideCommand.class
    },
    footerHeading = "%nExample:%n",
    footer = "  ./workbench bench step --rounds 3")
final class BenchCommand implements Runnable {
  @Spec private CommandSpec command;

  @Override
  public void run() {
    throw new ParameterException(
        command.commandLine(),
        "a benchmark must be named: " + String.join(", ", command.subcommands().keySet()));
  }
}
