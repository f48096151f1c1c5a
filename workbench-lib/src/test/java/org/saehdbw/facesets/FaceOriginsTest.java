package org.saehdbw.facesets;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.pictures.FaceFileException;

class FaceOriginsTest {
  @TempDir private Path folder;

  @Test
  void namesAFileThatIsNotUtf8() throws IOException {
    Path file = folder.resolve("origins.csv");
    Files.write(file, "file,sha256\ncafé.jpg,00\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> FaceOrigins.readFile(file))
        .isInstanceOf(FaceFileException.class)
        .hasMessage(file + " is not UTF-8 text: byte 0xE9 at offset 15 (line 2); save it as UTF-8");
    Files.write(file, "file,sha256\n".getBytes(StandardCharsets.UTF_16));
    assertThatThrownBy(() -> FaceOrigins.readFile(file))
        .isInstanceOf(FaceFileException.class)
        .hasMessage(file + " is UTF-16 text, not UTF-8; save it as UTF-8");
  }
}
