package org.saehdbw.experiments.compare;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What this process took of the machine. */
final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final double KIB_OF_MIB = 1024;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private ProcessMemory() {}

  /** Peak resident memory in MiB since the process began; NaN where the system does not say. */
  static double peakResidentMib() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) / KIB_OF_MIB;
        }
      }
    } catch (IOException e) {
      return Double.NaN;
    }
    return Double.NaN;
  }

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
