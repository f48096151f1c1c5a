package org.saehdbw.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.parallel.Workers;
import org.saehdbw.testing.FaultyDisk;
import org.saehdbw.testing.FaultyDisk.Fault;

@SuppressWarnings("try") // locks are held, not called
class FolderLockTest {
  @TempDir private Path folder;

  private FolderLock acquire() throws IOException {
    return FolderLock.acquire(folder, "work", who -> folder + ": in use by " + who);
  }

  private Process child() throws IOException {
    Process child =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx64m",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    LockHolder.class.getName(),
                    folder.toString(),
                    "work"))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    // It says that it holds the lock, or ends.
    assertThat(child.getInputStream().read()).isNotNegative();
    return child;
  }

  @Test
  void aSecondOneIsToldWhoHoldsIt() throws IOException {
    try (FolderLock lock = acquire()) {
      LockOwner owner = FolderLock.holder(folder, "work").orElseThrow();
      assertThat(owner.pid()).isEqualTo(ProcessHandle.current().pid());
      assertThat(owner.isHere()).isTrue();
      assertThatThrownBy(this::acquire)
          .isInstanceOf(FolderInUseException.class)
          .hasMessage(folder + ": in use by process " + owner.pid() + " on " + owner.host());
      try (FolderLock other = FolderLock.acquire(folder, "other", who -> who)) {
        assertThat(FolderLock.holder(folder, "other")).isPresent();
      }
    }
    assertThat(FolderLock.holder(folder, "work")).isEmpty();
  }

  @Test
  void theLocksFileStays() throws IOException {
    try (FolderLock lock = acquire()) {
      assertThat(folder.resolve("work.lock")).exists();
    }
    assertThat(folder.resolve("work.lock")).exists();
    assertThat(folder.resolve("work.owner.json")).doesNotExist();
  }

  /** Where the file was deleted, one who had opened it before could lock a file that is gone. */
  @Test
  void whoWaitedForTheLockHoldsTheOnlyOne() throws IOException {
    FolderLock first = acquire();
    try (FileChannel waiting =
        FileChannel.open(folder.resolve("work.lock"), StandardOpenOption.WRITE)) {
      first.close();
      try (FileLock second = waiting.tryLock()) {
        assertThat(second).isNotNull();
        assertThatThrownBy(this::acquire)
            .isInstanceOf(FolderInUseException.class)
            .hasMessage(folder + ": in use by another process");
      }
    }
  }

  @Test
  void aLinkToTheFolderIsTheSameFolder() throws IOException {
    Path link = folder.resolveSibling(folder.getFileName() + "-link");
    Files.createSymbolicLink(link, folder);
    try (FolderLock lock = acquire()) {
      assertThatThrownBy(() -> FolderLock.acquire(link, "work", who -> "in use"))
          .isInstanceOf(FolderInUseException.class)
          .hasMessage("in use");
    } finally {
      Files.delete(link);
    }
  }

  @Test
  void anotherProcessIsSeenUntilItIsKilledAndAskingDoesNotFreeOurs() throws Exception {
    Process child = child();
    assertThat(FolderLock.holder(folder, "work").orElseThrow().pid()).isEqualTo(child.pid());
    assertThatThrownBy(this::acquire)
        .isInstanceOf(FolderInUseException.class)
        .hasMessageStartingWith(folder + ": in use by process " + child.pid() + " on ");
    child.destroyForcibly().waitFor();
    assertThat(FolderLock.holder(folder, "work")).isEmpty();
    try (FolderLock lock = acquire()) {
      for (int i = 0; i < 3; i++) {
        assertThat(FolderLock.holder(folder, "work")).isPresent();
      }
      Process refused = child();
      assertThat(refused.waitFor()).isEqualTo(1);
    }
  }

  /**
   * Java computes when a process started from the wall clock, so a clock that was set gives the
   * process that holds the lock another start than it wrote.
   */
  @Test
  void theHolderIsSeenAfterTheClockWasSet() throws Exception {
    Process child = child();
    try {
      Path owner = folder.resolve("work.owner.json");
      for (String started : List.of("2001-09-09T01:46:40Z", "boot x ticks 1", "unknown", "")) {
        Files.writeString(
            owner,
            Files.readString(owner)
                .replaceFirst(
                    "\"processStarted\":\"[^\"]*\"", "\"processStarted\":\"" + started + "\""));
        assertThat(Files.readString(owner)).contains("\"processStarted\":\"" + started + "\"");
        assertThat(FolderLock.holder(folder, "work").orElseThrow().pid()).isEqualTo(child.pid());
      }
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  @Test
  void aProcessOfTheSameNumberThatHoldsNothingIsNotTheHolder() throws IOException {
    acquire().close();
    Files.writeString(folder.resolve("work.owner.json"), LockOwner.self().toJson());
    assertThat(FolderLock.holder(folder, "work")).isEmpty();
    Files.writeString(folder.resolve("work.owner.json"), "{\"pid\":");
    assertThat(FolderLock.holder(folder, "work")).isEmpty();
  }

  @Test
  void ofManyThreadsOneAtATimeHoldsItWhileOthersAsk() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger taken = new AtomicInteger();
    try (Workers workers = new Workers(6, "lockers")) {
      workers.each(
          60,
          (int i) -> {
            if (i % 2 == 0) {
              FolderLock.holder(folder, "work");
              return;
            }
            try (FolderLock lock = acquire()) {
              most.accumulateAndGet(inside.incrementAndGet(), Math::max);
              taken.incrementAndGet();
              inside.decrementAndGet();
            } catch (FolderInUseException e) {
              assertThat(e).hasMessageStartingWith(folder + ": in use by ");
            }
          },
          done -> {});
    }
    assertThat(most).hasValue(1);
    assertThat(taken.get()).isPositive();
  }

  @Test
  void whatTheFileSystemRefusesIsNamedWithARemedy() throws IOException {
    assertRefused(
        Fault.LOCKS,
        "cannot be locked (No locks available);"
            + " use a folder on a file system with file locks, such as a local disk");
    assertRefused(
        Fault.READ_ONLY,
        "cannot be locked (Read-only file system); choose a folder that you may write to");
    Path none = folder.resolve("none");
    assertThatThrownBy(() -> FolderLock.acquire(none, "work", who -> who))
        .isInstanceOf(FileOperationException.class)
        .hasMessage(
            none.resolve("work.lock")
                + ": cannot be locked (not found); check that its folder exists");
  }

  private void assertRefused(Fault fault, String problem) {
    Path refusing = new FaultyDisk(fault).of(folder);
    assertThatThrownBy(() -> FolderLock.acquire(refusing, "work", who -> who))
        .isInstanceOf(FileOperationException.class)
        .hasMessage(folder.toAbsolutePath() + "/work.lock: " + problem);
  }

  @Test
  void whoWaitsGetsItWhenItIsFreeOrIsInterrupted() throws Exception {
    Process child = child();
    child.getOutputStream().close();
    FolderLock.await(folder, "work").close();
    try (FolderLock lock = acquire()) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> FolderLock.await(folder, "work"))
          .isInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void onAFullDiskTheLockIsTakenWithoutAName() throws IOException {
    Files.writeString(folder.resolve("work.owner.json"), new LockOwner(1, "gone", "x").toJson());
    try (FolderLock lock =
        FolderLock.acquire(new FaultyDisk(Fault.FULL).of(folder), "work", who -> who)) {
      assertThatThrownBy(this::acquire)
          .isInstanceOf(FolderInUseException.class)
          .hasMessage(folder + ": in use by another process");
    }
    acquire().close();
  }

  @Test
  void withoutLocksALivingProcessIsTheHolder() throws Exception {
    Process child = child();
    Path noLocks = new FaultyDisk(Fault.LOCKS).of(folder);
    assertThat(FolderLock.holder(noLocks, "work").orElseThrow().pid()).isEqualTo(child.pid());
    child.destroyForcibly().waitFor();
    assertThat(FolderLock.holder(noLocks, "work")).isEmpty();
  }
}
