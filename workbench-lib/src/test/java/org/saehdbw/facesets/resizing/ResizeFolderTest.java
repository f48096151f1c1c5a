package org.saehdbw.facesets.resizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.faces.FaceType;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.GrayFrom;
import org.saehdbw.sources.Facesets;
import org.saehdbw.synthesis.SyntheticFaces;
import org.saehdbw.testing.FaultyDisk;
import org.saehdbw.testing.FaultyDisk.Fault;
import org.saehdbw.testing.TinyFaceset;

class ResizeFolderTest {
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000);

  @TempDir private Path root;
  private Path folder;
  private Path out;

  @BeforeEach
  void drawsFaces() throws IOException, InterruptedException {
    folder = root.resolve("faces");
    out = root.resolve("out");
    TinyFaceset.write(TinyFaceset.of(8, 48, 2), folder);
  }

  private FacesetResizer resizer() throws FaceFileException {
    return FacesetResizer.of(Facesets.open(folder, 1)).size(32).gray().threads(2);
  }

  /** Stops when so many faces are done. */
  private static ResizeListener stopAfter(int faces) {
    AtomicInteger made = new AtomicInteger();
    return new ResizeListener() {
      @Override
      public void advanced(int done, int missing) {
        made.set(done);
      }

      @Override
      public boolean stopRequested() {
        return made.get() >= faces;
      }
    };
  }

  @Test
  void goesOnWhereItWasStopped() throws Exception {
    resizer().to(root.resolve("straight"));
    ResizeSummary stopped = resizer().to(out, stopAfter(3));
    assertThat(stopped.complete()).isFalse();
    assertThat(stopped.made()).isBetween(3, 5);
    assertThat(stopped.missing()).isEqualTo(8 - stopped.made());
    assertThat(stopped.lines().get(0))
        .endsWith(", " + stopped.missing() + " are missing; the same call continues");
    age();
    ResizeSummary rest = resizer().to(out);
    assertThat(rest.complete()).isTrue();
    assertThat(rest.kept()).isEqualTo(stopped.made());
    assertThat(rest.made()).isEqualTo(stopped.missing());
    assertThat(aged()).isEqualTo(stopped.made());
    assertThat(FacesetResizerTest.contents(out))
        .isEqualTo(FacesetResizerTest.contents(root.resolve("straight")));
    ResizeSummary nothing = resizer().to(out);
    assertThat(nothing.made()).isZero();
    assertThat(nothing.kept()).isEqualTo(8);
  }

  private void age() throws IOException {
    try (var files = Files.newDirectoryStream(out, "*.jpg")) {
      for (Path file : files) {
        Files.setLastModifiedTime(file, LONG_AGO);
      }
    }
  }

  private int aged() throws IOException {
    int aged = 0;
    try (var files = Files.newDirectoryStream(out, "*.jpg")) {
      for (Path file : files) {
        aged += Files.getLastModifiedTime(file).equals(LONG_AGO) ? 1 : 0;
      }
    }
    return aged;
  }

  @Test
  void cutFilesAndFilesOfOtherFacesAreMadeAgain() throws Exception {
    resizer().to(out);
    Map<String, String> whole = FacesetResizerTest.contents(out);
    Path cut = out.resolve("000002_0.jpg");
    byte[] bytes = Files.readAllBytes(cut);
    Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
    Files.write(out.resolve(".000003_0.jpg.part"), new byte[10]);
    Files.delete(out.resolve("000003_0.jpg"));
    age();
    assertThat(resizer().to(out).made()).isEqualTo(2);
    Files.delete(out.resolve("000002_0.jpg.old"));
    assertThat(FacesetResizerTest.contents(out)).isEqualTo(whole);
    // Face 5 becomes another one: only its copy is made again.
    Files.copy(
        folder.resolve("000006_0.jpg"),
        folder.resolve("000005_0.jpg"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(resizer().to(out).made()).isEqualTo(1);
    assertThat(Files.readAllBytes(out.resolve("000005_0.jpg")))
        .isEqualTo(Files.readAllBytes(out.resolve("000006_0.jpg")));
  }

  @Test
  void copiesOfACopyThatChangedAreMadeAgain() throws Exception {
    resizer().to(out);
    Path again = root.resolve("again");
    FacesetResizer.of(Facesets.open(out, 1)).size(40).to(again);
    // The origin is the same, the gray is not.
    Path green = root.resolve("green");
    resizer().gray(GrayFrom.GREEN).to(green);
    Files.copy(
        green.resolve("000001_0.jpg"),
        out.resolve("000001_0.jpg"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    FacesetResizer changed = FacesetResizer.of(Facesets.open(out, 1)).size(40);
    assertThat(changed.to(again, stopAfter(0)).missing()).isEqualTo(1);
    ResizeSummary made = changed.to(again);
    assertThat(made.made()).isEqualTo(1);
    assertThat(made.kept()).isEqualTo(7);
  }

  @Test
  void whatIsMadeAgainStaysUnderAnotherName() throws Exception {
    resizer().to(out);
    byte[] first = Files.readAllBytes(out.resolve("000001_0.jpg"));
    assertThat(resizer().to(out).warnings()).isEmpty();
    replaceFace(1, 2);
    ResizeSummary made = resizer().to(out);
    assertThat(made.warnings())
        .containsExactly(
            "1 faces that were there are made again, of faces that have changed or because they"
                + " were damaged; as they were they stay beside them as NAME.old");
    byte[] second = Files.readAllBytes(out.resolve("000001_0.jpg"));
    replaceFace(1, 3);
    assertThat(resizer().to(out).made()).isEqualTo(1);
    assertThat(out.resolve("000001_0.jpg.old")).hasBinaryContent(first);
    assertThat(out.resolve("000001_0.jpg.old2")).hasBinaryContent(second);
    assertThat(Facesets.open(out, 1).entries()).hasSize(8);
    Files.writeString(out.resolve("notes.old"), "mine");
    assertThatThrownBy(() -> resizer().to(out))
        .hasMessage(
            "resized faces go into a folder of their own, "
                + out
                + " holds 1 other files (first notes.old)");
  }

  private void replaceFace(int face, int by) throws IOException {
    Files.copy(
        folder.resolve("00000" + by + "_0.jpg"),
        folder.resolve("00000" + face + "_0.jpg"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void aFaceMoreLeavesTheOthersOfACopyOfACopy() throws Exception {
    resizer().to(out);
    Path copy = out;
    out = root.resolve("again");
    FacesetResizer.of(Facesets.open(copy, 1)).size(40).to(out);
    age();
    Files.copy(folder.resolve("000003_0.jpg"), copy.resolve("000008_0.jpg"));
    ResizeSummary more = FacesetResizer.of(Facesets.open(copy, 1)).size(40).to(out);
    assertThat(more.kept()).isEqualTo(8);
    assertThat(more.made()).isEqualTo(1);
    assertThat(aged()).isEqualTo(8);
  }

  @Test
  void foldersThatDoNotSayWhatTheyWereMadeOfGoOn() throws Exception {
    resizer().to(out);
    ObjectMapper json = new ObjectMapper();
    Path file = out.resolve("resize.json");
    ObjectNode job = (ObjectNode) json.readTree(file.toFile());
    assertThat(job.path("made_of").path("000003_0.jpg").asText())
        .isEqualTo(Facesets.open(folder, 1).contentHash(3));
    job.remove("made_of");
    json.writeValue(file.toFile(), job);
    replaceFace(1, 2);
    Files.copy(folder.resolve("000003_0.jpg"), folder.resolve("000008_0.jpg"));
    ResizeSummary more = resizer().to(out);
    assertThat(more.kept()).isEqualTo(7);
    assertThat(more.made()).isEqualTo(2);
    assertThat(json.readTree(file.toFile()).path("made_of")).hasSize(9);
  }

  @Test
  void aFullDiskIsNamedBeforeTheFirstFace() throws Exception {
    Files.createDirectory(out);
    Path full = new FaultyDisk(Fault.FULL).of(out);
    assertThatThrownBy(() -> resizer().to(full))
        .isInstanceOf(IOException.class)
        .hasMessage(
            out.resolve("resize.json")
                + ": cannot be written (No space left on device); free space on this disk");
    assertThat(FacesetResizerTest.contents(out)).isEmpty();
  }

  @Test
  void anotherJobIsRefusedByName() throws Exception {
    resizer().to(out);
    refused(
        resizer().size(40),
        out + " was started with size 32, this command asks for 40; choose another folder");
    refused(
        resizer().faceType(FaceType.FULL),
        out + " was started with face_type own, this command asks for f; choose another folder");
    refused(
        resizer().gray(GrayFrom.RED),
        out + " was started with gray_from luma, this command asks for r; choose another folder");
    SyntheticFaces other = TinyFaceset.of(2, 48);
    refused(
        FacesetResizer.of(other).size(32).gray(),
        out
            + " was started with faceset "
            + folder
            + ", this command asks for "
            + other.source()
            + "; choose another folder");
    Files.writeString(out.resolve("resize.json"), "{");
    assertThatThrownBy(() -> resizer().to(out))
        .isInstanceOf(FaceFileException.class)
        .hasMessage(out.resolve("resize.json") + ": is damaged, it is not JSON");
    Files.writeString(
        out.resolve("resize.json"), "{\"format\": \"saehdbw-resize\", \"version\": 2}");
    assertThatThrownBy(() -> resizer().to(out))
        .hasMessage(out.resolve("resize.json") + ": must have version 1, got 2");
  }

  private void refused(FacesetResizer resizer, String message) throws IOException {
    Map<String, String> before = Files.exists(out) ? FacesetResizerTest.contents(out) : Map.of();
    assertThatThrownBy(() -> resizer.to(out))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    if (Files.exists(out)) {
      assertThat(FacesetResizerTest.contents(out)).isEqualTo(before);
    }
  }

  @Test
  void theSameFacesMayHaveMovedMeanwhile() throws Exception {
    resizer().to(out, stopAfter(2));
    Files.move(folder, root.resolve("moved"));
    folder = root.resolve("moved");
    assertThat(resizer().to(out).kept()).isPositive();
  }

  @Test
  void foldersWithOtherFilesAreRefused() throws Exception {
    Files.createDirectory(out);
    Files.writeString(out.resolve("000001_0.jpg"), "mine");
    String message = "resized faces go into a folder of their own, " + out;
    refused(resizer(), message + " holds 1 other files (first 000001_0.jpg)");
    Files.delete(out.resolve("000001_0.jpg"));
    resizer().to(out);
    Files.writeString(out.resolve("notes.txt"), "mine");
    refused(resizer(), message + " holds 1 other files (first notes.txt)");
    assertThat(out.resolve("notes.txt")).hasContent("mine");
  }

  @Test
  void theFolderOfTheFacesIsRefused() throws Exception {
    Map<String, String> before = FacesetResizerTest.contents(folder);
    Path link = Files.createSymbolicLink(root.resolve("link"), folder);
    for (Path own : new Path[] {folder, folder.resolve("below"), link, link.resolve("below")}) {
      assertThatThrownBy(() -> resizer().to(own))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "resized faces must not go into the folder of the faces, " + folder + ", got " + own);
    }
    assertThat(FacesetResizerTest.contents(folder)).isEqualTo(before);
  }

  @Test
  void twoAtOnceAreRefused() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch refused = new CountDownLatch(1);
    Thread first =
        new Thread(
            () -> {
              try {
                resizer()
                    .to(
                        out,
                        (done, missing) -> {
                          begun.countDown();
                          awaitQuietly(refused);
                        });
              } catch (IOException | FaceFileException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    first.start();
    begun.await();
    assertThatThrownBy(() -> resizer().to(out))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "process \\d+ on .+ is resizing into \\Q" + out + "\\E; try again when it has ended");
    refused.countDown();
    first.join();
    assertThat(resizer().to(out).kept()).isEqualTo(8);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void anInterruptedCellLeavesAFolderThatGoesOn() throws Exception {
    Thread cell = Thread.currentThread();
    assertThatThrownBy(() -> resizer().to(out, (done, missing) -> interruptAt(done, cell)))
        .isInstanceOf(InterruptedException.class);
    ResizeSummary rest = resizer().to(out);
    assertThat(rest.kept()).isPositive();
    assertThat(rest.complete()).isTrue();
  }

  /** Holds the workers until the cell has noticed. */
  private static void interruptAt(int done, Thread cell) {
    if (done == 2) {
      cell.interrupt();
      while (cell.isInterrupted()) {
        Thread.onSpinWait();
      }
    }
  }
}
