package org.saehdbw.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.saehdbw.charts.SweepCharts;
import org.saehdbw.experiments.sweeps.plan.Experiment;
import org.saehdbw.experiments.sweeps.plan.ExperimentFile;
import org.saehdbw.experiments.sweeps.plan.SweepFolder;
import org.saehdbw.experiments.sweeps.plan.SweepPlan;
import org.saehdbw.experiments.sweeps.results.PointResult;
import org.saehdbw.experiments.sweeps.results.SweepResults;
import org.saehdbw.experiments.sweeps.results.SweepSummary;
import org.saehdbw.experiments.sweeps.results.TrialResult;
import org.saehdbw.experiments.sweeps.running.SweepDriver;
import org.saehdbw.experiments.sweeps.running.SweepForecast;
import org.saehdbw.experiments.sweeps.running.SweepPilot;
import org.saehdbw.runs.Decoration;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.plan.TrainingSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a sweep, continues it, or shows its results. */
@Command(
    name = "sweep",
    description = {
      "Train many models that differ in a few settings, and compare them.",
      "The same command continues a sweep that was stopped or killed: it runs what is missing.",
      "Ctrl-C stops after a checkpoint."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./workbench sweep experiments/dims-df-udt/small.yaml",
      "  ./workbench sweep experiments/dims-df-udt/small.yaml --set pretraining_data=datasets/mine"
          + " --name mine",
      "  ./workbench sweep experiments/dims-df-udt/small.yaml --parallel-trials 1",
      "  ./workbench sweep experiments/dims-df-udt/small.yaml --until decided --name decided",
      "  ./workbench sweep --report results/sweeps/mine",
      "  ./workbench sweep --report results/sweeps/mine --figures paper --width-mm 85"
    })
public final class SweepCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private CommandOutput answer;

  @Parameters(
      paramLabel = "EXPERIMENT",
      arity = "0..1",
      description = "An experiment file, such as experiments/dims-df-udt/small.yaml.")
  private @Nullable Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Set one setting of the base; can be repeated, overrides the file.")
  private List<String> words = List.of();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name the result folder; the default is the file's name for it.")
  private @Nullable String name;

  @Option(
      names = "--results",
      paramLabel = "DIR",
      description = "Folder of the result folders (default: results/sweeps).")
  private Path results = Path.of("results", "sweeps");

  @Option(
      names = "--parallel-trials",
      paramLabel = "N",
      description = {
        "Run N trials at once; 0: as many as cores and memory give.",
        "The default is the file's parallel_trials, or 0."
      })
  private @Nullable Integer parallelTrials;

  @Mixin private DecideOptions deciding;

  @Option(names = "--extend", description = "Allow adding points or seeds to an existing sweep.")
  private boolean extend;

  @Option(
      names = "--list",
      description = "Print the commands of missing trials, one a line, and run nothing.")
  private boolean list;

  @Option(
      names = "--forecast",
      description = {
        "Run a short pilot in a folder of its own, and print how long the sweep will take and how",
        "likely it is to be decided; the sweep itself is not started."
      })
  private boolean forecast;

  @Option(
      names = "--report",
      paramLabel = "FOLDER",
      description = "Rebuild tables and charts from existing results, and run nothing.")
  private @Nullable Path report;

  @Mixin private FiguresOption figures;

  @Override
  public Integer call() throws Exception {
    figures.check();
    if (report != null) {
      if (file != null) {
        throw new ParameterException(
            command.commandLine(), "give an experiment file or --report FOLDER, got both");
      }
      return show(report, ExitCode.DONE);
    }
    if (file == null) {
      throw new ParameterException(
          command.commandLine(), "give an experiment file or --report FOLDER");
    }
    Experiment experiment = read(file);
    SweepFolder folder = new SweepFolder(results.resolve(experiment.name()));
    ProgressLine reading = answer.progress();
    SweepPlan plan = SweepPlan.of(experiment, folder.runs(), reading);
    reading.end();
    if (list) {
      if (experiment.deciding().isPresent()) {
        throw new ParameterException(
            command.commandLine(),
            "--list prints trials that are known beforehand; with until: decided seeds are added by"
                + " what was found");
      }
      List<List<String>> commands = SweepDriver.missing(plan, results);
      answer.print(
          commands, commands.stream().map(SweepCommand::shell).collect(Collectors.joining("\n")));
      return ExitCode.DONE;
    }
    if (forecast) {
      return forecast(plan);
    }
    SweepDriver.Outcome outcome;
    try (StopOnSignal stop = StopOnSignal.install()) {
      outcome = SweepDriver.run(plan, results, extend, new SweepLog(answer), stop::requested);
      if (!outcome.complete()) {
        answer.remark(
            String.format(
                Locale.ROOT,
                "stopped with %d trials missing; the same command continues",
                outcome.missing()));
      }
      return show(folder.path(), outcome.complete() ? ExitCode.DONE : ExitCode.STOPPED);
    }
  }

  private int forecast(SweepPlan plan) throws SettingsException, IOException, InterruptedException {
    try (StopOnSignal stop = StopOnSignal.install()) {
      Optional<SweepPilot> pilot = SweepPilot.run(plan, new SweepLog(answer), stop::requested);
      if (pilot.isEmpty()) {
        answer.remark("the pilot was stopped; no forecast");
        return ExitCode.STOPPED;
      }
      SweepForecast of = SweepForecast.of(plan, pilot.get());
      answer.print(SweepForecastText.data(plan, of), SweepForecastText.text(plan, of));
      return ExitCode.DONE;
    }
  }

  private Experiment read(Path path) throws SettingsException, IOException {
    Experiment read = ExperimentFile.read(path);
    Map<String, String> more = new LinkedHashMap<>();
    for (Setting<?> key : TrainingSettings.ALL) {
      String text = System.getenv(key.environmentName());
      if (text != null) {
        requireNotVaried(read, key.name(), key.environmentName());
        more.put(key.name(), text);
      }
    }
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals < 1) {
        throw new SettingsException("--set takes KEY=VALUE, got '" + word + "'");
      }
      String key = word.substring(0, equals);
      requireNotVaried(read, key, "--set " + key);
      more.put(key, word.substring(equals + 1));
    }
    return ExperimentFile.read(
        path,
        builder -> {
          more.forEach(builder::set);
          if (parallelTrials != null) {
            builder.parallelTrials(parallelTrials);
          }
          deciding.set(read.decide(), builder);
          return name == null ? builder : builder.name(name);
        });
  }

  private static void requireNotVaried(Experiment experiment, String key, String origin)
      throws SettingsException {
    if (experiment.over().containsKey(key)
        || experiment.points().stream().anyMatch(point -> point.containsKey(key))) {
      throw new SettingsException(
          origin + ": the sweep " + experiment.name() + " itself varies " + key);
    }
  }

  private int show(Path folder, int code) throws IOException {
    SweepResults sweep = SweepResults.open(folder);
    sweep.write();
    new Decoration(answer::remark).attempt("the charts", () -> SweepCharts.write(sweep));
    figures.save(() -> SweepCharts.all(sweep), answer);
    sweep.remarks().forEach(answer::remark);
    String text = SweepSummary.text(sweep) + "\n" + sweep.folder().path();
    answer.print(data(sweep), text);
    return code;
  }

  private static Map<String, Object> data(SweepResults sweep) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("folder", sweep.folder().path().toString());
    data.put("metric", sweep.metric());
    data.put("drawn", sweep.drawn());
    data.put("trials", sweep.trials().size());
    data.put("missing", sweep.missing());
    List<Map<String, Object>> points = new ArrayList<>();
    for (PointResult point : sweep.ranked()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("point", point.point());
      row.put("seeds", point.done().size());
      row.put("mean", finite(point.mean(sweep.metric())));
      point
          .interval(sweep.metric())
          .ifPresent(interval -> row.put("interval", List.of(interval.low(), interval.high())));
      points.add(row);
    }
    data.put("points", points);
    sweep.decision().ifPresent(decision -> data.put("decision", DecideOptions.data(decision)));
    data.put("results", sweep.results().stream().map(SweepCommand::row).toList());
    return data;
  }

  private static Map<String, Object> row(TrialResult result) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("trial", result.trial().number());
    row.put("point", result.trial().point());
    row.put("seed", result.trial().seed());
    row.put("status", result.status().text());
    row.put("iterations", result.iterations());
    row.put("train_s", result.trainSeconds());
    row.put("wall_s", result.wallSeconds());
    row.put("peak_resident_mib", finite(result.peakResidentMib()));
    row.put("figures", result.figures());
    row.put("run", result.runFolder().map(Path::toString).orElse(""));
    row.put("message", result.message());
    return row;
  }

  /** JSON has no word for what is not a number. */
  private static Object finite(double value) {
    return Double.isFinite(value) ? value : "";
  }

  private static String shell(List<String> words) {
    return words.stream()
        .map(
            word ->
                word.matches("[A-Za-z0-9_./:=,@%+-]+")
                    ? word
                    : "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" ", "./workbench ", ""));
  }
}
