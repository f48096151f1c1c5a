package org.saehdbw.runs;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
  @TempDir private Path folder;

  @Test
  void namesAFileThatIsNotUtf8() throws IOException {
    Path file = folder.resolve("settings.yaml");
    Files.write(file, "src: \"é\"  # a.yaml\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> SettingsFile.read(file))
        .isInstanceOf(RunException.class)
        .hasMessage(file + " is not UTF-8 text: byte 0xE9 at offset 6 (line 1); save it as UTF-8");
  }

  @Test
  void utf16IsNotTakenForAFileThatWasNeverWritten() throws IOException {
    Path file = folder.resolve("settings.yaml");
    Files.write(file, "src: 1  # a.yaml\n".getBytes(StandardCharsets.UTF_16LE));
    assertThatThrownBy(() -> SettingsFile.requireWhole(file))
        .isInstanceOf(RunException.class)
        .hasMessage(file + " is UTF-16 text, not UTF-8; save it as UTF-8");
  }
}
