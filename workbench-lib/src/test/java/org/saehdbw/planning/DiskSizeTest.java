package org.saehdbw.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.training.PreparedRun;
import org.saehdbw.training.Trainer;
import org.saehdbw.training.TrainerListener;
import org.saehdbw.training.plan.TrainingSettings;

class DiskSizeTest {
  @TempDir private Path runs;

  @Test
  void aCheckpointIsAsLargeAsPredicted() throws Exception {
    Settings settings =
        SettingsReader.readWords(
            TrainingSettings.defaults(),
            List.of(
                "model=liae-ud-64-32-16-16-16",
                "face_type=wf",
                "pretrain=y",
                "pretraining_data=drawn:8,size=64",
                "batch_size=1",
                "threads=1",
                "target_iter=1"));
    PreparedRun run = PreparedRun.create(settings, runs, Optional.empty());
    Trainer.run(run, new TrainerListener() {}, () -> false);
    Path generation;
    try (Stream<Path> files = Files.walk(runs)) {
      generation =
          files.filter(file -> file.endsWith("weights.safetensors")).findFirst().orElseThrow();
    }
    long real = size(generation.getParent());
    ModelSpec spec = ModelSpec.parse("liae-ud-64-32-16-16-16");
    long predicted = DiskSize.of(spec, ClosedFormulas.total(spec), 1).ourBytes();
    // The small files' texts are guessed; 4 KiB of 30 MiB.
    assertThat(predicted).isBetween(real - 4096, real + 4096);
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
