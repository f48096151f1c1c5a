package org.saehdbw.deepfacelab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.checkpoints.CheckpointStore;
import org.saehdbw.checkpoints.KeepPolicy;
import org.saehdbw.checkpoints.StoredCheckpoint;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.training.PreparedRun;
import org.saehdbw.training.Trainer;
import org.saehdbw.training.TrainerListener;
import org.saehdbw.training.plan.TrainingSettings;

/** Discriminators that were trained here go to DeepFaceLab's files and back. */
class DiscriminatorTrainingIT {
  private static final List<String> FACES =
      List.of("src=drawn:8,size=64,identity=0", "dst=drawn:8,size=64,identity=3", "pictures=none");

  @TempDir private Path root;
  private final List<String> warnings = new ArrayList<>();

  private RunFolder train(PreparedRun run) throws Exception {
    TrainerListener noting =
        new TrainerListener() {
          @Override
          public void warned(String message) {
            warnings.add(message);
          }
        };
    return Trainer.run(run, noting, () -> false).run();
  }

  private RunFolder trained() throws Exception {
    Settings settings =
        SettingsReader.readWords(
            TrainingSettings.defaults(),
            List.of(
                "model=df-ud-64-32-16-16-16",
                "true_face_power=0.05",
                "gan_power=0.1",
                "gan_dims=4",
                "batch_size=1",
                "threads=1",
                "target_iter=2"));
    return train(
        PreparedRun.create(
            SettingsReader.readWords(settings, FACES), root.resolve("runs"), Optional.of("own")));
  }

  private static StoredCheckpoint checkpoint(RunFolder run) throws Exception {
    return new CheckpointStore(run.checkpoints(), KeepPolicy.defaults())
        .latestGood(damage -> {})
        .orElseThrow();
  }

  @Test
  void trainingContinuesAfterTheWayThroughFilesAsWithoutIt() throws Exception {
    RunFolder own = trained();
    Path first = root.resolve("first");
    ModelExport.of(own).into(first);
    ImportedModel imported =
        ModelImport.of(first)
            .words(FACES)
            .words(List.of("threads=1", "seed=1"))
            .into(root.resolve("runs"));
    assertThat(imported.remarks()).isEmpty();
    assertThat(checkpoint(imported.run()).state().discriminatorUpdates())
        .containsOnly(Map.entry("dis", 2L), Map.entry("D_src", 2L));
    Path second = root.resolve("second");
    ModelExport.of(imported.run()).into(second);
    Map<String, byte[]> before = ModelFixture.bytes(first);
    Map<String, byte[]> after = ModelFixture.bytes(second);
    assertThat(before.keySet()).contains("own_SAEHDBW_GAN_opt.npy", "own_SAEHDBW_D_code_opt.npy");
    assertThat(after).containsOnlyKeys(before.keySet());
    before.forEach((name, bytes) -> assertThat(after.get(name)).as(name).isEqualTo(bytes));

    RunFolder further = train(PreparedRun.reopen(own, List.of("target_iter=3")));
    RunFolder again = train(PreparedRun.reopen(imported.run(), List.of("target_iter=3")));
    assertThat(checkpoint(again).state().discriminatorUpdates())
        .containsOnly(Map.entry("dis", 3L), Map.entry("D_src", 3L));
    for (String file : List.of("weights.safetensors", "optimizer.safetensors")) {
      assertThat(checkpoint(again).folder().resolve(file))
          .hasSameBinaryContentAs(checkpoint(further).folder().resolve(file));
    }
    assertThat(warnings).noneMatch(warning -> warning.contains("discriminator"));
  }
}
