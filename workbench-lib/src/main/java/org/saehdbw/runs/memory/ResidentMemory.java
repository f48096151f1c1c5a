package org.saehdbw.runs.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;

/** How much of the machine's memory a process holds. */
public final class ResidentMemory {
  private static final double KIBI_PER_MEBI = 1024;
  private static final double MEBI = 1 << 20;

  private ResidentMemory() {}

  /**
   * Returns what a process holds now, in MiB; empty once it is gone.
   *
   * @param pid the process, such as {@code ProcessHandle.current().pid()}
   */
  public static OptionalDouble nowMib(long pid) {
    return onLinux() ? read(status(pid), "VmRSS:") : asked(pid);
  }

  /**
   * Returns the most that a process has held since it began, in MiB, or what it holds now where the
   * system does not keep the peak (all but Linux); empty once it is gone.
   *
   * @param pid the process
   */
  public static OptionalDouble peakMib(long pid) {
    return onLinux() ? read(status(pid), "VmHWM:") : asked(pid);
  }

  /** Reads a line of a file of {@code /proc}, such as {@code VmRSS: 1024 kB}, in MiB. */
  static OptionalDouble read(Path file, String key) {
    try {
      for (String line : Files.readAllLines(file)) {
        if (line.startsWith(key)) {
          String kibi = line.substring(key.length()).replace("kB", "").strip();
          return OptionalDouble.of(Double.parseDouble(kibi) / KIBI_PER_MEBI);
        }
      }
      // A process that is ending has a status without memory.
      return OptionalDouble.empty();
    } catch (IOException | NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  private static boolean onLinux() {
    return Files.exists(Path.of("/proc/self/status"));
  }

  private static Path status(long pid) {
    return Path.of("/proc", Long.toString(pid), "status");
  }

  private static OptionalDouble asked(long pid) {
    try {
      OSProcess process = new SystemInfo().getOperatingSystem().getProcess((int) pid);
      return process == null
          ? OptionalDouble.empty()
          : OptionalDouble.of(process.getResidentSetSize() / MEBI);
    } catch (RuntimeException | LinkageError e) {
      return OptionalDouble.empty();
    }
  }
}
