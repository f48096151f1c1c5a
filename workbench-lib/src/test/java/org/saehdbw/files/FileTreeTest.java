package org.saehdbw.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.testing.FaultyDisk;
import org.saehdbw.testing.FaultyDisk.Fault;

class FileTreeTest {
  @TempDir private Path root;

  private Path tree() throws IOException {
    Path tree = Files.createDirectories(root.resolve("tree/inner/empty")).resolveSibling("..");
    Files.writeString(tree.resolve("a"), "a");
    Files.writeString(tree.resolve("inner/b"), "b");
    return root.resolve("tree");
  }

  @Test
  void deletesEverythingAndFollowsNoLinks() throws IOException {
    Path kept = Files.writeString(root.resolve("kept"), "kept");
    Path tree = tree();
    Files.createSymbolicLink(tree.resolve("link"), root);
    FileTree.delete(tree);
    assertThat(tree).doesNotExist();
    assertThat(kept).hasContent("kept");
    FileTree.delete(tree);
    FileTree.delete(kept);
    assertThat(kept).doesNotExist();
  }

  @Test
  void aRefusalNamesTheFileAndIsAddedToAnEarlierFailure() throws IOException {
    Path tree = tree();
    Path refusing = new FaultyDisk(Fault.READ_ONLY).of(tree);
    String problem =
        tree.resolve("inner/empty")
            + ": cannot be deleted (Read-only file system); delete it by hand";
    assertThatThrownBy(() -> FileTree.delete(refusing))
        .isInstanceOf(FileOperationException.class)
        .hasMessage(problem);
    IOException first = new IOException("first");
    FileTree.deleteAfter(refusing, first);
    assertThat(first.getSuppressed()).hasSize(1);
    assertThat(first.getSuppressed()[0]).hasMessage(problem);
    FileTree.deleteAfter(tree, first);
    assertThat(first.getSuppressed()).hasSize(1);
    assertThat(tree).doesNotExist();
  }

  @Test
  void renamesInOneStep() throws IOException {
    Path from = Files.writeString(root.resolve("from"), "from");
    Path to = Files.writeString(root.resolve("to"), "to");
    assertThatThrownBy(() -> Rename.toFree(from, to))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessage(to.toString());
    assertThat(Rename.toFirstFree(from, to, ".")).isEqualTo(root.resolve("to.2"));
    Rename.replacing(root.resolve("to.2"), to);
    assertThat(to).hasContent("from");
    Rename.toFree(to, from);
    assertThat(from).hasContent("from");
    Rename.anywhere(from, to);
    assertThat(to).hasContent("from");
    Files.writeString(from, "other");
    assertThatThrownBy(() -> Rename.anywhere(to, from))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessage(from.toString());
    Rename.replacing(to, from);
    FaultyDisk disk = new FaultyDisk(Fault.ATOMIC_MOVES);
    assertThatThrownBy(() -> Rename.replacing(disk.of(from), disk.of(to)))
        .isInstanceOf(FileOperationException.class)
        .hasMessage(
            from
                + ": cannot be renamed to "
                + to
                + " (Invalid cross-device link); use a folder on one local disk");
    assertThatThrownBy(() -> Rename.replacing(to, from))
        .isInstanceOf(FileOperationException.class)
        .hasMessage(
            to + ": cannot be renamed to " + from + " (not found); check that its folder exists");
  }

  @Test
  void forcingNamesWhatFails() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "x");
    Fsync.of(file);
    Fsync.of(root);
    Fsync.folder(new FaultyDisk(Fault.FOLDER_FSYNC).of(root));
    String problem =
        ": cannot be forced to the disk (Input/output error);"
            + " check this disk, or choose another folder";
    FaultyDisk broken = new FaultyDisk(Fault.BROKEN);
    assertThatThrownBy(() -> Fsync.of(broken.of(root))).hasMessage(root + problem);
    assertThatThrownBy(() -> Fsync.of(broken.of(file))).hasMessage(file + problem);
    assertThatThrownBy(() -> Fsync.folder(root.resolve("none")))
        .isInstanceOf(FileOperationException.class)
        .hasMessage(
            root.resolve("none")
                + ": cannot be forced to the disk (not found); check that its folder exists");
  }

  @Test
  void checksumIsThatOfTheStandard() throws IOException {
    // FIPS 180-2, appendix B.1
    String abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    Path file = Files.writeString(root.resolve("abc"), "abc");
    assertThat(Sha256.hex(file)).isEqualTo(abc);
    assertThat(Sha256.hex(new byte[] {'a', 'b', 'c'})).isEqualTo(abc);
    assertThat(Sha256.of("abc")).isEqualTo(Sha256.of(new byte[] {'a', 'b', 'c'}));
    var digest = Sha256.start();
    digest.update(new byte[] {'a', 'b', 'c'});
    assertThat(Sha256.hex(digest)).isEqualTo(abc);
  }
}
