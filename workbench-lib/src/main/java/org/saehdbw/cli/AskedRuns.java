package org.saehdbw.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.saehdbw.cli.asking.Answers;
import org.saehdbw.cli.asking.AnswersFile;
import org.saehdbw.cli.asking.Interview;
import org.saehdbw.cli.asking.NameQuestion;
import org.saehdbw.cli.asking.Question;
import org.saehdbw.cli.asking.Questions;
import org.saehdbw.cli.asking.Suggestions;
import org.saehdbw.files.LockOwner;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunLock;
import org.saehdbw.runs.RunNames;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.training.PreparedRun;
import org.saehdbw.training.StoredSettings;
import org.saehdbw.training.components.CustomComponents;
import org.saehdbw.training.plan.SchedulePlans;
import org.saehdbw.training.plan.TrainingPlan;
import org.saehdbw.training.plan.TrainingSettings;

/**
 * Asks for the settings of a run that starts or is resumed. The answers become a settings file, or
 * words, which the command then takes as if a person had written them: training knows no questions.
 */
final class AskedRuns {
  private static final Path FOLDER = Path.of("experiments");

  private final Answers answers;
  private final AskedTraining training;

  AskedRuns(Answers answers, AskedTraining training) {
    this.answers = answers;
    this.training = training;
  }

  /**
   * Asks for a new run and writes the file of the answers.
   *
   * @param runs where the newest run is looked for
   * @param file the new file; null for one named as the run
   */
  AskedTraining start(Path runs, @Nullable Path file) throws SettingsException, IOException {
    Settings base = TrainingSettings.defaults();
    Path config = training.config();
    if (config != null) {
      base = SettingsReader.readFile(base, config);
    }
    base = said(SettingsReader.readEnvironment(base, System.getenv()));
    Suggestions last = config == null ? Suggestions.ofNewestRun(runs) : Suggestions.NONE;
    Interview interview =
        new Interview(answers, base, last, asked -> PreparedRun.settle(asked, runs));
    introduce(last.from());
    Optional<String> name =
        training.name() == null ? NameQuestion.ask(answers) : Optional.of(training.name());
    Settings settings =
        interview.ask(
            open(
                Questions.ofNewRun(),
                SettingsReader.readEnvironment(TrainingSettings.defaults(), System.getenv())));
    String model = TrainingPlan.of(PreparedRun.settle(settings, runs)).spec().toString();
    Path target = file == null ? AnswersFile.firstFree(FOLDER, name.orElse(model)) : file;
    write(target, settings, command(target, name, runs));
    return new AskedTraining(target, null, training.words(), name.orElse(null));
  }

  private void introduce(String last) {
    answers.say(
        "Enter takes the value in brackets, ? explains, - is none, Ctrl-C leaves and writes nothing.");
    if (!last.isEmpty()) {
      answers.say("In brackets are the settings of the last model, " + last + ".");
    }
  }

  /** Answers are not lost where the file cannot be written. */
  private void write(Path file, Settings settings, String command) throws IOException {
    try {
      AnswersFile.write(file, settings, command);
    } catch (IOException e) {
      answers.say(AnswersFile.text(settings, command));
      throw e;
    }
    answers.say(file + " has the answers; the same training again: " + command);
  }

  private static String command(Path file, Optional<String> name, Path runs) {
    List<String> words = new ArrayList<>(List.of("./workbench", "train", file.toString()));
    name.ifPresent(one -> words.addAll(List.of("--name", one)));
    if (!runs.equals(RunsFolderOption.USUAL)) {
      words.addAll(List.of("--runs", runs.toString()));
    }
    return ShellWords.of(words);
  }

  /**
   * Asks for what may change of a run. Nothing is written.
   *
   * @param runs where the run is looked for
   */
  AskedTraining resume(Path runs) throws SettingsException, IOException {
    String wanted = Objects.requireNonNull(training.resume());
    RunFolder run = RunNames.find(runs, wanted);
    Optional<LockOwner> trainer = RunLock.holder(run);
    if (trainer.isPresent()) {
      throw new RunException(
          run.path() + ": is being trained by " + trainer.get() + "; stop it first");
    }
    Settings stored = StoredSettings.read(run);
    Settings base = said(stored);
    Interview interview = new Interview(answers, base, Suggestions.NONE, AskedRuns::checked);
    introduce("");
    Settings settings = interview.ask(open(Questions.ofResumedRun(), TrainingSettings.defaults()));
    List<String> words = new ArrayList<>(training.words());
    for (Setting<?> key : settings.differingFrom(base)) {
      words.add(key.name() + "=" + settings.text(key));
    }
    List<String> command = new ArrayList<>(List.of("./workbench", "train", "--resume", wanted));
    words.forEach(word -> command.addAll(List.of("--set", word)));
    answers.say(
        (words.isEmpty() ? "nothing changes: " : "the same again: ") + ShellWords.of(command));
    return new AskedTraining(null, wanted, words, null);
  }

  private Settings said(Settings base) throws SettingsException {
    return SettingsReader.readWords(base, training.words());
  }

  /** Returns the questions that neither the words of the command nor the environment answer. */
  private List<Question> open(List<Question> questions, Settings environment)
      throws SettingsException {
    Settings answered = said(environment);
    return questions.stream().filter(one -> !answered.isSet(one.setting())).toList();
  }

  private static Settings checked(Settings asked) throws SettingsException {
    SchedulePlans.of(asked, CustomComponents.NONE);
    return asked;
  }
}
