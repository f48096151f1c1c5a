package org.saehdbw.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.channels.Channels;
import java.util.Map;
import org.saehdbw.parallel.Progress;
import org.saehdbw.testing.OnnxRunner;

/** Files in memory, and what was drawn by them. */
final class OnnxBytes {
  private OnnxBytes() {}

  /** Opens a graph in ONNX Runtime. */
  static OnnxRunner open(OnnxGraph graph, OnnxTensor.Weights weights) throws IOException {
    OnnxFile file = new OnnxFile(graph, new OnnxFile.Origin("1", 1, "a test", Map.of()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    file.writeTo(Channels.newChannel(bytes), weights, Progress.NONE);
    assertThat(file.bytes()).isEqualTo(bytes.size());
    return new OnnxRunner(bytes.toByteArray());
  }

  /** Compares what a file drew with what the engine drew. */
  static void assertSame(float[] got, FloatBuffer wanted, String name) {
    assertThat(got).as(name).hasSize(wanted.limit());
    double worst = 0;
    double least = 1;
    double most = 0;
    for (int i = 0; i < got.length; i++) {
      worst = Math.max(worst, Math.abs(got[i] - wanted.get(i)));
      least = Math.min(least, wanted.get(i));
      most = Math.max(most, wanted.get(i));
    }
    assertThat(worst).as(name).isLessThan(1e-5);
    assertThat(most - least).as("range of " + name).isGreaterThan(0.01);
  }
}
