package org.saehdbw.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.planning.MeasuredMemory.Kind;
import org.saehdbw.planning.StepMeasurement.Outcome;
import org.saehdbw.tensors.Precision;
import org.saehdbw.training.steps.StepMemory;

/** Real steps in real processes; memory is known exactly on Linux. */
@EnabledOnOs(OS.LINUX)
class StepProbeIT {
  private static final ModelSpec SMALL = ModelSpec.parse("df-ud-64-32-16-16-16-gray");

  private static StepTask task(int batch, int steps) {
    return new StepTask(SMALL, batch, Precision.FLOAT32, 2, 1, steps, 0);
  }

  private static long children() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains("StepProcess"))
        .count();
  }

  @Test
  void makesStepsAndHoldsWhatWasPredicted() throws Exception {
    StepMeasurement made = StepProbe.unlimited().run(task(8, 2));
    assertThat(made.outcome()).as(made.message()).isEqualTo(Outcome.DONE);
    assertThat(made.steps()).isEqualTo(2);
    assertThat(made.stepMillis()).isPositive();
    assertThat(made.samplesPerSecond()).isEqualTo(8000 / made.stepMillis());
    double predicted = MemoryModel.shipped().peakMib(StepCost.of(SMALL, 8), Kind.STEP);
    // Another machine's JVM may take more or less at start; the shipped figures are of two threads.
    assertThat(made.peakMib()).isBetween(0.85 * predicted, 1.25 * predicted);
  }

  @Test
  void trainsDiscriminatorsAndStyles() throws Exception {
    CostSettings settings =
        new CostSettings(
            List.of(
                "gan_power=0.1",
                "gan_dims=8",
                "true_face_power=0.01",
                "face_style_power=1",
                "bg_style_power=1"));
    StepMeasurement made =
        StepProbe.unlimited()
            .run(new StepTask(SMALL, 2, Precision.FLOAT32, 2, 1, 1, 0, StepMemory.PLAIN, settings));
    assertThat(made.outcome()).as(made.message()).isEqualTo(Outcome.DONE);
  }

  @Test
  void beyondABudgetIsAResult() throws Exception {
    StepMeasurement stopped = new StepProbe(200, Duration.ofMinutes(2)).run(task(8, 1000));
    assertThat(stopped.outcome()).isEqualTo(Outcome.OVER_BUDGET);
    assertThat(stopped.peakMib()).isGreaterThan(200);
    assertThat(stopped.message()).matches("stopped at \\d+ MiB");
    assertThat(stopped.stepMillis()).isZero();
    assertThat(children()).isZero();
  }

  @Test
  void takingTooLongIsAResult() throws Exception {
    StepMeasurement stopped =
        new StepProbe(Double.POSITIVE_INFINITY, Duration.ofMillis(400)).run(task(8, 100_000));
    assertThat(stopped.outcome()).isEqualTo(Outcome.TIMED_OUT);
    assertThat(stopped.message()).isEqualTo("stopped after 0 s");
    assertThat(children()).isZero();
  }

  @Test
  void aMemoryThatRunsOutIsAResult() throws Exception {
    // 200,000 samples a side of 64 x 64 do not fit an array of Java's.
    StepMeasurement failed = StepProbe.unlimited().run(task(200_000, 1));
    assertThat(failed.outcome()).as(failed.message()).isEqualTo(Outcome.OUT_OF_MEMORY);
    assertThat(failed.message())
        .isEqualTo("a batch of 200000 of df-ud-64-32-16-16-16-gray needs an array beyond 2 GiB");
    assertThat(children()).isZero();
  }

  @Test
  void refusesABudgetOfNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StepProbe(0, Duration.ofMinutes(1)))
        .withMessage("the budget must be above 0 MiB, got 0.0");
  }
}
