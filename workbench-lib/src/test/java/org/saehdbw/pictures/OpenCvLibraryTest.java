package org.saehdbw.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenCvLibraryTest {
  @TempDir private Path folder;

  @Test
  void unpacksOnceAndAgainWhatWasCutShort() throws IOException {
    Path packed = Files.writeString(folder.resolve("packed"), "the library");
    Path kept = folder.resolve("kept");
    Path file = OpenCvLibrary.unpack(packed.toUri().toURL(), kept);
    assertThat(file).hasContent("the library");
    FileTime longAgo = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(file, longAgo);
    OpenCvLibrary.unpack(packed.toUri().toURL(), kept);
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(longAgo);
    Files.writeString(file, "the lib");
    OpenCvLibrary.unpack(packed.toUri().toURL(), kept);
    assertThat(file).hasContent("the library");
    assertThat(kept).isDirectoryContaining(path -> path.equals(file));
    assertThat(kept.toFile().list()).hasSize(1);
  }
}
