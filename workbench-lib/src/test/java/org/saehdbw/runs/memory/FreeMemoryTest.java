package org.saehdbw.runs.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreeMemoryTest {
  @TempDir private Path folder;

  @Test
  void freeMemoryIsWhatTheSystemAndAContainersLimitLeave() throws IOException {
    Path meminfo = folder.resolve("meminfo");
    Files.writeString(meminfo, "MemTotal:  4096000 kB\nMemAvailable:   2048000 kB\n");
    assertThat(FreeMemory.linux(meminfo)).isEqualTo(OptionalDouble.of(2000));
    assertThat(FreeMemory.linux(folder.resolve("none"))).isEmpty();
    Files.writeString(folder.resolve("memory.max"), "1073741824\n");
    Files.writeString(folder.resolve("memory.current"), "805306368\n");
    Files.writeString(folder.resolve("memory.stat"), "anon 9\ninactive_file 268435456\n");
    assertThat(FreeMemory.container(folder)).isEqualTo(OptionalDouble.of(512));
    Files.writeString(folder.resolve("memory.max"), "max\n");
    assertThat(FreeMemory.container(folder)).isEmpty();
    assertThat(FreeMemory.mib().orElseThrow()).isPositive();
  }
}
