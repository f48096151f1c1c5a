package org.saehdbw.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalDouble;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;

/** How much of the machine's memory a process holds. */
public final class ResidentMemory {
  private static final double KIB_IN_MIB = 1024;
  private static final double MIB = 1 << 20;

  private ResidentMemory() {}

  /**
   * Returns the most that a process has held so far in MiB, or what it holds now where the system
   * does not keep the peak (all but Linux); empty if there is no such process or nobody knows.
   *
   * @param pid the process, such as {@code ProcessHandle.current().pid()}
   */
  public static OptionalDouble peakMib(long pid) {
    Path status = Path.of("/proc", String.valueOf(pid), "status");
    try {
      return Files.exists(Path.of("/proc/self/status")) ? highWaterMark(status) : now(pid);
    } catch (IOException e) {
      return OptionalDouble.empty();
    }
  }

  /** A process that is ending has a status without memory. */
  private static OptionalDouble highWaterMark(Path status) throws IOException {
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / KIB_IN_MIB)
          .findFirst();
    } catch (NoSuchFileException e) {
      return OptionalDouble.empty();
    }
  }

  private static OptionalDouble now(long pid) {
    try {
      OSProcess process = new SystemInfo().getOperatingSystem().getProcess((int) pid);
      return process == null
          ? OptionalDouble.empty()
          : OptionalDouble.of(process.getResidentSetSize() / MIB);
    } catch (RuntimeException | LinkageError e) {
      return OptionalDouble.empty();
    }
  }
}
