package org.saehdbw.experiments.compare.running;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ArmProcessTest {
  @TempDir private Path path;

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aDeadProcessEndsTheWaitThoughItsOutputStaysOpen() throws IOException {
    Path log = Files.writeString(path.resolve("arm.log"), "out of luck\n");
    Process process = new ProcessBuilder("/bin/sh", "-c", "read line; sleep 4 & exit 3").start();
    try (ArmProcess arm = new ArmProcess("colour (data)", log, process, () -> false)) {
      assertThatThrownBy(() -> arm.block(0, 1))
          .isInstanceOf(IOException.class)
          .hasMessage("colour (data) ended with exit code 3, with: out of luck (" + log + ")");
    }
  }
}
