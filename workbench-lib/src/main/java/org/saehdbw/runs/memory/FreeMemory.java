package org.saehdbw.runs.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import oshi.SystemInfo;

/** How much memory new processes can have without others being swapped out. */
public final class FreeMemory {
  private static final double MEBI = 1 << 20;

  private FreeMemory() {}

  /**
   * Returns the memory in MiB that is free on this machine, at most what a container's limit leaves
   * (cgroup version 2); empty where the system does not say.
   */
  public static OptionalDouble mib() {
    OptionalDouble machine =
        Files.exists(Path.of("/proc/meminfo")) ? linux(Path.of("/proc/meminfo")) : asked();
    OptionalDouble container = container(Path.of("/sys/fs/cgroup"));
    return machine.isPresent() && container.isPresent()
        ? OptionalDouble.of(Math.min(machine.getAsDouble(), container.getAsDouble()))
        : machine;
  }

  /**
   * Returns the memory in MiB that Linux says is free.
   *
   * @param file of the form of {@code /proc/meminfo}
   */
  public static OptionalDouble linux(Path file) {
    return ResidentMemory.read(file, "MemAvailable:");
  }

  /** What a limit leaves; pages of files that were not used lately count as free. */
  static OptionalDouble container(Path folder) {
    try {
      String limit = Files.readString(folder.resolve("memory.max")).strip();
      double used = Double.parseDouble(Files.readString(folder.resolve("memory.current")).strip());
      double files = inactiveFileBytes(folder.resolve("memory.stat"));
      return limit.equals("max")
          ? OptionalDouble.empty()
          : OptionalDouble.of(Math.max(0, Double.parseDouble(limit) - used + files) / MEBI);
    } catch (IOException | NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  private static double inactiveFileBytes(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith("inactive_file "))
        .mapToDouble(line -> Double.parseDouble(line.split("\\s+")[1]))
        .findFirst()
        .orElse(0);
  }

  private static OptionalDouble asked() {
    try {
      return OptionalDouble.of(new SystemInfo().getHardware().getMemory().getAvailable() / MEBI);
    } catch (RuntimeException | LinkageError e) {
      return OptionalDouble.empty();
    }
  }
}
