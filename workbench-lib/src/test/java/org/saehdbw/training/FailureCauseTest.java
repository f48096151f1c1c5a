package org.saehdbw.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.LackOfMemory;

class FailureCauseTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[enforce fail at alloc_cpu.cpp:119] err == 0. DefaultCPUAllocator: can't allocate memory:"
            + " you tried to allocate 4000000000 bytes. Error code 12 (Cannot allocate memory)",
        "DefaultCPUAllocator: not enough memory: you tried to allocate 4000000000 bytes.",
        "CUDA out of memory. Tried to allocate 2.00 GiB.",
        "CUDA error: out of memory",
        "cuDNN error: CUDNN_STATUS_ALLOC_FAILED",
        "std::bad_alloc",
        "Java heap space",
        "a batch of 64 of df-ud-64-32-16-16-16-gray needs an array beyond 2 GiB",
        "java.lang.OutOfMemoryError: GC overhead limit exceeded",
        "There is insufficient memory for the Java Runtime Environment to continue.",
        "unable to create native thread: possibly out of memory or process/resource limits reached",
        "mmap failed: Cannot allocate memory"
      })
  void everyWayToSayThatMemoryRanOutHasOneVerdict(String message) {
    assertThat(LackOfMemory.isSaidBy(message)).isTrue();
    assertThat(FailureCause.of(new IllegalStateException("the step", new Exception(message))))
        .contains(Event.OUT_OF_MEMORY);
  }

  @Test
  void otherFailuresAreNoLackOfMemory() {
    assertThat(FailureCause.of(new IllegalStateException("memory format must be given"))).isEmpty();
    assertThat(FailureCause.of(new IllegalStateException())).isEmpty();
    assertThat(LackOfMemory.isSaidBy("ended with exit code 1: no such file")).isFalse();
    assertThat(LackOfMemory.isCauseOf(new OutOfMemoryError())).isTrue();
    assertThat(LackOfMemory.isCauseOf(new RuntimeException(new OutOfMemoryError("x")))).isTrue();
  }
}
