package org.saehdbw.notebooks.kernel;

import java.lang.reflect.Field;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.dflib.jjava.jupyter.channels.JupyterConnection;

/**
 * The connection of this kernel to its clients. JJava 1.0 does not hand it out: it is found by the
 * thread that answers requests.
 */
final class KernelConnection {
  private static final String LOOP = "org.dflib.jjava.jupyter.channels.Loop";
  private static final String CHANNEL = "org.dflib.jjava.jupyter.channels.ShellChannel";
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private KernelConnection() {}

  /** Waits until the kernel is connected; empty if it never is, or if this version is another. */
  static Optional<JupyterConnection> await() {
    long start = System.nanoTime();
    while (System.nanoTime() - start < PATIENCE_NANOS) {
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        Optional<JupyterConnection> found = of(thread);
        if (found.isPresent()) {
          return found;
        }
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return Optional.empty();
  }

  private static Optional<JupyterConnection> of(Thread thread) {
    if (!thread.getClass().getName().equals(LOOP)) {
      return Optional.empty();
    }
    try {
      // What the thread does at its end belongs to the channel.
      Object last = KernelField.get(thread.getClass(), "onCloseCb", thread);
      for (Field field : last == null ? new Field[0] : last.getClass().getDeclaredFields()) {
        field.setAccessible(true);
        Object owner = field.get(last);
        if (owner != null && owner.getClass().getName().equals(CHANNEL)) {
          return Optional.of(
              (JupyterConnection) KernelField.get(owner.getClass(), "connection", owner));
        }
      }
      return Optional.empty();
    } catch (ReflectiveOperationException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
