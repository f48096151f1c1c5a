package org.saehdbw.training.saving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.checkpoints.Checkpoint;
import org.saehdbw.checkpoints.CheckpointException;
import org.saehdbw.checkpoints.NamedArray;
import org.saehdbw.checkpoints.TrainingState;

class SnapshotTest {
  /** More than two of the pieces that are copied at once, and not a multiple. */
  private static final int COUNT = 40_001;

  static Checkpoint checkpoint(float[] weights, float[] moments) {
    TrainingState state =
        new TrainingState(
            "df-ud-64-32-16-16-16-gray",
            "train",
            7,
            7,
            1,
            1,
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            List.of());
    return new Checkpoint(
        state,
        List.of(
            new NamedArray("encoder/weight", List.of(COUNT), FloatBuffer.wrap(weights)),
            new NamedArray("encoder/bias", List.of(2), FloatBuffer.wrap(weights, 3, 2))),
        Map.of("model", "df"),
        List.of(new NamedArray("ms_encoder/weight", List.of(COUNT), FloatBuffer.wrap(moments))),
        OptionalDouble.of(0.5));
  }

  static float[] values(float first) {
    float[] values = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      values[i] = first + i;
    }
    return values;
  }

  @Test
  void theCopyStaysAsItWasWhileTheModelIsTrained() throws java.io.IOException {
    float[] weights = values(1);
    float[] moments = values(-9);
    Checkpoint live = checkpoint(weights, moments);
    try (Snapshot snapshot = Snapshot.of(live)) {
      assertThat(snapshot.checkpoint()).isEqualTo(live);
      weights[0] = 100;
      moments[COUNT - 1] = 200;
      assertThat(snapshot.checkpoint())
          .isEqualTo(checkpoint(values(1), values(-9)))
          .isNotEqualTo(live);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 16383, 16384, 20_000, COUNT - 1})
  void aValueThatIsNotFiniteIsRefusedWhereverItIs(int place) {
    float[] moments = values(0);
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      moments[place] = bad;
      Checkpoint live = checkpoint(values(1), moments);
      String message =
          "ms_encoder/weight holds " + bad + " at element " + place + "; nothing was saved";
      assertThatThrownBy(() -> Snapshot.of(live))
          .isInstanceOf(CheckpointException.NotFinite.class)
          .hasMessage(message);
      assertThatThrownBy(() -> Checkpoint.requireFinite(live.optimizer())).hasMessage(message);
    }
  }

  @Test
  void theLargestFiniteValuesAreSaved() throws java.io.IOException {
    float[] weights = values(0);
    java.util.Arrays.fill(weights, Float.MAX_VALUE);
    weights[7] = -Float.MAX_VALUE;
    weights[8] = Float.MIN_VALUE;
    try (Snapshot snapshot = Snapshot.of(checkpoint(weights, weights))) {
      assertThat(snapshot.checkpoint().weights().get(0).values())
          .isEqualTo(FloatBuffer.wrap(weights));
    }
  }
}
