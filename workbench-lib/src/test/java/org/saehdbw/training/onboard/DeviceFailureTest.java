package org.saehdbw.training.onboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.EngineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.saehdbw.runs.LackOfMemory;

/** PyTorch's texts, as its sources have them; no card said them here. */
class DeviceFailureTest {
  private static RuntimeException of(String text) {
    return DeviceFailure.of("cuda:1", new EngineException(text));
  }

  @Test
  void sayHowMuchWasAskedFor() {
    RuntimeException failure =
        of(
            "CUDA out of memory. Tried to allocate 2.50 GiB. GPU 1 has a total capacity of 7.79 GiB"
                + " of which 512.00 MiB is free. Including non-PyTorch memory, this process has"
                + " 7.20 GiB memory in use.\nException raised from malloc at"
                + " CUDACachingAllocator.cpp");
    assertThat(failure)
        .isInstanceOf(DeviceFailure.class)
        .hasMessage("cuda:1 is out of memory: PyTorch tried to allocate 2.50 GiB of its 7.79 GiB");
    assertThat(LackOfMemory.isSaidBy(String.valueOf(failure.getMessage()))).isTrue();
    assertThat(of("CUDA out of memory. Tried to allocate 20.00 MiB"))
        .hasMessage("cuda:1 is out of memory: PyTorch tried to allocate 20.00 MiB");
  }

  @ParameterizedTest
  @CsvSource({
    "CUDA error: out of memory",
    "cuDNN error: CUDNN_STATUS_ALLOC_FAILED",
    "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`"
  })
  void otherTextsOfALackOfMemoryHaveNoNumber(String text) {
    assertThat(of(text)).isInstanceOf(DeviceFailure.class).hasMessage("cuda:1 is out of memory");
    assertThat(LackOfMemory.isCauseOf(of(text))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'CUDA error: unspecified launch failure\nCUDA kernel errors might be asynchronously',"
        + "CUDA error: unspecified launch failure",
    "'Found no NVIDIA driver on your system. Please check that you have an NVIDIA GPU',"
        + "Found no NVIDIA driver on your system",
    "'CUDA error: an illegal memory access was encountered',"
        + "CUDA error: an illegal memory access was encountered",
    "'cuDNN error: CUDNN_STATUS_EXECUTION_FAILED','cuDNN error: CUDNN_STATUS_EXECUTION_FAILED'"
  })
  void aCardThatFailedIsNamed(String text, String quoted) {
    assertThat(of(text))
        .isInstanceOf(DeviceFailure.class)
        .hasMessage(
            "cuda:1 failed ("
                + quoted
                + "); checkpoints are as they were saved: continue the run when the card works"
                + " again, or with device=cpu");
    assertThat(LackOfMemory.isCauseOf(of(text))).isFalse();
  }

  @Test
  void otherErrorsStayWhatTheyAre() {
    EngineException other = new EngineException("shape '[2, 3]' is invalid for input of size 5");
    assertThat(DeviceFailure.of("cpu", other)).isSameAs(other);
    assertThatThrownBy(
            () ->
                DeviceFailure.explained(
                    "cuda:0",
                    () -> {
                      throw new EngineException("CUDA error: out of memory");
                    }))
        .isInstanceOf(DeviceFailure.class)
        .hasMessage("cuda:0 is out of memory");
  }
}
