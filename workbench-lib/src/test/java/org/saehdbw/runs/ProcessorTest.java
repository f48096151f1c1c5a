package org.saehdbw.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessorTest {
  @Test
  void hasANameAndNoMoreCoresThanThreads() {
    Processor here = Processor.here();
    assertThat(here.name()).isNotBlank().isNotEqualTo("unknown");
    assertThat(here.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(here.cores()).isBetween(1, here.threads());
  }

  @Test
  void findsBf16AmongASystemsFlags() {
    assertThat(Processor.hasBf16(List.of("fpu sse avx512f avx512_bf16 avx512_vnni"))).isTrue();
    assertThat(Processor.hasBf16(List.of("flags : amx_bf16 amx_tile"))).isTrue();
    assertThat(Processor.hasBf16(List.of("PF_AVX512F_INSTRUCTIONS_AVAILABLE", "avx2"))).isFalse();
    assertThat(Processor.hasBf16(List.of())).isFalse();
  }
}
