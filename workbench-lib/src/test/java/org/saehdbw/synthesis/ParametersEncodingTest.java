package org.saehdbw.synthesis;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.pictures.FaceFileException;

class ParametersEncodingTest {
  @TempDir private Path folder;

  @Test
  void namesAFileThatIsNotUtf8() throws IOException {
    Path file = folder.resolve("faces.jsonl");
    Files.write(file, "{\"file\": \"é.jpg\"}\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> SyntheticParameters.read(folder))
        .isInstanceOf(FaceFileException.class)
        .hasMessage(file + " is not UTF-8 text: byte 0xE9 at offset 10 (line 1); save it as UTF-8");
  }
}
