package org.saehdbw.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.checkpoints.CheckpointStore;
import org.saehdbw.checkpoints.KeepPolicy;
import org.saehdbw.checkpoints.SafetensorsReader;
import org.saehdbw.checkpoints.StoredCheckpoint;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.testing.TinyModel;

/** Trains a small model with every loss and every discriminator. */
class AdversarialTrainingIT {
  private static final List<String> ALL =
      List.of(
          "face_type=wf",
          "src=drawn:12,size=64,seed=1",
          "dst=drawn:12,size=64,seed=2",
          "batch_size=2",
          "threads=1",
          "pictures=none",
          "constant_interval_iter=0",
          "lr_dropout=y",
          "clipgrad=y",
          "eyes_mouth_prio=y",
          "blur_out_mask=y",
          "ct_mode=rct",
          "uniform_yaw=y",
          "true_face_power=0.05",
          "face_style_power=5",
          "bg_style_power=2",
          "gan_power=0.1",
          "gan_dims=4",
          "save_interval_iter=100");

  @TempDir private Path runs;
  private final List<String> warnings = new ArrayList<>();

  private PreparedRun create(String... more)
      throws SettingsException, IOException, InterruptedException {
    return createOf(TinyModel.SMALLEST, more);
  }

  private PreparedRun createOf(String model, String... more)
      throws SettingsException, IOException, InterruptedException {
    Settings settings = SettingsReader.readWords(TinyModel.stored(model), ALL);
    settings = SettingsReader.readWords(settings, List.of(more));
    return PreparedRun.create(settings, runs, Optional.empty());
  }

  private void train(PreparedRun run, BooleanSupplier stop)
      throws IOException, InterruptedException {
    TrainerListener noting =
        new TrainerListener() {
          @Override
          public void warned(String message) {
            warnings.add(message);
          }
        };
    Trainer.run(run, noting, stop);
  }

  private static BooleanSupplier after(int iterations) {
    int[] asked = {0};
    return () -> asked[0]++ >= iterations;
  }

  private static List<byte[]> saved(RunFolder run, int iteration) throws IOException {
    Path folder = run.checkpoints().resolve(String.format(Locale.ROOT, "%09d", iteration));
    return List.of(
        Files.readAllBytes(folder.resolve("weights.safetensors")),
        Files.readAllBytes(folder.resolve("optimizer.safetensors")));
  }

  @Test
  void stoppedAndResumedIsTheSameAsStraightWithEverythingOn()
      throws SettingsException, IOException, InterruptedException {
    PreparedRun straight = create("target_iter=8");
    train(straight, () -> false);
    PreparedRun parts = create("target_iter=8", "loader_threads=2");
    train(parts, after(5));
    train(PreparedRun.reopen(parts.folder(), List.of()), () -> false);
    List<byte[]> wanted = saved(straight.folder(), 8);
    List<byte[]> got = saved(parts.folder(), 8);
    assertThat(got.get(0)).isEqualTo(wanted.get(0));
    assertThat(got.get(1)).isEqualTo(wanted.get(1));
    assertThat(warnings).isEmpty();
    Map<String, Object> facts = lastSaved(straight.folder()).fields();
    assertThat(facts)
        .containsKeys(
            "src/face_style",
            "src/bg_style_mse",
            "src/eyes_mouth",
            "G/true_face",
            "G/gan",
            "G/gan_total_variation",
            "D_code",
            "D_src_dst");
  }

  @Test
  void activationCheckpointingChangesNoByte()
      throws SettingsException, IOException, InterruptedException {
    PreparedRun plain = create("target_iter=3", "clipgrad=n");
    train(plain, () -> false);
    PreparedRun saving = create("target_iter=3", "clipgrad=n", "activation_checkpointing=y");
    train(saving, after(2));
    train(PreparedRun.reopen(saving.folder(), List.of()), () -> false);
    assertThat(saved(saving.folder(), 3).get(0)).isEqualTo(saved(plain.folder(), 3).get(0));
    assertThat(saved(saving.folder(), 3).get(1)).isEqualTo(saved(plain.folder(), 3).get(1));
  }

  @Test
  void aBatchInPiecesIsTheSameAfterAResume()
      throws SettingsException, IOException, InterruptedException {
    String[] more = {"target_iter=3", "batch_size=3", "micro_batch=2"};
    PreparedRun straight = create(more);
    train(straight, () -> false);
    PreparedRun parts = create(more);
    train(parts, after(2));
    train(PreparedRun.reopen(parts.folder(), List.of()), () -> false);
    assertThat(saved(parts.folder(), 3).get(0)).isEqualTo(saved(straight.folder(), 3).get(0));
    assertThat(saved(parts.folder(), 3).get(1)).isEqualTo(saved(straight.folder(), 3).get(1));
  }

  private static Event lastSaved(RunFolder run) throws IOException {
    List<Event> saved =
        run.events().stream().filter(event -> event.kind() == EventKind.SAVED).toList();
    return saved.get(saved.size() - 1);
  }

  @Test
  void aDiscriminatorThatIsNewOrOfAnotherSizeBeginsAnew()
      throws SettingsException, IOException, InterruptedException {
    PreparedRun run = create("target_iter=2", "true_face_power=0");
    train(run, () -> false);
    List<String> more = List.of("target_iter=3", "true_face_power=0.05", "gan_dims=8");
    train(PreparedRun.reopen(run.folder(), more), () -> false);
    assertThat(warnings)
        .containsExactly(
            "000000002 holds no discriminator dis of this size: it starts from initial values",
            "000000002 holds no discriminator D_src of this size: it starts from initial values");
    warnings.clear();
    train(PreparedRun.reopen(run.folder(), List.of("target_iter=4")), () -> false);
    assertThat(warnings).isEmpty();
  }

  @Test
  void whatIsTurnedOffIsKeptUntilItIsTurnedOnAgain()
      throws SettingsException, IOException, InterruptedException {
    PreparedRun run = create("target_iter=2");
    train(run, () -> false);
    Map<String, FloatBuffer> before = arrays(run.folder(), 2);
    List<String> off = List.of("target_iter=3", "true_face_power=0", "gan_power=0");
    train(PreparedRun.reopen(run.folder(), off), () -> false);
    Map<String, FloatBuffer> without = arrays(run.folder(), 3);
    assertThat(without.keySet()).isEqualTo(before.keySet());
    for (String name :
        List.of("dis/convs_0/weight", "D_src/in_conv/bias", "vs_D_src/out_conv/weight")) {
      assertThat(without.get(name)).as(name).isEqualTo(before.get(name));
    }
    List<String> on = List.of("target_iter=4", "true_face_power=0.05", "gan_power=0.1");
    train(PreparedRun.reopen(run.folder(), on), () -> false);
    assertThat(warnings)
        .containsExactly("gan_dims has no effect while gan_power is 0, got '4' (--set)");
    assertThat(arrays(run.folder(), 4).get("dis/convs_0/weight"))
        .isNotEqualTo(before.get("dis/convs_0/weight"));
    assertThat(
            new CheckpointStore(run.folder().checkpoints(), KeepPolicy.defaults())
                .open(4)
                .state()
                .discriminatorUpdates())
        .isEqualTo(Map.of("dis", 3L, "D_src", 3L));
  }

  private static Map<String, FloatBuffer> arrays(RunFolder run, long iteration) throws IOException {
    StoredCheckpoint stored =
        new CheckpointStore(run.checkpoints(), KeepPolicy.defaults()).open(iteration);
    Map<String, FloatBuffer> arrays = new LinkedHashMap<>();
    try (SafetensorsReader weights = stored.openWeights();
        SafetensorsReader state = stored.openOptimizer()) {
      weights.readAll().forEach(array -> arrays.put(array.name(), array.values()));
      state.readAll().forEach(array -> arrays.put(array.name(), array.values()));
    }
    return arrays;
  }

  @Test
  void liaeHasNoTrueFace() throws SettingsException, IOException, InterruptedException {
    PreparedRun run = createOf("liae-ud-32-8-4-4-2-gray", "target_iter=1");
    train(run, () -> false);
    assertThat(lastSaved(run.folder()).fields())
        .containsKeys("G/gan", "src/face_style", "D_src_dst")
        .doesNotContainKeys("G/true_face", "D_code");
  }
}
