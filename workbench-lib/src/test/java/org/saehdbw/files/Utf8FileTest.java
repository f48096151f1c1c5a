package org.saehdbw.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Utf8FileTest {
  @TempDir private Path folder;

  private Path file(String text, Charset charset) throws IOException {
    return Files.write(folder.resolve("a.yaml"), text.getBytes(charset));
  }

  @Test
  void readsTextWithAndWithoutAByteOrderMark() throws IOException {
    assertThat(Utf8File.read(file("é: ß\n", StandardCharsets.UTF_8))).isEqualTo("é: ß\n");
    assertThat(Utf8File.read(file("\uFEFFseed: 1\n", StandardCharsets.UTF_8)))
        .isEqualTo("seed: 1\n");
    assertThat(Utf8File.readLines(file("a\r\nb\n", StandardCharsets.UTF_8)))
        .containsExactly("a", "b");
    assertThat(Utf8File.read(file("", StandardCharsets.UTF_8))).isEmpty();
  }

  @Test
  void namesTheFileAndTheByteThatIsNotUtf8() throws IOException {
    Path latin = file("seed: 1\nname: café\n", StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> Utf8File.read(latin))
        .isInstanceOf(NotUtf8Exception.class)
        .hasMessage(
            latin + " is not UTF-8 text: byte 0xE9 at offset 17 (line 2); save it as UTF-8");
    Path cut = Files.write(folder.resolve("cut"), new byte[] {'a', (byte) 0xC3});
    assertThatThrownBy(() -> Utf8File.read(cut))
        .hasMessage(cut + " is not UTF-8 text: byte 0xC3 at offset 1 (line 1); save it as UTF-8");
  }

  @Test
  void namesUtf16AndUtf32WithAndWithoutTheirMark() throws IOException {
    for (String charset :
        List.of(
            "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE", "X-UTF-32LE-BOM")) {
      Path wide = file("seed: 1\n", Charset.forName(charset));
      String name = charset.contains("16") ? "UTF-16" : "UTF-32";
      assertThatThrownBy(() -> Utf8File.readLines(wide))
          .as(charset)
          .isInstanceOf(NotUtf8Exception.class)
          .hasMessage(wide + " is " + name + " text, not UTF-8; save it as UTF-8");
    }
    Path zero = Files.write(folder.resolve("zero"), new byte[] {'a', 0, 0, 'b'});
    assertThatThrownBy(() -> Utf8File.read(zero))
        .hasMessage(zero + " is not UTF-8 text: byte 0x00 at offset 1 (line 1); save it as UTF-8");
  }
}
