package org.saehdbw.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildJvmTest {
  @TempDir private Path folder;

  private static String path(Object... parts) {
    StringBuilder path = new StringBuilder();
    for (Object part : parts) {
      path.append(path.isEmpty() ? "" : File.pathSeparator).append(part);
    }
    return path.toString();
  }

  @Test
  void foldersThatBeginTheClassPathGoToItsEnd() {
    Path a = folder.resolve("a.jar");
    Path b = folder.resolve("b.jar");
    assertThat(ChildJvm.jarsFirst(path(folder, a, b))).isEqualTo(path(a, b, folder));
    assertThat(ChildJvm.jarsFirst(path(a, folder, b))).isEqualTo(path(a, folder, b));
    assertThat(ChildJvm.jarsFirst(path(folder))).isEqualTo(path(folder));
  }

  @Test
  void anArchiveOfClassesIsTakenWhereThereIsOne() throws IOException {
    Path archive = folder.resolve("classes.jsa");
    assertThat(ChildJvm.archive(null)).isEmpty();
    assertThat(ChildJvm.archive(archive.toString())).isEmpty();
    Files.createFile(archive);
    assertThat(ChildJvm.archive(archive.toString()))
        .contains("-XX:SharedArchiveFile=" + archive, "-Xshare:auto");
  }

  @Test
  void aChildKnowsTheArchiveForItsOwnChildren() {
    String before = System.getProperty(ChildJvm.CLASS_ARCHIVE);
    System.setProperty(ChildJvm.CLASS_ARCHIVE, "archive");
    try {
      assertThat(ChildJvm.command("Main")).contains("-Dworkbench.class_archive=archive");
    } finally {
      if (before == null) {
        System.clearProperty(ChildJvm.CLASS_ARCHIVE);
      } else {
        System.setProperty(ChildJvm.CLASS_ARCHIVE, before);
      }
    }
  }
}
