package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.cli.asking.TypedAnswers;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunLock;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.training.PreparedRun;
import org.saehdbw.training.plan.TrainingSettings;

/** {@code train --ask}, up to the training. */
class AskedRunsTest {
  private static final String FACES = "drawn:12,size=64";

  @TempDir private Path root;

  private Path runs() {
    return root.resolve("runs");
  }

  private static AskedTraining training(
      @Nullable Path config, @Nullable String resume, String... words) {
    return new AskedTraining(config, resume, List.of(words), null);
  }

  private static Settings words(String... words) throws SettingsException {
    return SettingsReader.readWords(TrainingSettings.defaults(), List.of(words));
  }

  /** A run that was prepared and never trained. */
  private RunFolder prepare(String... more) throws Exception {
    List<String> all =
        new ArrayList<>(List.of("model=df-ud-64-32-16-16-16", "src=" + FACES, "dst=" + FACES));
    all.addAll(List.of(more));
    return PreparedRun.create(words(all.toArray(String[]::new)), runs(), Optional.empty()).folder();
  }

  @Test
  void answersBecomeAFileThatTrainsTheSame() throws Exception {
    Path file = root.resolve("a.yaml");
    TypedAnswers answers =
        TypedAnswers.named(Map.of("name", "mine", "src", FACES, "dst", FACES, "batch_size", "6"));
    AskedTraining asked = new AskedRuns(answers, training(null, null)).start(runs(), file);
    assertThat(asked).isEqualTo(new AskedTraining(file, null, List.of(), "mine"));
    Settings settings = SettingsReader.readFile(TrainingSettings.defaults(), file);
    assertThat(settings.differingFrom(words("src=" + FACES, "dst=" + FACES, "batch_size=6")))
        .isEmpty();
    String command = "./workbench train " + file + " --name mine --runs " + runs();
    assertThat(Files.readString(file)).contains("#   " + command + "\n");
    assertThat(answers.shown())
        .endsWith(file + " has the answers; the same training again: " + command);
    assertThat(runs()).doesNotExist();
  }

  @Test
  void theNewestRunThatCanBeReadIsInTheBrackets() throws Exception {
    prepare("batch_size=7", "learning_rate=0.01", "from=");
    RunFolder damaged = prepare("batch_size=9");
    Files.delete(damaged.settingsFile());
    TypedAnswers answers = new TypedAnswers("mine", "");
    assertThatThrownBy(
            () ->
                new AskedRuns(answers, training(null, null)).start(runs(), root.resolve("a.yaml")))
        .isInstanceOf(SettingsException.class)
        .hasMessage("the answers ended at the question src; nothing was written");
    assertThat(answers.shown())
        .contains(
            "In brackets are the settings of the last model,"
                + " 0001_df-ud-64-32-16-16-16-gray_s1.")
        .anyMatch(line -> line.startsWith("src (") && line.contains("[" + FACES + "]"));
    assertThat(root.resolve("a.yaml")).doesNotExist();
  }

  @Test
  void aFilesValuesAreKeptAndInTheBrackets() throws Exception {
    prepare("batch_size=7");
    Path config = root.resolve("mine.yaml");
    Files.writeString(config, "batch_size: 5\nlearning_rate: 0.001\n");
    TypedAnswers answers = TypedAnswers.named(Map.of("src", FACES, "dst", FACES));
    Path file = root.resolve("a.yaml");
    new AskedRuns(answers, training(config, null, "clipgrad=y", "model=liae-ud-64-32-16-16-16"))
        .start(runs(), file);
    assertThat(answers.asked()).doesNotContain("clipgrad", "resolution", "channels");
    assertThat(
            SettingsReader.readFile(TrainingSettings.defaults(), file)
                .differingFrom(
                    words(
                        "batch_size=5",
                        "learning_rate=0.001",
                        "clipgrad=y",
                        "model=liae-ud-64-32-16-16-16",
                        "src=" + FACES,
                        "dst=" + FACES)))
        .isEmpty();
  }

  @Test
  void aResumedRunTakesOnlyWhatDiffers() throws Exception {
    RunFolder run = prepare("batch_size=7");
    TypedAnswers answers = TypedAnswers.named(Map.of("random_src_flip", "1", "batch_size", "8"));
    byte[] before = Files.readAllBytes(run.settingsFile());
    AskedTraining asked =
        new AskedRuns(answers, training(null, "1", "seed=1", "clipgrad=y")).resume(runs());
    assertThat(asked)
        .isEqualTo(
            new AskedTraining(
                null,
                "1",
                List.of("seed=1", "clipgrad=y", "random_src_flip=true", "batch_size=8"),
                null));
    assertThat(answers.shown())
        .contains("batch_size (1 to 1024) [7]: 8")
        .endsWith(
            "the same again: ./workbench train --resume 1 --set seed=1 --set clipgrad=y --set"
                + " random_src_flip=true --set batch_size=8");
    assertThat(answers.asked())
        .doesNotContain("resolution", "archi", "pretrain", "clipgrad", "pretraining_data", "name");
    assertThat(Files.readAllBytes(run.settingsFile())).isEqualTo(before);
  }

  @Test
  void aRunThatIsBeingTrainedIsNotAskedAbout() throws Exception {
    RunFolder run = prepare();
    TypedAnswers answers = new TypedAnswers();
    try (RunLock lock = RunLock.acquire(run)) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> new AskedRuns(answers, training(null, "1")).resume(runs()))
          .isInstanceOf(RunException.class)
          .hasMessageStartingWith(run.path() + ": is being trained by ");
    }
    assertThat(answers.asked()).isEmpty();
  }

  private int train(String input, StringWriter out, StringWriter err, String... arguments) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    try {
      List<String> all = new ArrayList<>(List.of("train", "--runs", runs().toString()));
      all.addAll(List.of(arguments));
      return Workbench.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void theEndOfStandardInputIsAnErrorThatLeavesNothing() throws IOException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Path file = root.resolve("a.yaml");
    int code = train("mine\ncolour\n", out, err, "--ask", "--write", file.toString());
    assertThat(code).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString().strip())
        .isEqualTo("workbench train: the answers ended at the question src; nothing was written");
    assertThat(out.toString()).contains("channels (gray, colour) [gray]: colour\n");
    try (Stream<Path> left = Files.list(root)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void jsonLeavesStandardOutputToTheDocument() {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    assertThat(train("", out, err, "--ask", "--json")).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("name (letters");
  }

  @Test
  void optionsThatDoNotGoTogetherAreRefused() throws IOException {
    Path file = Files.createFile(root.resolve("a.yaml"));
    List<List<String>> wrong =
        List.of(
            List.of("--write needs --ask without --resume", "--write", "b.yaml"),
            List.of(
                "--write needs --ask without --resume", "--ask", "--resume", "1", "--write", "b"),
            List.of(
                "--write must name a new file, " + file + " exists",
                "--ask",
                "--write",
                file.toString()),
            List.of(
                "--ask and --continue cannot be combined", "--ask", "--continue", "--name", "a"),
            List.of(
                "give a settings file or --resume RUN, got both",
                "--ask",
                "a.yaml",
                "--resume",
                "1"));
    for (List<String> one : wrong) {
      StringWriter err = new StringWriter();
      String[] words = one.subList(1, one.size()).toArray(String[]::new);
      assertThat(train("", new StringWriter(), err, words)).isEqualTo(ExitCode.ASKED_WRONGLY);
      assertThat(err.toString().strip())
          .isEqualTo("workbench train: " + one.get(0) + " (see workbench train --help)");
    }
  }

  @Test
  void wordsArePastedIntoAShell() {
    assertThat(ShellWords.of(List.of("a=b", "it's", "x y", "~/z")))
        .isEqualTo("a=b 'it'\\''s' 'x y' ~/z");
  }
}
