package org.saehdbw.experiments.places;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import oshi.SystemInfo;

/** How much memory new processes can have without others being swapped out. */
public final class FreeMemory {
  private static final double KIBI_PER_MEBI = 1024;
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

  static OptionalDouble linux(Path file) {
    return value(file, "MemAvailable:", kibi -> kibi / KIBI_PER_MEBI);
  }

  /** What a limit leaves; pages of files that were not used lately count as free. */
  static OptionalDouble container(Path folder) {
    try {
      String limit = Files.readString(folder.resolve("memory.max")).strip();
      double used = Double.parseDouble(Files.readString(folder.resolve("memory.current")).strip());
      double files =
          value(folder.resolve("memory.stat"), "inactive_file", bytes -> bytes).orElse(0);
      return limit.equals("max")
          ? OptionalDouble.empty()
          : OptionalDouble.of(Math.max(0, Double.parseDouble(limit) - used + files) / MEBI);
    } catch (IOException | NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  private static OptionalDouble value(Path file, String key, ToDoubleFunction<Double> unit) {
    try {
      for (String line : Files.readAllLines(file)) {
        String[] words = line.strip().split("\\s+");
        if (words.length > 1 && words[0].equals(key)) {
          return OptionalDouble.of(unit.applyAsDouble(Double.valueOf(words[1])));
        }
      }
      return OptionalDouble.empty();
    } catch (IOException | NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  private static OptionalDouble asked() {
    try {
      return OptionalDouble.of(new SystemInfo().getHardware().getMemory().getAvailable() / MEBI);
    } catch (RuntimeException | LinkageError e) {
      return OptionalDouble.empty();
    }
  }
}
