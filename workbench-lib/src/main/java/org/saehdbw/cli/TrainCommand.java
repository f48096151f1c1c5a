package org.saehdbw.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.saehdbw.experiments.Run;
import org.saehdbw.parallel.Progress;
import org.saehdbw.processes.StartClock;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunNames;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.training.PreparedRun;
import org.saehdbw.training.ResumableRun;
import org.saehdbw.training.Trainer;
import org.saehdbw.training.classes.OwnClasses;
import org.saehdbw.training.components.CustomComponents;
import org.saehdbw.training.forecast.RunForecast;
import org.saehdbw.training.forecast.StageForecast;
import org.saehdbw.training.plan.ForkVariables;
import org.saehdbw.training.plan.TrainingSettings;
import org.saehdbw.training.steps.TorchLibraries;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains, from a settings file or a run folder. */
@Command(
    name = "train",
    description = {
      "Train a model from a settings file, or continue a run.",
      "Ctrl-C stops after a checkpoint."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./workbench train experiments/quickstart.yaml --set target_iter=60",
      "  ./workbench train --resume results/runs/0001_df-ud-64-32-16-16-16-gray_s1",
      "  ./workbench train experiments/saehdbw-recipe/small.yaml --dry-run",
      "  ./workbench train experiments/quickstart.yaml --detach",
      "  ./workbench train experiments/quickstart.yaml --preview",
      "  ./workbench train --ask"
    })
public final class TrainCommand implements Callable<Integer> {
  /** Says that the process waits before its first iteration, for a sweep. */
  static final String WHEN_TOLD = "--when-told";

  private static final double MEASURED_SECONDS = 3;

  @Spec private CommandSpec command;
  @Mixin private CommandOutput answer;

  @Parameters(
      paramLabel = "CONFIG",
      arity = "0..1",
      description = "A settings file, such as experiments/quickstart.yaml.")
  private @Nullable Path config;

  @Option(
      names = "--resume",
      paramLabel = "RUN",
      description = "Continue a run: its number, its folder's name, its --name or its path.")
  private @Nullable String resume;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Set one setting; can be repeated, overrides the file. With --resume the change is noted"
              + " in events.jsonl and settings.yaml.")
  private List<String> words = List.of();

  @Option(names = "--name", description = "Name the run folder; the default is the model's name.")
  private @Nullable String name;

  @Option(
      names = "--continue",
      description = {
        "Continue the run of that --name if it exists, otherwise start it:",
        "the same command, given again after a kill, ends in one whole run."
      })
  private boolean goOn;

  @Option(
      names = "--detach",
      description = {
        "Leave the training to a process of its own and return when it has started;",
        "runs RUN shows it, runs stop RUN stops it."
      })
  private boolean detach;

  @Mixin private PageBeside page;

  @Mixin private LogOptions logged;

  @Option(
      names = "--dry-run",
      description =
          "Check everything, measure each stage for some seconds and show the time line; train"
              + " nothing and make no run folder.")
  private boolean dryRun;

  @Mixin private AskOption asking;

  @Mixin private RunsFolderOption runs;

  @Option(
      names = "--help-settings",
      description = "List every setting: what it does, what is allowed, its default.")
  private boolean helpSettings;

  @Option(
      names = "--strict",
      description =
          "Exit with 1 before training where faces show less than the model's face type or are not"
              + " square.")
  private boolean strict;

  @Option(
      names = WHEN_TOLD,
      hidden = true,
      description =
          "Prepare everything, then wait for a line on standard input before the first iteration;"
              + " end if none comes.")
  private boolean whenTold;

  @Override
  public Integer call() throws Exception {
    if (helpSettings) {
      command.commandLine().getOut().print(TrainingSettings.REGISTRY.help());
      command.commandLine().getOut().flush();
      return ExitCode.DONE;
    }
    logged.check();
    if (detach && logged.isSet()) {
      throw new ParameterException(
          command.commandLine(),
          "--log-line and --log-every have no effect with --detach; leave them out");
    }
    if (page.isWanted() && (detach || dryRun)) {
      throw new ParameterException(
          command.commandLine(),
          "--preview needs a training in this terminal; give --preview without --detach and"
              + " --dry-run, or use ./workbench preview RUN");
    }
    ask();
    if (dryRun) {
      forecast();
      return ExitCode.DONE;
    }
    // While settings and faces are read, another core loads the engine.
    TorchLibraries.begin();
    StartClock.PROCESS.begin(StartClock.Phase.RUN_FOLDER);
    ProgressLine reading = answer.progress();
    PreparedRun run = prepare(reading);
    reading.end();
    StartClock.PROCESS.end(StartClock.Phase.RUN_FOLDER);
    if (run == null) {
      return ExitCode.FAILED;
    }
    OwnClasses.remark(run.plan().settings()).ifPresent(answer::remark);
    if (detach) {
      detach(run.folder());
      return ExitCode.DONE;
    }
    StartSignal signal = whenTold ? StartSignal.of(System.in) : StartSignal.NOW;
    page.start(run.folder(), answer);
    TrainLog log = new TrainLog(answer, run, logged, signal);
    try (StopOnSignal stop = StopOnSignal.install()) {
      log.end(Trainer.run(run, log, () -> stop.requested() || signal.isDeclined()));
    } finally {
      page.end();
    }
    return ExitCode.DONE;
  }

  /** From here on the answers are a file and words like those that a person writes. */
  private void ask() throws SettingsException, IOException {
    AskedTraining training = new AskedTraining(config, resume, words, name);
    boolean forecastOfResumed = dryRun && resume != null;
    if (asking.isAsked(training, goOn) && !forecastOfResumed) {
      training = asking.ask(training, runs, answer.json());
      config = training.config();
      words = training.words();
      name = training.name();
    }
  }

  /** The run, or null where --strict refuses its faces; no run folder was made then. */
  private @Nullable PreparedRun prepare(Progress reading)
      throws SettingsException, IOException, InterruptedException {
    Path file = config;
    if (resume != null && file == null) {
      RunFolder folder = RunNames.find(runs.existing(), resume);
      PreparedRun run = PreparedRun.reopen(folder, CustomComponents.NONE, words, reading);
      return refused(run.faces().misfits()) ? null : run;
    }
    if (file == null || resume != null) {
      throw new ParameterException(
          command.commandLine(),
          "give a settings file or --resume RUN" + (file == null ? "" : ", got both"));
    }
    Settings settings = read(file);
    if (strict && refused(PreparedRun.misfits(settings, runs.path(), reading))) {
      return null;
    }
    if (goOn) {
      if (name == null) {
        throw new ParameterException(command.commandLine(), "--continue needs a --name");
      }
      return ResumableRun.prepare(settings, runs.path(), name, reading);
    }
    Optional<String> label = Optional.ofNullable(name);
    return PreparedRun.create(settings, CustomComponents.NONE, runs.path(), label, reading);
  }

  private Settings read(Path file) throws SettingsException, IOException {
    Settings settings = SettingsReader.readFile(TrainingSettings.defaults(), file);
    settings = SettingsReader.readEnvironment(settings, System.getenv());
    settings = SettingsReader.readWords(settings, words);
    return ForkVariables.read(settings, System.getenv(), answer::remark);
  }

  private void forecast() throws SettingsException, IOException, InterruptedException {
    Path file = config;
    if (file == null || resume != null) {
      throw new ParameterException(
          command.commandLine(), "--dry-run needs a settings file, and no --resume");
    }
    Settings settled = PreparedRun.settle(read(file), runs.path());
    RunForecast forecast = new RunForecast(settled, MEASURED_SECONDS, answer::remark);
    ProgressLine measuring = answer.progress();
    List<StageForecast> stages = forecast.stages(measuring);
    measuring.end();
    answer.print(ForecastText.data(stages), ForecastText.text(stages));
  }

  /** What the process prints goes to the run's train.log. */
  private void detach(RunFolder folder) throws Exception {
    Run.open(folder.path())
        .resume(resume == null ? new String[0] : words.toArray(String[]::new))
        .awaitBeginning();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", folder.name());
    row.put("path", folder.path().toString());
    row.put("log", folder.logFile().toString());
    answer.print(
        row,
        String.format(
            Locale.ROOT,
            "%s is trained by a process of its own; runs %d shows it, runs stop %d stops it; its"
                + " output is in %s",
            folder.name(),
            folder.number(),
            folder.number(),
            folder.logFile()));
  }

  private boolean refused(List<String> misfits) {
    if (!strict || misfits.isEmpty()) {
      return false;
    }
    misfits.forEach(answer::remark);
    command
        .commandLine()
        .getErr()
        .println("--strict: the faces do not suit the model, nothing was trained");
    return true;
  }
}
