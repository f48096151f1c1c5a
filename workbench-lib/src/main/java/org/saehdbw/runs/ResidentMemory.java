package org.saehdbw.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** How much of a process lies in memory, as Linux tells it; elsewhere nothing is known. */
public final class ResidentMemory {
  private static final double KIBI_PER_MEBI = 1024;

  private ResidentMemory() {}

  /** Returns what a process holds now, in MiB; empty once it is gone. */
  public static OptionalDouble nowMib(long pid) {
    return read(status(pid), "VmRSS:");
  }

  /** Returns the most that a process has held since it began, in MiB; empty once it is gone. */
  public static OptionalDouble peakMib(long pid) {
    return read(status(pid), "VmHWM:");
  }

  /** Reads a line of {@code /proc/PID/status}, such as {@code VmRSS: 1024 kB}. */
  static OptionalDouble read(Path status, String key) {
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith(key)) {
          String kibi = line.substring(key.length()).replace("kB", "").strip();
          return OptionalDouble.of(Double.parseDouble(kibi) / KIBI_PER_MEBI);
        }
      }
      return OptionalDouble.empty();
    } catch (IOException | NumberFormatException e) {
      // The process ended while we looked, or this system has no such file.
      return OptionalDouble.empty();
    }
  }

  private static Path status(long pid) {
    return Path.of("/proc", Long.toString(pid), "status");
  }
}
