package org.saehdbw.merging.frames;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.merging.Prediction;
import org.saehdbw.tensors.CounterRandom;
import org.saehdbw.testing.TinyModel;
import org.saehdbw.training.TrainedModel;
import org.saehdbw.transfers.Pixels;

class SwapPredictorTest {
  @TempDir private Path runs;

  private static Pixels square(int side, int channels, long seed) {
    CounterRandom random = CounterRandom.of(seed, "square", 0, 0);
    float[] values = new float[side * side * channels];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    return new Pixels(side, side, channels, values);
  }

  @Test
  void aFaceIsTheSameToTheLastBitBesideAnyOthers() throws Exception {
    try (TrainedModel model =
        TrainedModel.open(TinyModel.pretrained("df-ud-32-8-4-4-2-colour", runs))) {
      SwapPredictor predictor = new SwapPredictor(model);
      assertThat(predictor.channels()).isEqualTo(3);
      List<Pixels> squares = new ArrayList<>();
      for (int i = 0; i < 9; i++) {
        squares.add(square(predictor.side(), 3, i));
      }
      List<Prediction> together = predictor.predict(squares);
      assertThat(together).hasSize(9);
      for (int i = 8; i >= 0; i--) {
        Prediction alone = predictor.predict(List.of(squares.get(i))).get(0);
        assertThat(alone.face().values()).as("%d", i).isEqualTo(together.get(i).face().values());
        assertThat(alone.mask()).as("%d", i).isEqualTo(together.get(i).mask());
        assertThat(alone.dstMask()).as("%d", i).isEqualTo(together.get(i).dstMask());
      }
      assertThat(together.get(0).face().values()).isNotEqualTo(together.get(1).face().values());
      assertThat(predictor.predict(List.of())).isEmpty();
    }
  }
}
