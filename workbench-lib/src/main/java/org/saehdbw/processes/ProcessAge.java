package org.saehdbw.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How old a process is by the system's own clock, which never jumps. Java's start time of a process
 * is a time of the wall clock, so its age would change when that is set.
 */
public final class ProcessAge {
  /** Linux counts process times in hundredths of a second on every machine that Java 17 runs on. */
  private static final long MILLIS_A_TICK = 10;

  private static final int START_TICKS = 19;

  private ProcessAge() {}

  /** Returns the age, or empty where the system does not say it without the wall clock. */
  public static Optional<Duration> of(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      // The program's name is in brackets and may hold spaces and brackets.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      String uptime = Files.readString(Path.of("/proc/uptime"));
      double seconds = Double.parseDouble(uptime.substring(0, uptime.indexOf(' ')));
      long millis =
          Math.round(seconds * 1000) - Long.parseLong(fields[START_TICKS]) * MILLIS_A_TICK;
      // A container may see its own uptime and the machine's ticks.
      return millis < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
    } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
