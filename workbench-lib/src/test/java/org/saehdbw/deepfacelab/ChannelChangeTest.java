package org.saehdbw.deepfacelab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.architectures.ModelSettings;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.architectures.Network;
import org.saehdbw.checkpoints.NamedArray;
import org.saehdbw.checkpoints.SafetensorsReader;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.tensors.CounterRandom;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.DoubleOps;
import org.saehdbw.training.StoredSettings;

class ChannelChangeTest {
  private static final int SIDE = 64;

  @TempDir private Path root;

  /** A model that computes by plain loops. */
  private record Loops(Network network, DoubleOps ops) {
    static Loops of(RunFolder run) throws IOException {
      Map<String, DoubleOps.Array> weights = new HashMap<>();
      try (SafetensorsReader reader = ModelImportTest.checkpoint(run).openWeights()) {
        for (NamedArray array : reader.readAll()) {
          double[] values = new double[array.values().remaining()];
          for (int i = 0; i < values.length; i++) {
            values[i] = array.values().get(i);
          }
          weights.put(array.name(), new DoubleOps.Array(new Dims(array.shape()), values));
        }
        return new Loops(
            Network.of(ModelSpec.parse(Objects.requireNonNull(reader.metadata().get("model")))),
            new DoubleOps(parameter -> Objects.requireNonNull(weights.get(parameter.name()))));
      }
    }

    double[] encode(DoubleOps.Array picture) {
      return network.encoder().forward(ops, picture).values();
    }

    double[] drawSrc(DoubleOps.Array picture) {
      return network.reconstruct(ops, picture, picture).src().picture().values();
    }
  }

  private static DoubleOps.Array gray(int channels) {
    CounterRandom random = CounterRandom.of(3, "gray picture", 0, 0);
    double[] values = new double[channels * SIDE * SIDE];
    for (int i = 0; i < SIDE * SIDE; i++) {
      values[i] = random.nextFloat();
      for (int channel = 1; channel < channels; channel++) {
        values[channel * SIDE * SIDE + i] = values[i];
      }
    }
    return DoubleOps.Array.of(Dims.of(1, channels, SIDE, SIDE), values);
  }

  @Test
  void grayCodesOfAColourModelStay() throws IOException, SettingsException {
    Path folder = ModelFixture.copy(ModelFixture.COLOUR, root);
    Path runs = root.resolve("runs");
    RunFolder colour = ModelImport.of(folder).into(runs).run();
    ImportedModel gray = ModelImport.of(folder).toGray().into(runs);
    assertThat(gray.spec()).hasToString("liae-ud-64-8-2-2-2-gray");
    assertThat(gray.optimizer()).isEmpty();
    assertThat(gray.remarks())
        .containsExactly("the optimizer's moments are dropped with the change of channels");
    assertThat(StoredSettings.read(gray.run()).text(ModelSettings.CHANNELS)).isEqualTo("gray");
    double[] before = Loops.of(colour).encode(gray(3));
    double[] after = Loops.of(gray.run()).encode(gray(1));
    assertThat(after).hasSize(256).containsExactly(before, within(1e-5));
    assertThat(java.util.Arrays.stream(before).map(Math::abs).max().orElseThrow())
        .isGreaterThan(0.1);

    // Of the drawing, only the luma before the sigmoid is the same; this model draws near-gray.
    double[] drawn = Loops.of(colour).drawSrc(gray(3));
    double[] drawnGray = Loops.of(gray.run()).drawSrc(gray(1));
    double worst = 0;
    int pixels = SIDE * SIDE;
    for (int i = 0; i < pixels; i++) {
      double luma = 0.114 * drawn[i] + 0.587 * drawn[pixels + i] + 0.299 * drawn[2 * pixels + i];
      worst = Math.max(worst, Math.abs(luma - drawnGray[i]));
    }
    assertThat(worst).isBetween(1e-9, MOST_OFF);
  }

  /** 7.1e-6 when it was measured; docs/formats.md says what to expect of colourful drawings. */
  private static final double MOST_OFF = 1e-5;

  @Test
  void grayCodesAndDrawingsOfAGrayModelStayInColour() throws IOException, SettingsException {
    Path folder = ModelFixture.copy(ModelFixture.GRAY, root);
    Path runs = root.resolve("runs");
    RunFolder gray = ModelImport.of(folder).into(runs).run();
    ImportedModel colour = ModelImport.of(folder).toColour().into(runs);
    assertThat(colour.spec()).hasToString("df-ud-64-8-2-2-2-colour");
    assertThat(Loops.of(colour.run()).encode(gray(3)))
        .containsExactly(Loops.of(gray).encode(gray(1)), within(1e-5));
    double[] before = Loops.of(gray).drawSrc(gray(1));
    double[] after = Loops.of(colour.run()).drawSrc(gray(3));
    for (int channel = 0; channel < 3; channel++) {
      for (int i = 0; i < SIDE * SIDE; i++) {
        assertThat(after[channel * SIDE * SIDE + i]).isCloseTo(before[i], within(1e-5));
      }
    }
  }

  @Test
  void kernelsAreSummedAndHeadsMixed() {
    ModelSpec colour = ModelSpec.parse("df-64-1-1-1-1-colour");
    ModelSpec gray = ModelSpec.parse("df-64-1-1-1-1-gray");
    List<NamedArray> weights =
        Network.of(colour).parameters().stream()
            .map(
                p -> {
                  FloatBuffer values = FloatBuffer.allocate((int) p.dims().count());
                  for (int i = 0; i < values.capacity(); i++) {
                    values.put(i, i + 1);
                  }
                  return new NamedArray(p.name(), p.dims().sizes(), values);
                })
            .toList();
    List<NamedArray> folded = ChannelChange.apply(weights, colour, gray);
    // Planes of 25 taps: 1 + 26 + 51 is the first sum.
    assertThat(values(folded, "encoder/down1/downs_0/conv1/weight")).startsWith(78, 81, 84);
    // Two inputs a channel: 0.114 * 1 + 0.587 * 3 + 0.299 * 5, 0.114 * 2 + 0.587 * 4 + 0.299 * 6.
    assertThat(values(folded, "decoder_src/out_conv/weight")).containsExactly(3.37f, 4.37f);
    // 0.114 * 1 + 0.587 * 2 + 0.299 * 3
    assertThat(values(folded, "decoder_dst/out_conv/bias")).containsExactly(2.185f);
    assertThat(values(folded, "decoder_dst/out_convm/weight")).containsExactly(1, 2);

    List<NamedArray> spread = ChannelChange.apply(folded, gray, colour);
    assertThat(values(spread, "encoder/down1/downs_0/conv1/weight")).startsWith(26, 27, 28);
    assertThat(values(spread, "decoder_dst/out_conv/bias")).containsExactly(2.185f, 2.185f, 2.185f);
    assertThat(values(spread, "decoder_src/out_conv/weight"))
        .containsExactly(3.37f, 4.37f, 3.37f, 4.37f, 3.37f, 4.37f);
  }

  private static float[] values(List<NamedArray> arrays, String name) {
    NamedArray array = arrays.stream().filter(a -> a.name().equals(name)).findFirst().orElseThrow();
    float[] values = new float[array.values().remaining()];
    array.values().duplicate().get(values);
    return values;
  }

  @Test
  void aFoldedModelIsExportedInItsNewClassWithoutTheOldSample()
      throws IOException, SettingsException {
    Path folder = ModelFixture.copy(ModelFixture.COLOUR, root);
    RunFolder run = ModelImport.of(folder).toGray().into(root.resolve("runs")).run();
    Path back = root.resolve("back");
    ExportedModel exported = ModelExport.of(run).into(back);
    assertThat(exported.modelClass()).isEqualTo(ModelClass.SAEHDBW);
    assertThat(exported.remarks())
        .containsExactly(
            "the run has no optimizer state yet: DeepFaceLab begins with moments of zero");
    assertThat(back.resolve("small_SAEHDBW_src_dst_opt.npy")).doesNotExist();
    assertThat(ModelInfo.of(back).previewSamples()).isZero();
    assertThat(ModelInfo.of(back).spec()).hasToString("liae-ud-64-8-2-2-2-gray");
  }
}
