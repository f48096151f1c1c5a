package org.saehdbw.deepfacelab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.onnx.OnnxExport;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.testing.NpzFile;
import org.saehdbw.testing.OnnxRunner;
import org.saehdbw.training.TrainedModel;
import org.saehdbw.training.steps.Prediction;

/** An imported model draws its preview sample as the original drew it. */
class ModelPredictionTest {
  @TempDir private Path root;

  @ParameterizedTest
  @ValueSource(strings = {ModelFixture.GRAY, ModelFixture.COLOUR})
  void drawsWhatTheOriginalDrew(String model) throws IOException, SettingsException {
    Path folder = ModelFixture.copy(model, root);
    ImportedModel imported =
        ModelImport.of(folder)
            .set("interpreter", "eager")
            .set("threads", "1")
            .withPreview()
            .into(root.resolve("runs"));
    assertThat(imported.remarks()).isEmpty();
    assertThat(imported.run().previewFiles().stream().map(f -> f.getFileName().toString()))
        .containsExactly("0000003_faces-masked.png", "0000003_faces.png");
    Path data = folder.resolve(imported.name() + "_" + imported.modelClass() + "_data.dat");
    PreviewSample sample = PreviewSample.read(data, DataFile.read(data).sample(), imported.spec());
    assertThat(sample.src().count()).isEqualTo(2);
    NpzFile expected = NpzFile.resource("/parity/" + model + "/expected_preview_predictions.npz");
    try (TrainedModel trained = TrainedModel.open(imported.run())) {
      Prediction drawn = trained.predict(sample.src(), sample.dst());
      assertClose(drawn.srcSrc(), expected, "src_src");
      assertClose(drawn.dstDst(), expected, "dst_dst");
      assertClose(drawn.dstDstMask(), expected, "dst_dstm");
      assertClose(drawn.srcDst(), expected, "src_dst");
      assertClose(drawn.srcDstMask(), expected, "src_dstm");
    }
    drawsTheSameAsOnnx(imported, sample, expected);
  }

  /** ONNX Runtime draws of our export what the original drew. */
  private void drawsTheSameAsOnnx(ImportedModel imported, PreviewSample sample, NpzFile expected)
      throws IOException {
    Path file = root.resolve("model.onnx");
    OnnxExport export = OnnxExport.of(imported.run());
    int channels = imported.spec().channels();
    (channels == 1 ? export.oneChannel() : export).write(file);
    try (OnnxRunner runner = new OnnxRunner(Files.readAllBytes(file))) {
      Map<String, float[]> drawn =
          runner.draw(sample.dst().target(), channels, imported.spec().resolution());
      assertClose(FloatBuffer.wrap(drawn.get("out_face_mask:0")), expected, "dst_dstm");
      assertClose(FloatBuffer.wrap(drawn.get("out_celeb_face:0")), expected, "src_dst");
      assertClose(FloatBuffer.wrap(drawn.get("out_celeb_face_mask:0")), expected, "src_dstm");
    }
  }

  private static void assertClose(FloatBuffer drawn, NpzFile expected, String name) {
    float[] wanted = expected.get(name).nchw();
    assertThat(drawn.remaining()).isEqualTo(wanted.length);
    double worst = 0;
    for (int i = 0; i < wanted.length; i++) {
      worst = Math.max(worst, Math.abs(drawn.get(drawn.position() + i) - wanted[i]));
    }
    assertThat(worst).as(name).isLessThan(1e-5);
  }
}
