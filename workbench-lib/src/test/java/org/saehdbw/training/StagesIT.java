package org.saehdbw.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.checkpoints.CheckpointStore;
import org.saehdbw.checkpoints.KeepPolicy;
import org.saehdbw.checkpoints.SafetensorsReader;
import org.saehdbw.checkpoints.StageState;
import org.saehdbw.checkpoints.StoredCheckpoint;
import org.saehdbw.files.FileTree;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.testing.TinyModel;
import org.saehdbw.training.plan.Schedule;
import org.saehdbw.training.plan.TrainingException;
import org.saehdbw.training.plan.TrainingSettings;

/** A schedule of stages, trained for real. */
class StagesIT {
  private static final String RECIPE =
      """
      face_type: wf
      src: drawn:16,size=64,identity=0
      dst: drawn:16,size=64,identity=3
      pretraining_data: drawn:16,size=64
      batch_size: 2
      threads: 1
      pictures: none
      constant_interval_iter: 0
      save_interval_iter: 100
      keep_last: 20
      target_iter: 12
      stages:
        - name: pretrain
          settings: {pretrain: true}
          end: {iterations: 4}
        - name: warped
          settings: {batch_size: 3}
          end: {iterations: 3}
        - name: sharp
          settings: {random_warp: false, lr_dropout: y, true_face_power: 0.01}
      """;

  @TempDir private static Path once;

  /** Trained without a stop: tests read it. */
  private static PreparedRun straight;

  private static TrainingOutcome straightOutcome;

  @TempDir private Path runs;
  private final List<String> warnings = new ArrayList<>();

  @BeforeAll
  static void trainStraight() throws Exception {
    straight = create(once);
    straightOutcome = Trainer.run(straight, TrainerListener.NONE, () -> false);
  }

  private PreparedRun create(String... words)
      throws SettingsException, IOException, InterruptedException {
    return create(runs, words);
  }

  private static PreparedRun create(Path runs, String... words)
      throws SettingsException, IOException, InterruptedException {
    Settings settings = SettingsReader.readYaml(TinyModel.smallest(), RECIPE, "recipe.yaml");
    settings = SettingsReader.readWords(settings, List.of(words));
    return PreparedRun.create(settings, runs, Optional.empty());
  }

  private TrainingOutcome train(PreparedRun run, BooleanSupplier stop)
      throws IOException, InterruptedException {
    TrainerListener noting =
        new TrainerListener() {
          @Override
          public void warned(String message) {
            warnings.add(message);
          }
        };
    return Trainer.run(run, noting, stop);
  }

  private static BooleanSupplier after(int iterations) {
    int[] asked = {0};
    return () -> asked[0]++ >= iterations;
  }

  private static StoredCheckpoint checkpoint(RunFolder run, long iteration) throws IOException {
    return new CheckpointStore(run.checkpoints(), KeepPolicy.defaults()).open(iteration);
  }

  private static byte[] bytes(RunFolder run, long iteration, String file) throws IOException {
    return Files.readAllBytes(
        run.checkpoints().resolve(String.format(Locale.ROOT, "%09d", iteration)).resolve(file));
  }

  private static List<Map<String, Object>> stageChanges(RunFolder run) throws IOException {
    return run.events().stream()
        .filter(event -> event.kind() == EventKind.STAGE_CHANGED)
        .map(Event::fields)
        .toList();
  }

  @Test
  void everyStageIsTrainedAndSavedBeforeTheNext() throws Exception {
    PreparedRun run = straight;
    assertThat(straightOutcome.finished()).isTrue();
    assertThat(straightOutcome.made()).isEqualTo(12);
    assertThat(MetricsReader.readAll(run.folder().metricsFile()).rows()).hasSize(12);
    assertThat(checkpoint(run.folder(), 4).state().stages())
        .containsExactly(new StageState("pretrain", 0, "iterations", List.of()));
    assertThat(checkpoint(run.folder(), 4).state().stage()).isEqualTo("pretrain");
    assertThat(checkpoint(run.folder(), 12).state().stages())
        .containsExactly(
            new StageState("pretrain", 0, "iterations", List.of()),
            new StageState("warped", 4, "iterations", List.of()),
            new StageState("sharp", 7, "", List.of()));
    assertThat(checkpoint(run.folder(), 12).state().optimizerIterations()).isEqualTo(12);
    List<Map<String, Object>> changes = stageChanges(run.folder());
    assertThat(changes).extracting(c -> c.get("to")).containsExactly("pretrain", "warped", "sharp");
    assertThat(changes).extracting(c -> c.get("iteration")).containsExactly(0, 4, 7);
    assertThat(changes.get(1))
        .containsEntry("from", "pretrain")
        .containsEntry("ended_by", "iterations")
        .containsEntry("stage", "train")
        .containsEntry("renewed", List.of("inter"));
    assertThat(changes.get(2)).containsEntry("renewed", List.of());
  }

  @Test
  void theInterStartsAgainAfterPretrainingAndAllElseContinues() throws Exception {
    PreparedRun run = create();
    train(run, after(4));
    try (TrainingSession session = TrainingSession.open(run, warnings::add);
        SafetensorsReader saved = checkpoint(run.folder(), 4).openWeights()) {
      assertThat(session.stage().name()).isEqualTo("warped");
      for (Map.Entry<String, FloatBuffer> weight : session.model().weights().entrySet()) {
        boolean same = saved.read(weight.getKey()).values().equals(weight.getValue());
        boolean renewed = weight.getKey().startsWith("inter/");
        boolean bias = saved.shape(weight.getKey()).size() == 1;
        assertThat(same).as(weight.getKey()).isEqualTo(!renewed || (bias && same));
      }
    }
  }

  @Test
  void stoppedAnywhereAndResumedIsTheSameAsStraight() throws Exception {
    for (int stop : new int[] {4, 5, 9}) {
      PreparedRun parts = create();
      assertThat(train(parts, after(stop)).iteration()).isEqualTo(stop);
      train(PreparedRun.reopen(parts.folder(), List.of()), () -> false);
      for (String file : List.of("weights.safetensors", "optimizer.safetensors", "state.json")) {
        assertThat(bytes(parts.folder(), 12, file))
            .as("stopped after %d: %s", stop, file)
            .isEqualTo(bytes(straight.folder(), 12, file));
      }
    }
  }

  @Test
  void aKillBetweenTwoStagesLosesNothing() throws Exception {
    PreparedRun killed = create();
    train(killed, after(6));
    // As a kill leaves it that comes after the checkpoint of the stage's end.
    FileTree.delete(killed.folder().checkpoints().resolve("000000006"));
    train(PreparedRun.reopen(killed.folder(), List.of()), () -> false);
    assertThat(bytes(killed.folder(), 12, "weights.safetensors"))
        .isEqualTo(bytes(straight.folder(), 12, "weights.safetensors"));
  }

  @Test
  void theSettingsFileHoldsTheScheduleAndStartsTheSameRun() throws Exception {
    PreparedRun run = create("model=" + TinyModel.DF);
    assertThatTheFileStartsTheSameRun(run);
    run = create();
    train(run, after(8));
    assertThat(
            StoredSettings.read(run.folder(), checkpoint(run.folder(), 8))
                .text(org.saehdbw.training.plan.RunSettings.PRETRAIN))
        .isEqualTo("false");
    assertThat(StoredSettings.read(run.folder()).differingFrom(run.settings())).isEmpty();
  }

  /** Only a model as large as new ones must be is read from a file that starts a run. */
  private static void assertThatTheFileStartsTheSameRun(PreparedRun run) throws Exception {
    Path file = run.folder().settingsFile();
    Settings read = SettingsReader.readFile(TrainingSettings.defaults(), file);
    assertThat(read.get(Schedule.STAGES)).isEqualTo(run.settings().get(Schedule.STAGES));
    assertThat(StoredSettings.read(run.folder()).differingFrom(run.settings())).isEmpty();
    assertThat(Files.readString(file)).contains("stages: [{\"name\":\"pretrain\"");
  }

  @Test
  void stagesToComeMayChangeAndThoseThatWereMayNot() throws Exception {
    PreparedRun run = create();
    train(run, after(5));
    String other = "[{name: pretrain, settings: {pretrain: true}, end: {iterations: 4}}, ";
    PreparedRun longer =
        PreparedRun.reopen(
            run.folder(),
            List.of("stages=" + other + "{name: warped, end: {iterations: 5}}, {name: last}]"));
    assertThat(train(longer, () -> false).finished()).isTrue();
    assertThat(stageChanges(run.folder()))
        .extracting(change -> change.get("to") + " " + change.get("iteration"))
        .containsExactly("pretrain 0", "warped 4", "last 9");
    PreparedRun renamed =
        PreparedRun.reopen(
            run.folder(),
            List.of("target_iter=20", "stages=" + other + "{name: x, end: {iterations: 5}}]"));
    assertThatThrownBy(() -> train(renamed, () -> false))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("the checkpoint is in stage 2, warped, the settings have x there");
    assertThat(StoredSettings.read(run.folder()).differingFrom(longer.settings())).isEmpty();
  }

  @Test
  void aStageEndsWhenItsSavesNoLongerImproveAndAResumeRemembersThem() throws Exception {
    String[] words = {
      "save_interval_iter=1",
      "target_iter=0",
      "stages=[{name: a, end: {plateau_saves: 5}}, {name: b, end: {iterations: 2}}]"
    };
    double[] errors = {9, 8, 7, 6, 5, 4, 4.1, 4.2, 4.3, 4.4, 4.5, 4.6};
    TrainerListener judge =
        new TrainerListener() {
          @Override
          public Optional<CheckpointScore> judge(
              long iteration, org.saehdbw.training.steps.ModelStep model) {
            return Optional.of(new CheckpointScore(errors[(int) iteration], Map.of()));
          }
        };
    PreparedRun straight = create(words);
    Trainer.run(straight, judge, () -> false);
    // The last five saves that still fall are those of iterations 1 to 5 and 2 to 6.
    assertThat(stageChanges(straight.folder()).get(1))
        .containsEntry("ended_by", "plateau_saves")
        .containsEntry("iteration", 7);
    PreparedRun parts = create(words);
    Trainer.run(parts, judge, after(6));
    Trainer.run(PreparedRun.reopen(parts.folder(), List.of()), judge, () -> false);
    assertThat(bytes(parts.folder(), 9, "state.json"))
        .isEqualTo(bytes(straight.folder(), 9, "state.json"));
  }

  @Test
  void aStageWithoutItsFacesIsRefusedBeforeTheFirstStarts() {
    assertThatThrownBy(() -> create("pretraining_data="))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("pretraining_data must name the faceset for pretraining");
    assertThatThrownBy(() -> create("dst="))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("dst must name the faceset for training");
    assertThat(runs).isEmptyDirectory();
  }
}
