package org.saehdbw.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.testing.FaultyDisk;
import org.saehdbw.testing.FaultyDisk.Fault;

class AtomicFileTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void thereIsAnOldFile() throws IOException {
    file = folder.resolve("state.json");
    Files.writeString(file, "old");
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void replacesTheOldFileAndLeavesNothingBeside() throws IOException {
    AtomicFile.write(file, "näw");
    assertThat(file).hasContent("näw");
    AtomicFile.writeDurable(file, new byte[] {7});
    assertThat(Files.readAllBytes(file)).containsExactly(7);
    AtomicFile.write(file, channel -> channel.write(ByteBuffer.wrap(new byte[] {1, 2}), 1));
    assertThat(Files.readAllBytes(file)).containsExactly(0, 1, 2);
    assertThat(names()).containsExactly("state.json");
  }

  @Test
  void aFileWithoutFolderInItsPathIsWritten() throws IOException {
    Path here = Path.of("atomic-file-test.tmp");
    try {
      AtomicFile.writeDurable(here, "x");
      assertThat(here).hasContent("x");
    } finally {
      Files.deleteIfExists(here);
    }
  }

  @Test
  void aFailingWriterLeavesTheOldFile() throws IOException {
    assertThatThrownBy(
            () ->
                AtomicFile.writeDurable(
                    file,
                    channel -> {
                      channel.write(ByteBuffer.allocate(9));
                      throw new IllegalStateException("no more");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no more");
    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("state.json");
  }

  @Test
  void aFileThatTheContentComesFromIsNamedItself() {
    Path source = folder.resolve("face.jpg");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file, channel -> channel.write(ByteBuffer.wrap(Files.readAllBytes(source)))))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(source.toString());
    assertThat(file).hasContent("old");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void creatingNeverReplaces(boolean hardLinks) throws IOException {
    FaultyDisk disk = hardLinks ? new FaultyDisk() : new FaultyDisk(Fault.HARD_LINKS);
    assertThatThrownBy(() -> AtomicFile.createDurable(disk.of(file), "theirs"))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessage(file.toString());
    assertThat(file).hasContent("old");
    AtomicFile.create(disk.of(folder.resolve("b")), new byte[] {'b'});
    AtomicFile.createDurable(disk.of(folder.resolve("c")), "c");
    assertThat(folder.resolve("b")).hasContent("b");
    assertThat(names()).containsExactly("b", "c", "state.json");
  }

  @Test
  void ofTwoThatCreateAtOnceOneIsTold() throws Exception {
    for (int round = 0; round < 20; round++) {
      Path target = folder.resolve("round" + round);
      List<Throwable> refused = new ArrayList<>();
      together(
          4,
          i -> {
            try {
              AtomicFile.createDurable(target, "writer " + i);
            } catch (FileAlreadyExistsException e) {
              synchronized (refused) {
                refused.add(e);
              }
            }
          });
      assertThat(refused).hasSize(3);
      assertThat(Files.readString(target)).startsWith("writer ");
    }
  }

  @Test
  void twoThatWriteTheSameFileEachWriteAWholeOne() throws Exception {
    together(
        4,
        i -> {
          byte[] mine = new byte[100_000];
          java.util.Arrays.fill(mine, (byte) i);
          for (int n = 0; n < 50; n++) {
            AtomicFile.write(file, mine);
            byte[] found = Files.readAllBytes(file);
            assertThat(found).hasSize(mine.length);
            assertThat(found).containsOnly(found[0]);
          }
        });
    assertThat(names()).containsExactly("state.json");
  }

  private interface Part {
    void run(int index) throws IOException;
  }

  private static void together(int threads, Part part) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    AtomicReference<Throwable> problem = new AtomicReference<>();
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int index = i;
      Thread thread =
          new Thread(
              () -> {
                try {
                  start.await();
                  part.run(index);
                } catch (Throwable e) {
                  problem.compareAndSet(null, e);
                }
              });
      all.add(thread);
      thread.start();
    }
    start.countDown();
    for (Thread thread : all) {
      thread.join();
    }
    assertThat(problem.get()).isNull();
  }

  @Test
  void aFullDiskIsNamedWithARemedy() throws IOException {
    assertRefused(
        Fault.FULL, "cannot be written (No space left on device); free space on this disk");
  }

  @Test
  void aReadOnlyFolderIsNamedWithARemedy() throws IOException {
    assertRefused(
        Fault.READ_ONLY,
        "cannot be written (Read-only file system); choose a folder that you may write to");
  }

  @Test
  void aFileSystemWithoutAtomicMovesIsNamedWithARemedy() throws IOException {
    assertRefused(
        Fault.ATOMIC_MOVES,
        "cannot be written (Invalid cross-device link); use a folder on one local disk");
  }

  @Test
  void aBrokenDiskIsNamedWithARemedy() throws IOException {
    assertRefused(
        Fault.BROKEN,
        "cannot be written (Input/output error); check this disk, or choose another folder");
  }

  private void assertRefused(Fault fault, String problem) throws IOException {
    Path refusing = new FaultyDisk(fault).of(file);
    assertThatThrownBy(() -> AtomicFile.writeDurable(refusing, "new"))
        .isInstanceOf(FileOperationException.class)
        .hasMessage(file + ": " + problem);
    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("state.json");
  }

  @Test
  void aMissingFolderIsNamedWithARemedy() {
    Path nowhere = folder.resolve("none/state.json");
    assertThatThrownBy(() -> AtomicFile.write(nowhere, "new"))
        .isInstanceOf(FileOperationException.class)
        .hasMessage(nowhere + ": cannot be written (not found); check that its folder exists");
  }

  @Test
  void aFileSystemThatForcesNoFoldersStillKeepsTheFile() throws IOException {
    AtomicFile.writeDurable(new FaultyDisk(Fault.FOLDER_FSYNC).of(file), "new");
    assertThat(file).hasContent("new");
  }

  @Test
  void leftoversOfAKillAreDeletedWhenAsked() throws IOException {
    Files.writeString(AtomicFile.aside(file), "half");
    Files.writeString(folder.resolve(".other.json.12-ab.part"), "half");
    Files.writeString(folder.resolve(".state.json.part"), "half, of an older program");
    Files.createDirectory(folder.resolve(".faces.part"));
    AtomicFile.write(file, "new");
    Leftovers.deleteOf(file);
    assertThat(names()).containsExactly(".faces.part", ".other.json.12-ab.part", "state.json");
    Leftovers.deleteAll(folder);
    assertThat(names()).containsExactly(".faces.part", "state.json");
    Leftovers.deleteAll(folder.resolve("none"));
  }
}
