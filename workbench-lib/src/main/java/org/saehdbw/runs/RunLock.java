package org.saehdbw.runs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.saehdbw.files.FolderInUseException;
import org.saehdbw.files.FolderLock;
import org.saehdbw.files.LockOwner;

/**
 * Says that a trainer is at work on a run folder. The operating system frees it when the process
 * ends, however it ends. It is the {@link FolderLock} {@code run}.
 */
public final class RunLock implements AutoCloseable {
  private static final String NAME = "run";

  private final FolderLock lock;

  private RunLock(FolderLock lock) {
    this.lock = lock;
  }

  /**
   * Takes the lock; one left by a dead process is taken over.
   *
   * @throws RunException if another trainer, in this process or another, is at work on the folder;
   *     the message has its process number and host
   */
  public static RunLock acquire(RunFolder run) throws IOException {
    try {
      return new RunLock(
          FolderLock.acquire(
              run.path(),
              NAME,
              who ->
                  run.path()
                      + ": is being trained by "
                      + who
                      + "; stop it first, or start a new run"));
    } catch (FolderInUseException e) {
      throw new RunException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Returns who holds the lock now, or empty if the lock is free. */
  public static Optional<LockOwner> holder(RunFolder run) throws IOException {
    return FolderLock.holder(run.path(), NAME);
  }

  /** Gives the run's folder another name, one that is free, and the lock back. */
  void closeRenaming(RunFolder run, Path to) throws IOException {
    lock.closeRenaming(run.path(), to);
  }

  /** Gives the lock back. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
