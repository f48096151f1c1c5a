package org.saehdbw.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.tensors.Precision;
import org.saehdbw.training.PreparedRun;
import org.saehdbw.training.Trainer;
import org.saehdbw.training.TrainerListener;
import org.saehdbw.training.plan.TrainingSettings;

class DiskSizeTest {
  @TempDir private Path runs;

  @Test
  void aCheckpointIsAsLargeAsPredicted() throws Exception {
    ModelSpec spec = ModelSpec.parse("liae-ud-64-32-16-16-16");
    long real = checkpoint(spec, List.of("pretrain=y", "pretraining_data=drawn:8,size=64"));
    long predicted = DiskSize.of(spec, ClosedFormulas.total(spec), 1).ourBytes();
    // The small files' texts are guessed; 4 KiB of 30 MiB.
    assertThat(predicted).isBetween(real - 4096, real + 4096);
  }

  @Test
  void aCheckpointWithDiscriminatorsIsToo() throws Exception {
    ModelSpec spec = ModelSpec.parse("df-ud-64-32-16-16-16");
    List<String> words = List.of("gan_power=0.1", "gan_dims=8", "true_face_power=0.1");
    List<String> faces = List.of("src=drawn:4,size=64", "dst=drawn:4,size=64,seed=2");
    long real = checkpoint(spec, Stream.of(words, faces).flatMap(List::stream).toList());
    long predicted =
        Planner.of(Precision.FLOAT32, new CalibrationFile(runs))
            .card(spec, 1, new CostSettings(words))
            .disk()
            .ourBytes();
    assertThat(predicted).isBetween(real - 4096, real + 4096);
  }

  private long checkpoint(ModelSpec spec, List<String> words) throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of("model=" + spec, "face_type=wf", "batch_size=1", "threads=1", "target_iter=1"));
    all.addAll(words);
    Settings settings = SettingsReader.readWords(TrainingSettings.defaults(), all);
    PreparedRun run = PreparedRun.create(settings, runs, Optional.empty());
    Trainer.run(run, new TrainerListener() {}, () -> false);
    Path generation;
    try (Stream<Path> files = Files.walk(runs)) {
      generation =
          files.filter(file -> file.endsWith("weights.safetensors")).findFirst().orElseThrow();
    }
    return size(generation.getParent());
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
