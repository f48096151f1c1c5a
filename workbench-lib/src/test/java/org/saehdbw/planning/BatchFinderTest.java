package org.saehdbw.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.planning.StepMeasurement.Outcome;
import org.saehdbw.tensors.Precision;

class BatchFinderTest {
  private static final ModelSpec SPEC = ModelSpec.parse("df-ud-64-32-16-16-16-gray");
  private final List<Integer> order = new ArrayList<>();

  /**
   * Batches above {@code fits} run out of memory; 5 ms a step, 10 ms a sample, 40 more from 6 on.
   */
  private StepMeasurement step(StepTask task, int fits) {
    order.add(task.batch());
    boolean done = task.batch() <= fits;
    double millis = 5 + 10 * task.batch() + (task.batch() >= 6 ? 40 : 0);
    return new StepMeasurement(
        task.spec().toString(),
        task.batch(),
        task.threads(),
        done ? Outcome.DONE : Outcome.OUT_OF_MEMORY,
        done ? 3 : 0,
        done ? millis : 0,
        100 * task.batch(),
        done ? "" : "no memory");
  }

  private BatchFinder.Found find(int fits, int most) throws Exception {
    return new BatchFinder(task -> step(task, fits), 2, 1, most, done -> {})
        .find(SPEC, Precision.FLOAT32);
  }

  @Test
  void doublesThenHalvesInBetween() throws Exception {
    BatchFinder.Found found = find(11, 256);
    assertThat(order).containsExactly(1, 2, 4, 8, 16, 12, 10, 11);
    assertThat(found.largest().orElseThrow().batch()).isEqualTo(11);
    // Samples a second: 66.7, 80, 88.9 (4), 64 (8), 69 (10), 71 (11).
    assertThat(found.fastest().orElseThrow().batch()).isEqualTo(4);
    assertThat(found.tried())
        .extracting(StepMeasurement::batch)
        .containsExactly(1, 2, 4, 8, 10, 11, 12, 16);
  }

  @Test
  void handsOnDiscriminatorsAndStyles() throws Exception {
    CostSettings gan = new CostSettings(List.of("gan_power=0.1"));
    List<CostSettings> seen = new ArrayList<>();
    StepMaker maker =
        task -> {
          seen.add(task.settings());
          return step(task, 2);
        };
    BatchFinder finder = new BatchFinder(maker, 2, 1, 4, done -> {});
    assertThat(finder.find(SPEC, Precision.FLOAT32, gan).largest().orElseThrow().batch())
        .isEqualTo(2);
    assertThat(seen).hasSize(4).containsOnly(gan);
  }

  @Test
  void knowsWhenNothingFitsAndWhenAllDoes() throws Exception {
    assertThat(find(0, 256).largest()).isEmpty();
    assertThat(order).containsExactly(1);
    order.clear();
    assertThat(find(1000, 6).largest().orElseThrow().batch()).isEqualTo(6);
    assertThat(order).containsExactly(1, 2, 4, 6);
  }

  @Test
  void aFailureOfAnotherKindIsNoAnswer() {
    BatchFinder finder =
        new BatchFinder(
            task ->
                new StepMeasurement(
                    SPEC.toString(), 1, 2, Outcome.FAILED, 0, 0, 0, "no such engine"),
            2,
            1,
            8,
            done -> {});
    assertThatThrownBy(() -> finder.find(SPEC, Precision.FLOAT32))
        .isInstanceOf(IOException.class)
        .hasMessage("df-ud-64-32-16-16-16-gray, batch 1: no such engine");
  }

  @Test
  void refusesSenselessLimits() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BatchFinder(task -> step(task, 1), 0, 1, 8, done -> {}))
        .withMessage(
            "threads and the largest batch must be at least 1 and seconds at least 0, got 0, 8 and"
                + " 1.0");
  }
}
