package org.saehdbw.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.saehdbw.cli.Workbench;
import org.saehdbw.files.FileTree;
import org.saehdbw.processes.ChildJvm;
import org.saehdbw.processes.ChildStart;

/**
 * Makes Java's archive of the classes that a training loads, so that the trainers which tests start
 * begin sooner. The first test process makes it; where it cannot be made all works without it.
 */
public final class ClassArchive implements LauncherSessionListener {
  private static final String SETTINGS =
      """
      model: df-ud-64-32-16-16-16
      face_type: wf
      pretrain: true
      pretraining_data: drawn:10,size=64
      batch_size: 1
      threads: 1
      target_iter: 1
      """;

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    String file = System.getProperty(ChildJvm.CLASS_ARCHIVE);
    if (file == null) {
      return;
    }
    Path archive = Path.of(file);
    Path lockFile = archive.resolveSibling(archive.getFileName() + ".lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock != null && isOlderThanTheClasses(archive)) {
        Files.deleteIfExists(archive);
        make(archive);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isOlderThanTheClasses(Path archive) throws IOException {
    Path first = Path.of(ChildJvm.classPath().split(File.pathSeparator)[0]);
    return !Files.exists(archive)
        || Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(first)) < 0;
  }

  private static void make(Path archive) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("class-archive");
    Path settings = Files.writeString(folder.resolve("train.yaml"), SETTINGS);
    Path made = folder.resolve("classes.jsa");
    List<String> command =
        new ArrayList<>(
            ChildJvm.command(
                List.of("-XX:TieredStopAtLevel=1", "-XX:ArchiveClassesAtExit=" + made),
                Workbench.class.getName(),
                List.of("train", settings.toString(), "--runs", folder.toString())));
    ChildStart.of(command).appendingTo(folder.resolve("log")).start().waitFor();
    if (Files.exists(made)) {
      Path beside = archive.resolveSibling(archive.getFileName() + ".new");
      Files.copy(made, beside, StandardCopyOption.REPLACE_EXISTING);
      Files.move(beside, archive, StandardCopyOption.ATOMIC_MOVE);
    }
    FileTree.delete(folder);
  }
}
