package org.saehdbw.files;

import java.io.IOException;
import java.nio.file.Path;

/** A process that takes a folder's lock, says so and holds it until its input ends. */
final class LockHolder {
  private LockHolder() {}

  /** Takes the folder of the first word by the lock of the second. */
  @SuppressWarnings("try") // the lock is held, not called
  public static void main(String[] args) throws IOException {
    try (FolderLock lock = FolderLock.acquire(Path.of(args[0]), args[1], who -> who)) {
      System.out.println("held");
      System.out.flush();
      while (System.in.read() >= 0) {
        Thread.onSpinWait();
      }
    } catch (FolderInUseException e) {
      System.out.println("refused");
      System.exit(1);
    }
  }
}
