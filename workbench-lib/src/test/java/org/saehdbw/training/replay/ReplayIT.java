package org.saehdbw.training.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.saehdbw.files.FileTree;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunLock;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.testing.EverythingOn;
import org.saehdbw.testing.FolderCopy;
import org.saehdbw.training.PreparedRun;
import org.saehdbw.training.Trainer;
import org.saehdbw.training.TrainerListener;
import org.saehdbw.training.incidents.IncidentFolders;

/** Repeats a run of six iterations that was resumed after four with other settings. */
class ReplayIT {
  private static FolderCopy trained;

  @TempDir private Path runs;
  private RunFolder run;

  @BeforeEach
  void train() throws Exception {
    if (trained == null) {
      RunFolder made = create("target_iter=4", "save_interval_iter=2", "target_train_s=1000");
      resume(made, "target_iter=6", "batch_size=2", "gan_power=0", "threads=2");
      trained = FolderCopy.of(made.path());
      FileTree.delete(made.path());
    }
    trained.writeTo(runs.resolve("0001_small_s1"));
    run = RunFolder.open(runs.resolve("0001_small_s1"));
  }

  private RunFolder create(String... words) throws Exception {
    PreparedRun made =
        PreparedRun.create(EverythingOn.settings("gray", words), runs, Optional.of("small"));
    Trainer.run(made, TrainerListener.NONE, () -> false);
    return made.folder();
  }

  private static void resume(RunFolder run, String... words) throws Exception {
    Trainer.run(PreparedRun.reopen(run, List.of(words)), TrainerListener.NONE, () -> false);
  }

  private ReplayResult replay(long iterations) throws Exception {
    return Replay.of(run, iterations, Optional.empty(), (done, all) -> {}, () -> false);
  }

  private static void edit(Path file, UnaryOperator<String> edit) throws IOException {
    String before = Files.readString(file);
    String after = edit.apply(before);
    assertThat(after).isNotEqualTo(before);
    Files.writeString(file, after);
  }

  @Test
  void aRunIsRepeatedWithTheSettingsOfEachIteration() throws Exception {
    List<Long> told = new ArrayList<>();
    ReplayResult result =
        Replay.of(run, 100, Optional.empty(), (done, all) -> told.add(done), () -> false);
    assertThat(result.difference()).isEmpty();
    assertThat(result.equal()).isTrue();
    assertThat(result.first()).isEqualTo(1);
    assertThat(result.last()).isEqualTo(6);
    assertThat(result.lossDigest()).isEqualTo(result.replayedLossDigest()).hasSize(64);
    assertThat(result.generations())
        .extracting(GenerationComparison::iteration)
        .containsExactly(2L, 4L, 6L);
    assertThat(result.generations()).allMatch(GenerationComparison::equal);
    assertThat(result.otherwise()).isEmpty();
    assertThat(told).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(runs.resolve(".replays/0001_small_s1")).doesNotExist();
    assertThat(result.replay()).doesNotExist();
  }

  @Test
  void theFirstIterationsAloneAreRepeatedIntoAFolderThatStays() throws Exception {
    Path place = runs.resolve("kept");
    ReplayResult result = Replay.of(run, 3, Optional.of(place), (done, all) -> {}, () -> false);
    assertThat(result.equal()).isTrue();
    assertThat(result.last()).isEqualTo(3);
    assertThat(result.generations())
        .extracting(GenerationComparison::iteration)
        .containsExactly(2L);
    assertThat(RunFolder.open(result.replay()).metricsFile()).exists();
    assertThat(result.replay().getParent()).isEqualTo(place.toAbsolutePath());
  }

  @Test
  void itEndsAtTheFirstDifferenceAndNamesWhatDiffers() throws Exception {
    edit(
        run.settingsFile(),
        text -> text.replaceFirst("learning_rate: \\S+", "learning_rate: 0.01"));
    edit(
        run.environmentFile(),
        text ->
            text.replaceFirst("\"src\" : \"[0-9a-f]{4}", "\"src\" : \"0000")
                .replaceFirst("\"pytorch\" : \"[^\"]+", "\"pytorch\" : \"1.13.1")
                .replaceFirst("\"cpu\" : \"[^\"]+", "\"cpu\" : \"another"));
    ReplayResult result = replay(100);
    assertThat(result.equal()).isFalse();
    // The loss of an iteration is that of before its update.
    assertThat(result.difference().orElseThrow().iteration()).isEqualTo(2);
    assertThat(result.difference().orElseThrow().text())
        .matches("the losses were src \\S+ dst \\S+, they are src \\S+ dst \\S+");
    assertThat(result.last()).isEqualTo(2);
    assertThat(result.lossDigest()).isNotEqualTo(result.replayedLossDigest());
    assertThat(result.otherwise()).hasSize(3);
    assertThat(result.otherwise().get(0))
        .matches(
            "src does not hold the faces that the run started with \\(fingerprint 0000\\w{8} then,"
                + " \\w{12} now\\)");
    assertThat(result.otherwise().get(1)).matches("pytorch differs \\(1.13.1 then, \\S+ now\\)");
    assertThat(result.otherwise().get(2)).startsWith("cpu differs (another then, ");
  }

  @Test
  void otherFacesAreTheReason() throws Exception {
    edit(
        run.settingsFile(),
        text -> text.replace("drawn:6,size=48,seed=2", "drawn:6,size=48,seed=3"));
    ReplayResult result = replay(2);
    assertThat(result.difference().orElseThrow().iteration()).isEqualTo(1);
    assertThat(result.otherwise()).hasSize(1);
    assertThat(result.otherwise().get(0)).startsWith("dst does not hold the faces");
  }

  @Test
  void otherWeightsWithTheSameLossesAreADifference() throws Exception {
    // A generation of another run, whole in itself.
    RunFolder other = create("target_iter=2", "save_interval_iter=2", "learning_rate=0.01");
    FileTree.delete(run.checkpoints().resolve("000000002"));
    FolderCopy.of(other.checkpoints().resolve("000000002"))
        .writeTo(run.checkpoints().resolve("000000002"));
    ReplayResult result = replay(2);
    assertThat(result.lossDigest()).isEqualTo(result.replayedLossDigest());
    assertThat(result.equal()).isFalse();
    assertThat(result.difference().orElseThrow())
        .isEqualTo(
            new ReplayResult.Difference(
                2,
                result.generations().get(0).differing().size()
                    + " arrays of the checkpoint differ, the first is "
                    + result.generations().get(0).differing().get(0)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "settings.yaml | ae_dims: \\d+.*\\R || .*: was never completely written: .*",
        "settings.yaml | src: \"drawn:6[^\"]*\" | src: \"/no/such/faces\""
            + " | src: .*/no/such/faces.* \\(--set\\)",
        "settings.yaml | extra_loss: \"none\" | extra_loss: \"my.Loss\""
            + " | extra_loss: no class my.Loss on the class path; .*",
        "metrics.csv | \\R6,.*\\R | EOL"
            + " | .*metrics.csv: ends at iteration 5, but the run came to iteration 6; it was cut",
        "metrics.csv | \\R4,.*\\R | EOL | .*: does not hold the losses .* it was changed",
        "metrics.csv | \\R4, | EOLx, | .*metrics.csv line 5: is not a row of numbers: .*",
        "metrics.csv | (?s).* || .*metrics.csv: holds no rows, so nothing can be compared",
        "events.jsonl | \\{\"time | time | .*events.jsonl: is damaged, .* lines are not events",
        "events.jsonl | (?s).* || .*events.jsonl: holds no event started or resumed, .*",
        "environment.json | versions | version | .*environment.json: is damaged or incomplete, .*",
      })
  void damageIsNamedAndNothingIsLeft(String file, String what, String by, String message)
      throws Exception {
    String replacement = by == null ? "" : by.replace("EOL", "\r\n");
    edit(run.path().resolve(file), text -> text.replaceFirst(what, replacement));
    assertThatThrownBy(() -> replay(100))
        .isInstanceOfAny(RunException.class, SettingsException.class)
        .hasMessageMatching(message);
    assertThat(runs.resolve(".replays/0001_small_s1")).doesNotExist();
  }

  @Test
  @SuppressWarnings("try") // the lock is held, not called
  void aRunThatIsBeingTrainedIsRefused() throws Exception {
    try (RunLock held = RunLock.acquire(run)) {
      assertThatThrownBy(() -> replay(1))
          .isInstanceOf(RunException.class)
          .hasMessageMatching(
              ".*0001_small_s1: is being trained by process .*; repeat it when it has stopped");
    }
    assertThatThrownBy(() -> replay(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("iterations must be at least 1, got 0");
  }

  /** Time ended the first stage: the replay ends it after as many iterations. */
  @Test
  void stagesEndWhereTheyEnded() throws Exception {
    run =
        create(
            "target_iter=3",
            "gan_power=0",
            "stages=[{name: first, end: {train_s: 0.001}}, {name: second, settings: {clipgrad: n}}]");
    assertThat(replay(3).equal()).isTrue();
  }

  @Test
  void importedWeightsMustStillBeThere() throws Exception {
    edit(
        run.eventsFile(),
        text ->
            text.replaceFirst("\"event\":\"started\"", "\"event\":\"imported\"")
                .replaceFirst(".*\"stopped\".*\\R", ""));
    ReplayResult result = replay(100);
    assertThat(result.first()).isEqualTo(5);
    assertThat(result.equal()).isTrue();
    FileTree.delete(run.checkpoints().resolve("000000004"));
    assertThatThrownBy(() -> replay(100))
        .hasMessage(
            run.checkpoints()
                + ": generation 4, with the weights that the run started with, is no longer there;"
                + " they were imported, and keep_last removed them");
  }

  @Test
  void theOtherRunMustBeWhereThisRunStartedFromIt() throws Exception {
    RunFolder other = run;
    run = create("from=" + other.path(), "gan_power=0", "target_iter=2", "true_face_power=0");
    assertThat(replay(100).equal()).isTrue();
    resume(other, "target_iter=7");
    assertThatThrownBy(() -> replay(100))
        .isInstanceOf(RunException.class)
        .hasMessage(
            other.path()
                + ": its newest checkpoint is of iteration 7, but "
                + run.name()
                + " started with that of iteration 6");
  }

  /** The incident says that batch 2 was left out, and the rate halved from iteration 2 on. */
  @Test
  void whatAnIncidentLeftOutIsLeftOutAgain() throws Exception {
    PreparedRun made =
        PreparedRun.create(
            EverythingOn.settings("gray", "target_iter=3", "gan_power=0"), runs, Optional.empty());
    run = made.folder();
    Files.createDirectory(run.incident(1));
    Files.writeString(
        run.incident(1).resolve(IncidentFolders.FILE),
        """
        {"format": "saehdbw-incident", "version": 1, "number": 1, "kind": "not_finite",
         "iteration": 2, "batch": 2, "remedy": "half_rate", "rolled_back_to": 1}
        """);
    Trainer.run(made, TrainerListener.NONE, () -> false);
    ReplayResult result = replay(100);
    assertThat(result.equal()).as(result.toString()).isTrue();
    FileTree.delete(run.incident(1));
    assertThat(replay(100).difference().orElseThrow().iteration()).isEqualTo(2);
  }
}
