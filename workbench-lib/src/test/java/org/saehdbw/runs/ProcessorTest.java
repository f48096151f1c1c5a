package org.saehdbw.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  @Test
  void readsLinuxFile(@TempDir Path root) throws IOException {
    Path file = root.resolve("cpuinfo");
    String one =
        "model name\t: Some CPU @ 2 GHz\nphysical id\t: %s\ncore id\t\t: %s\nflags\t: sse %s\n\n";
    Files.writeString(
        file,
        String.format(Locale.ROOT, one, 0, 0, "amx_bf16")
            + String.format(Locale.ROOT, one, 0, 0, "amx_bf16")
            + String.format(Locale.ROOT, one, 0, 1, "amx_bf16")
            + String.format(Locale.ROOT, one, 1, 0, "amx_bf16"));
    assertThat(Processor.readLinux(file, 8))
        .contains(new Processor("Some CPU @ 2 GHz", 8, 3, true));
    assertThat(Processor.readLinux(file, 2))
        .contains(new Processor("Some CPU @ 2 GHz", 2, 2, true));
    Files.writeString(file, "processor\t: 0\nBogoMIPS\t: 50\n");
    assertThat(Processor.readLinux(file, 8)).isEmpty();
    assertThat(Processor.readLinux(root.resolve("none"), 8)).isEmpty();
  }
}
