package org.saehdbw.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.checkpoints.CheckpointStore;
import org.saehdbw.checkpoints.KeepPolicy;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunStatus;
import org.saehdbw.runs.metrics.MetricsReader;

class TinyModelIT {
  @TempDir private Path root;

  @Test
  void everyCopyIsAFinishedRun() throws Exception {
    for (String name : new String[] {"first", "second"}) {
      RunFolder run = TinyModel.pretrained(TinyModel.SMALLEST, root.resolve(name));
      assertThat(run.path()).isEqualTo(root.resolve(name).resolve("0001_tiny_s1"));
      assertThat(RunStatus.of(run)).isEqualTo(RunStatus.FINISHED);
      assertThat(MetricsReader.readAll(run.metricsFile()).rows()).hasSize(TinyModel.ITERATIONS);
      assertThat(new CheckpointStore(run.checkpoints(), KeepPolicy.defaults()).generations())
          .endsWith((long) TinyModel.ITERATIONS);
    }
    String weights = "0001_tiny_s1/checkpoints/000000003/weights.safetensors";
    assertThat(root.resolve("second").resolve(weights))
        .hasSameBinaryContentAs(root.resolve("first").resolve(weights));
  }
}
