package org.saehdbw.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeanFaceFileTest {
  @TempDir private Path folder;

  private final MeanFace mean = MeanFace.of(1, 2, new double[] {0.1, 0.6, 1.5, 3}, 3);

  private MeanFaceFile file(String content) {
    return new MeanFaceFile(folder.resolve("cache"), content, 1, 2);
  }

  private Path written() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }

  @Test
  void comesBackWithTheSameBits() {
    file("faces").write(mean);
    MeanFace read = file("faces").read().orElseThrow();
    assertThat(read.sums()).containsExactly(0.1, 0.6, 1.5, 3);
    assertThat(read.faces()).isEqualTo(3);
    assertThat(read.mean()).containsExactly((float) (0.1 / 3), (float) (0.6 / 3), 0.5f, 1f);
    assertThat(file("other faces").read()).isEmpty();
    assertThat(new MeanFaceFile(folder.resolve("cache"), "faces", 1, 3).read()).isEmpty();
  }

  @Test
  void whatIsCutOrChangedCountsAsNone() throws IOException {
    file("faces").write(mean);
    byte[] whole = Files.readAllBytes(written());
    for (int length = 0; length < whole.length; length++) {
      Files.write(written(), Arrays.copyOf(whole, length));
      assertThat(file("faces").read()).as("cut to %d bytes", length).isEmpty();
    }
    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 0x11;
      Files.write(written(), changed);
      assertThat(file("faces").read()).as("byte %d changed", at).isEmpty();
    }
    Files.write(written(), whole);
    assertThat(file("faces").read()).isPresent();
  }

  @Test
  void aFolderThatCannotBeWrittenOnlyCostsTime() throws IOException {
    Files.writeString(folder.resolve("cache"), "a file in the way");
    file("faces").write(mean);
    assertThat(file("faces").read()).isEmpty();
  }
}
