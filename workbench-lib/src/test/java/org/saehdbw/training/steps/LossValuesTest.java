package org.saehdbw.training.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.losses.StandardLoss;

class LossValuesTest {
  private static FloatBuffer floats(float... values) {
    return FloatBuffer.wrap(values);
  }

  private static Prediction drawn(int count, FloatBuffer dst) {
    FloatBuffer none = FloatBuffer.allocate(dst.capacity());
    return new Prediction(count, 1, 1, none, none, dst, none, none, none);
  }

  @Test
  void judgesTheDestinationsFaces() {
    FloatBuffer none = FloatBuffer.allocate(0);
    BatchSide wanted =
        BatchSide.of(2, 1, 1, none, floats(1, 0.5f), floats(1, 1), none, List.of("a", "b"));
    assertThat(LossValues.of(StandardLoss.SQUARED_ERROR, wanted, drawn(2, floats(0.5f, 0.25f))))
        .containsExactly(0.25, 0.0625);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LossValues.of(StandardLoss.SQUARED_ERROR, wanted, drawn(1, floats(0.5f))))
        .withMessage("1 faces of 1 channels and 1 pixels were drawn, 2 of 1 and 1 were wanted");
  }
}
