package org.saehdbw.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One process at a time works on a folder. The operating system frees the lock when the process
 * ends, however it ends.
 *
 * <p>The lock is on a file {@code NAME.lock}, which stays when the lock is given back: if it was
 * deleted, two processes could each lock a file of that name. Who holds it is in {@code
 * NAME.owner.json} beside it. On POSIX systems a process loses its lock when it closes any handle
 * of the locked file, so a process never opens a file that it has locked.
 */
public final class FolderLock implements AutoCloseable {
  private static final int TRIES = 6;
  private static final long BETWEEN_MILLIS = 50;

  /** The lock files that this process has locked: the system counts locks by process. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path lockFile;
  private final Path ownerFile;
  private final FileChannel channel;
  private final FileLock lock;

  private FolderLock(Path lockFile, Path ownerFile, FileChannel channel, FileLock lock) {
    this.lockFile = lockFile;
    this.ownerFile = ownerFile;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Takes the lock; one that a process left when it died is taken over.
   *
   * @param folder an existing folder
   * @param name the lock's name, such as {@code sweep}
   * @param inUse makes the message from who holds it, such as {@code process 12 on host}
   * @throws FolderInUseException if another process, or another thread of this one, holds it
   * @throws FileOperationException if the folder does not exist or cannot be written into, or its
   *     file system has no locks
   */
  public static FolderLock acquire(Path folder, String name, UnaryOperator<String> inUse)
      throws IOException {
    Path ownerFile = ownerFile(folder, name);
    Path lockFile = lockFile(folder, name);
    synchronized (HELD) {
      if (!HELD.add(lockFile)) {
        throw inUse(ownerFile, inUse);
      }
    }
    boolean taken = false;
    try {
      FolderLock lock = open(lockFile, ownerFile, inUse);
      taken = true;
      return lock;
    } finally {
      if (!taken) {
        HELD.remove(lockFile);
      }
    }
  }

  /**
   * Takes the lock as soon as it is free.
   *
   * @param folder an existing folder
   * @param name the lock's name
   * @throws InterruptedException if this thread is interrupted while it waits
   * @throws FileOperationException as {@link #acquire} does
   */
  public static FolderLock await(Path folder, String name)
      throws IOException, InterruptedException {
    while (true) {
      if (Thread.interrupted()) {
        throw new InterruptedException("waiting for " + folder + " was interrupted");
      }
      try {
        return acquire(folder, name, who -> folder + ": in use by " + who);
      } catch (FolderInUseException e) {
        TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
      }
    }
  }

  private static FolderLock open(Path lockFile, Path ownerFile, UnaryOperator<String> inUse)
      throws IOException {
    FileChannel channel = channel(lockFile);
    try {
      FileLock lock = tryLock(lockFile, channel);
      // Whoever asks who holds it locks it for a moment.
      for (int i = 1; lock == null && i < TRIES; i++) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(BETWEEN_MILLIS));
        lock = tryLock(lockFile, channel);
      }
      if (lock == null) {
        throw inUse(ownerFile, inUse);
      }
      writeOwner(ownerFile);
      return new FolderLock(lockFile, ownerFile, channel, lock);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Whoever undoes something on a full disk needs the lock, and can do without being named. */
  private static void writeOwner(Path ownerFile) throws IOException {
    try {
      AtomicFile.write(ownerFile, LockOwner.self().toJson());
    } catch (FileOperationException e) {
      Files.deleteIfExists(ownerFile);
    }
  }

  /**
   * Returns who holds the lock now, or empty when nobody does, or nobody knows who: the disk was
   * full when it was taken. The lock itself answers, not a clock nor a process number, which
   * another process may have by now; only where the file cannot be locked does the number of a
   * living process count.
   */
  public static Optional<LockOwner> holder(Path folder, String name) throws IOException {
    Optional<LockOwner> owner = LockOwner.read(ownerFile(folder, name));
    if (owner.isEmpty() || !Files.exists(folder.resolve(name + ".lock"))) {
      return Optional.empty();
    }
    Path lockFile = lockFile(folder, name);
    // No thread of ours may take the lock while this one closes a handle of its file.
    synchronized (HELD) {
      return HELD.contains(lockFile) || isLockedElsewhere(lockFile, owner.get())
          ? owner
          : Optional.empty();
    }
  }

  private static boolean isLockedElsewhere(Path lockFile, LockOwner owner) throws IOException {
    try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
        FileLock probe = tryLock(lockFile, channel)) {
      return probe == null;
    } catch (FileOperationException | AccessDeniedException e) {
      return owner.mayLive();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Gives the lock back; the lock's file stays. */
  @Override
  public void close() throws IOException {
    try {
      Files.deleteIfExists(ownerFile);
    } finally {
      try {
        lock.release();
      } finally {
        channel.close();
        HELD.remove(lockFile);
      }
    }
  }

  /**
   * Gives the folder another name and the lock back. No other process can take the lock in between,
   * except on Windows, where a folder in which a file is open keeps its name.
   *
   * @param from the folder, or a link to it, which is renamed then
   * @param to its new name
   * @throws java.nio.file.FileAlreadyExistsException if the new name is taken
   * @throws FileOperationException if the file system refuses
   */
  public void closeRenaming(Path from, Path to) throws IOException {
    boolean renamed = false;
    try {
      Files.deleteIfExists(ownerFile);
      Rename.toFree(from, to);
      renamed = true;
    } catch (FileOperationException e) {
      // Tried again without an open file.
    } finally {
      close();
    }
    if (!renamed) {
      Rename.toFree(from, to);
    }
  }

  private static FileChannel channel(Path lockFile) throws IOException {
    try {
      return FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw FileOperationException.locking(lockFile, e);
    }
  }

  private static @Nullable FileLock tryLock(Path lockFile, FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    } catch (IOException e) {
      throw FileOperationException.locking(lockFile, e);
    }
  }

  private static FolderInUseException inUse(Path ownerFile, UnaryOperator<String> message)
      throws IOException {
    String who = LockOwner.read(ownerFile).map(LockOwner::text).orElse("another process");
    return new FolderInUseException(message.apply(who));
  }

  /** By the folder's real path: a link to it is the same folder. */
  private static Path lockFile(Path folder, String name) throws IOException {
    try {
      return folder.toRealPath().resolve(name + ".lock");
    } catch (IOException e) {
      throw FileOperationException.locking(folder.resolve(name + ".lock"), e);
    }
  }

  private static Path ownerFile(Path folder, String name) {
    return folder.resolve(name + ".owner.json");
  }
}
