package org.saehdbw.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.saehdbw.charts.ComparisonCharts;
import org.saehdbw.experiments.compare.plan.CompareFile;
import org.saehdbw.experiments.compare.plan.CompareFolder;
import org.saehdbw.experiments.compare.plan.CompareSpec;
import org.saehdbw.experiments.compare.results.ComparisonResult;
import org.saehdbw.experiments.compare.running.ComparisonDriver;
import org.saehdbw.runs.Decoration;
import org.saehdbw.settings.SettingsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares gray with colour, continues a comparison, or rebuilds its report. */
@Command(
    name = "compare",
    description = {
      "Compare gray with colour, paired: same faces, seeds, warps and order.",
      "Ctrl-C keeps what was measured; the same command continues. A result folder instead of an"
          + " experiment continues that comparison."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./workbench compare experiments/gray-vs-colour/small.yaml",
      "  ./workbench compare experiments/gray-vs-colour/small.yaml --set"
          + " faces.pretraining_data=datasets/mine",
      "  ./workbench compare experiments/gray-vs-colour/small.yaml --set name=decided --until"
          + " decided --margin 0.05",
      "  ./workbench compare --report results/compare/gray-vs-colour-small",
      "  ./workbench compare --report results/compare/gray-vs-colour-small --figures paper"
          + " --width-mm 85"
    })
public final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private CommandOutput answer;

  @Parameters(
      paramLabel = "EXPERIMENT",
      description = "A YAML file of the comparison, or a result folder.")
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
      description = "Folder of the result folders (default: ${DEFAULT-VALUE}).")
  private Path results;

  @Mixin private DecideOptions deciding;

  @Option(names = "--report", description = "Rebuild the report from existing results.")
  private boolean report;

  @Mixin private FiguresOption figures;

  @Override
  public Integer call() throws Exception {
    figures.check();
    CompareFolder folder = folder();
    if (!report) {
      try (StopOnSignal stop = StopOnSignal.install()) {
        // Writes its files before the signal that asked for the stop is let through; Java draws
        // nothing then.
        new ComparisonDriver(stop::requested, answer::tell).run(folder);
      }
    }
    ComparisonResult comparison = ComparisonResult.open(folder.path());
    comparison.write();
    new Decoration(answer::remark).attempt("the charts", () -> ComparisonCharts.write(comparison));
    figures.save(() -> ComparisonCharts.all(comparison), answer);
    answer.print(comparison.document(), comparison.summary());
    return ExitCode.DONE;
  }

  private CompareFolder folder() throws IOException, SettingsException {
    if (Files.isDirectory(experiment)) {
      if (deciding.isGiven()) {
        throw new ParameterException(
            command.commandLine(),
            "--until, --margin, --most-seeds and --time-limit change an experiment file; a result"
                + " folder continues as it was started, got "
                + experiment);
      }
      return CompareFolder.open(experiment);
    }
    if (report) {
      throw new ParameterException(
          command.commandLine(), "--report takes a result folder, got " + experiment);
    }
    ProgressLine reading = answer.progress();
    CompareSpec spec = deciding.set(CompareFile.read(experiment, words), words);
    CompareFolder made = ComparisonDriver.create(spec, results, reading);
    reading.end();
    return made;
  }
}
