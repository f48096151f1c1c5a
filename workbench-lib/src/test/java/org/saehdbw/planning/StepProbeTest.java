package org.saehdbw.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.planning.StepMeasurement.Outcome;
import org.saehdbw.tensors.Precision;

/** What is made of the last words of a process. */
class StepProbeTest {
  private static final StepTask TASK =
      new StepTask(ModelSpec.parse("df-ud-64-32-16-16-16-gray"), 4, Precision.FLOAT32, 2, 1, 3, 0);
  private final StepProbe probe = new StepProbe(500, Duration.ofSeconds(1));

  private static String report(boolean outOfMemory, String message, double peak) {
    return String.format(
        Locale.ROOT,
        "{\"outOfMemory\":%s,\"message\":\"%s\",\"stepMillis\":[30.0,10.0,20.0,40.0],\"peakMib\":%s}",
        outOfMemory,
        message,
        peak);
  }

  @Test
  void takesTheMedianAndTheHigherPeak() {
    StepMeasurement made = probe.ended(TASK, 0, List.of("a warning", report(false, "", 300)), 310);
    assertThat(made.outcome()).isEqualTo(Outcome.DONE);
    assertThat(made.stepMillis()).isEqualTo(25);
    assertThat(made.samplesPerSecond()).isEqualTo(160);
    assertThat(made.peakMib()).isEqualTo(310);
    assertThat(made.steps()).isEqualTo(4);
  }

  @Test
  void aPeakThatWasSeenTooLateIsOverBudgetToo() {
    assertThat(probe.ended(TASK, 0, List.of(report(false, "", 501)), 100).outcome())
        .isEqualTo(Outcome.OVER_BUDGET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Exception in thread java.lang.OutOfMemoryError: Java heap space",
        "terminate called after throwing an instance of 'std::bad_alloc'",
        "DefaultCPUAllocator: can't allocate memory: you tried to allocate 99 bytes.",
        "There is insufficient memory for the Java Runtime Environment to continue.",
        "CUDA out of memory. Tried to allocate 2.00 GiB.",
        "DefaultCPUAllocator: not enough memory: you tried to allocate 4000000000 bytes.",
        "cuDNN error: CUDNN_STATUS_ALLOC_FAILED",
      })
  void memoryRunsOutInManyWords(String words) {
    assertThat(probe.ended(TASK, 1, List.of(words, "more"), 400).outcome())
        .isEqualTo(Outcome.OUT_OF_MEMORY);
  }

  @Test
  void theSystemKillsWhatTakesTooMuch() {
    StepMeasurement killed = probe.ended(TASK, 137, List.of(), 400);
    assertThat(killed.outcome()).isEqualTo(Outcome.OUT_OF_MEMORY);
    assertThat(killed.message()).isEqualTo("ended with exit code 137");
    assertThat(killed.peakMib()).isEqualTo(400);
  }

  @Test
  void whatItReportsCounts() {
    assertThat(probe.ended(TASK, 1, List.of(report(true, "no heap", 300)), 0).outcome())
        .isEqualTo(Outcome.OUT_OF_MEMORY);
    StepMeasurement failed = probe.ended(TASK, 1, List.of(report(false, "no engine", 300)), 0);
    assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(failed.message()).isEqualTo("no engine");
    assertThat(probe.ended(TASK, 1, List.of("{ torn"), 0).outcome()).isEqualTo(Outcome.FAILED);
  }
}
