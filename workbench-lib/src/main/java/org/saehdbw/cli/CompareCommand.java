package org.saehdbw.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.saehdbw.charts.ComparisonCharts;
import org.saehdbw.experiments.compare.CompareFile;
import org.saehdbw.experiments.compare.CompareFolder;
import org.saehdbw.experiments.compare.Comparer;
import org.saehdbw.experiments.compare.Comparison;
import org.saehdbw.runs.Decoration;
import org.saehdbw.training.settings.SettingsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares gray with colour, or goes on with it, or tells again what was found. */
@Command(
    name = "compare",
    description = {
      "Compare gray with colour, paired: same faces, seeds, warps and order.",
      "Ctrl-C keeps what was measured; the same command goes on. A result folder in the place of"
          + " the experiment goes on with that one."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./workbench compare experiments/gray-vs-colour/small.yaml",
      "  ./workbench compare experiments/gray-vs-colour/small.yaml --set"
          + " faces.pretraining_data=datasets/mine",
      "  ./workbench compare --report results/compare/gray-vs-colour-small"
    })
public final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private CommandOutput answer;

  @Parameters(
      paramLabel = "EXPERIMENT",
      description = "A YAML file that says what is compared, or a result folder.")
  private Path experiment;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Set one of the experiment's keys, such as quality.seeds=3 or set.ct_mode=lct.")
  private List<String> words = List.of();

  @Option(
      names = "--results",
      paramLabel = "DIR",
      defaultValue = "results/compare",
      description = "Where result folders stand (default: ${DEFAULT-VALUE}).")
  private Path results;

  @Option(
      names = "--report",
      description = "Only tell and draw again what stands in the result folder.")
  private boolean report;

  @Override
  public Integer call() throws Exception {
    CompareFolder folder = folder();
    if (!report) {
      try (StopOnSignal stop = StopOnSignal.install()) {
        // Writes its files before the signal that asked for the stop is let through; Java draws
        // nothing then.
        new Comparer(stop::requested, answer::remark).run(folder);
      }
    }
    Comparison comparison = Comparison.open(folder.path());
    comparison.write();
    new Decoration(answer::remark).attempt("the charts", () -> ComparisonCharts.write(comparison));
    answer.print(comparison.document(), comparison.summary());
    return ExitCode.DONE;
  }

  private CompareFolder folder() throws IOException, SettingsException {
    if (Files.isDirectory(experiment)) {
      return CompareFolder.open(experiment);
    }
    if (report) {
      throw new ParameterException(
          command.commandLine(), "--report takes a result folder, got " + experiment);
    }
    return Comparer.create(CompareFile.read(experiment, words), results);
  }
}
