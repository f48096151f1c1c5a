package org.saehdbw.experiments.compare.running;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Whether this process is at work. */
final class CpuIdle {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private CpuIdle() {}

  /**
   * Waits until this process works no more, at most two seconds: a loader makes batches ahead after
   * its block, which would fall into the next arm's.
   */
  static void awaitIdle() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long end = System.nanoTime() + PATIENCE_NANOS;
    long used = system.getProcessCpuTime();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(LOOK_NANOS);
      long now = system.getProcessCpuTime();
      if (now - used < IDLE_NANOS) {
        return;
      }
      used = now;
    }
  }
}
