package org.saehdbw.runs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.saehdbw.files.FolderInUseException;
import org.saehdbw.files.LockOwner;

/** The {@link org.saehdbw.files.FolderLock} of sweeps and comparisons. */
public final class FolderLock implements AutoCloseable {
  /**
   * Who holds the lock.
   *
   * @param pid the process
   * @param host the machine's name
   * @param processStarted tells it from a later process of the same number
   */
  public record Owner(long pid, String host, String processStarted) {
    /** Returns who it is for people: {@code process 12 on host}. */
    public String text() {
      return asLockOwner().text();
    }

    /** Whether it is a process of this machine, so that its number means something here. */
    public boolean isHere() {
      return asLockOwner().isHere();
    }

    private LockOwner asLockOwner() {
      return new LockOwner(pid, host, processStarted);
    }

    static Owner of(LockOwner owner) {
      return new Owner(owner.pid(), owner.host(), owner.processStarted());
    }
  }

  private final org.saehdbw.files.FolderLock lock;

  private FolderLock(org.saehdbw.files.FolderLock lock) {
    this.lock = lock;
  }

  /**
   * Takes the lock; one left by a dead process is taken over.
   *
   * @param inUse makes the message from who holds it, such as {@code process 12 on host}
   * @throws RunException if somebody else, in this process or another, holds it
   */
  public static FolderLock acquire(Path folder, String name, UnaryOperator<String> inUse)
      throws IOException {
    try {
      return new FolderLock(org.saehdbw.files.FolderLock.acquire(folder, name, inUse));
    } catch (FolderInUseException e) {
      throw new RunException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Returns who holds the lock now, or empty when nobody does. */
  public static Optional<Owner> holder(Path folder, String name) throws IOException {
    return org.saehdbw.files.FolderLock.holder(folder, name).map(Owner::of);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
