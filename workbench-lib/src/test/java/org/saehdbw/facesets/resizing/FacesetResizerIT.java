package org.saehdbw.facesets.resizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.processes.ChildJvm;
import org.saehdbw.sources.Facesets;
import org.saehdbw.synthesis.SyntheticFaces;

/** Resizes in child processes that meet a full disk or are killed. */
class FacesetResizerIT {
  private static final int FACES = 60;

  @TempDir private Path root;
  private Path folder;
  private Path out;

  @BeforeEach
  void drawsFaces() throws IOException, InterruptedException {
    folder = root.resolve("faces");
    out = root.resolve("out");
    SyntheticFaces.of(FACES).size(64).seed(4).writeTo(folder, 2, written -> {});
  }

  private List<String> java(int side) {
    return ChildJvm.command(
        List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"),
        ResizingChild.class.getName(),
        List.of(folder.toString(), out.toString(), Integer.toString(side)));
  }

  private FacesetResizer resizer(int side) throws FaceFileException {
    return FacesetResizer.of(Facesets.open(folder, 1)).size(side);
  }

  /** The limit of a shell's ulimit stands in for the disk: the kernel refuses the same write. */
  @Test
  void aFullDiskIsNamedAndWhatIsMadeStays() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a POSIX shell");
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "ulimit -f 64; exec \"$@\""));
    command.add("sh");
    // A face of 1000 pixels against a limit of 64 blocks: 32 or 64 KiB, as the shell counts.
    command.addAll(java(1000));
    Path log = root.resolve("log");
    Process child =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).isEqualTo(1);
    assertThat(Files.readString(log))
        .containsPattern(
            "IOException: \\Q"
                + out
                + "\\E/00000[01]_0.jpg: cannot be written \\(File too large\\); allow larger"
                + " files, by another file system or ulimit -f; the faces made so far stay");
    assertThat(FacesetResizerTest.contents(out).keySet())
        .containsExactlyInAnyOrder("resize.json", "origins.csv");
    assertThat(resizer(1000).to(out, stop()).kept()).isZero();
  }

  private static ResizeListener stop() {
    return new ResizeListener() {
      @Override
      public void advanced(int done, int missing) {
        throw new AssertionError("nothing was to be made");
      }

      @Override
      public boolean stopRequested() {
        return true;
      }
    };
  }

  @Test
  void aKillAtAnyMomentLeavesWholeFacesAndTheRestIsMade() throws Exception {
    resizer(96).to(root.resolve("straight"));
    int before = 0;
    for (int round = 0; round < 2; round++) {
      Process child =
          new ProcessBuilder(java(96))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      awaitMoreThan(before, child);
      child.destroyForcibly().waitFor();
      before = faces();
    }
    ResizeSummary rest = resizer(96).to(out);
    assertThat(rest.kept()).isEqualTo(before).isGreaterThanOrEqualTo(2);
    assertThat(rest.kept() + rest.made()).isEqualTo(FACES);
    assertThat(FacesetResizerTest.contents(out))
        .isEqualTo(FacesetResizerTest.contents(root.resolve("straight")));
  }

  private void awaitMoreThan(int before, Process child) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (faces() <= before && child.isAlive()) {
      assertThat(System.nanoTime()).as("a face within a minute").isLessThan(deadline);
    }
  }

  private int faces() throws IOException {
    if (!Files.isDirectory(out)) {
      return 0;
    }
    int faces = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(out, "[0-9]*.jpg")) {
      for (Path file : files) {
        faces += file.toString().isEmpty() ? 0 : 1;
      }
    }
    return faces;
  }
}
