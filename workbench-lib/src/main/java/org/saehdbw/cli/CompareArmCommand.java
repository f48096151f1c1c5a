package org.saehdbw.cli;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.saehdbw.experiments.compare.plan.Level;
import org.saehdbw.experiments.compare.running.ArmServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures one arm of a comparison for {@code compare}, which starts it and talks to it. */
@Command(
    name = "compare-arm",
    hidden = true,
    description = "Measure one arm of a comparison; compare starts this and talks to it.",
    footerHeading = "%nExample:%n",
    footer =
        "  echo '{\"settle\":4,\"steps\":10}' | ./workbench compare-arm arms/colour.yaml --level"
            + " network")
public final class CompareArmCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(paramLabel = "SETTINGS", description = "The arm's settings file.")
  private Path settings;

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      required = true,
      description = "What is measured: network, data, decode or whole.")
  private String level;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "10",
      description = "Steps before the first block (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Override
  public Integer call() throws Exception {
    ArmServer.serve(
        settings,
        Level.parse(level),
        warmUp,
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
        command.commandLine().getOut(),
        warning -> command.commandLine().getErr().println(warning));
    return ExitCode.DONE;
  }
}
