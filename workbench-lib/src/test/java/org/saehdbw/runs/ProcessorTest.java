package org.saehdbw.runs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessorTest {
  @Test
  void hasANameAndNoMoreCoresThanThreads() {
    Processor here = Processor.here();
    assertThat(here.name()).isNotBlank().isNotEqualTo("unknown");
    assertThat(here.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(here.cores()).isBetween(1, here.threads());
  }
}
