package org.saehdbw.training;

import java.util.List;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.tensors.CounterRandom;

/** Small models and random batches for step tests. */
public final class StepFixture {
  public static final ModelSpec DF = ModelSpec.parse("df-ud-64-16-4-4-2-gray");
  public static final ModelSpec LIAE = ModelSpec.parse("liae-udt-64-16-4-4-2-gray");

  private StepFixture() {}

  public static BatchSide side(ModelSpec spec, int batch, String purpose) {
    int pixels = batch * spec.resolution() * spec.resolution();
    float[] mask = new float[pixels];
    int side = spec.resolution();
    for (int i = 0; i < pixels; i++) {
      int x = i % side;
      int y = i / side % side;
      mask[i] = x > 12 && x < side - 12 && y > 12 && y < side - 12 ? 1 : 0;
    }
    return BatchSide.of(
        batch,
        spec.channels(),
        side,
        ParityCase.direct(random(purpose + " warped", pixels * spec.channels())),
        ParityCase.direct(random(purpose + " target", pixels * spec.channels())),
        ParityCase.direct(mask),
        ParityCase.direct(random(purpose + " eyes", pixels)),
        List.of());
  }

  private static float[] random(String purpose, int count) {
    CounterRandom random = CounterRandom.of(1, purpose, 0, 0);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }
}
