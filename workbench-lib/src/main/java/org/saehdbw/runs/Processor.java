package org.saehdbw.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;

/**
 * This machine's processor, as far as the program may use it.
 *
 * @param name its maker's name for it
 * @param threads logical processors that this process may use
 * @param cores physical cores, at least 1 and at most {@code threads}
 * @param bf16 whether it multiplies bfloat16 numbers by instructions of its own (AVX-512 bf16 or
 *     AMX)
 */
public record Processor(String name, int threads, int cores, boolean bf16) {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private static final class Holder {
    static final Processor HERE = find();
  }

  /** Returns the processor that this program runs on; asked once. */
  public static Processor here() {
    return Holder.HERE;
  }

  private static Processor find() {
    int usable = Runtime.getRuntime().availableProcessors();
    // OSHI takes half a second to begin, which every trial of a sweep would pay; Linux says the
    // same in a file.
    return readLinux(CPU_INFO, usable).orElseGet(() -> ask(usable));
  }

  /**
   * Reads {@code /proc/cpuinfo}; empty if the file does not exist, or does not name the processor
   * and its cores, as on ARM.
   */
  static Optional<Processor> readLinux(Path file, int usable) {
    String name = "";
    String flags = "";
    String socket = "";
    Set<String> cores = new HashSet<>();
    try {
      for (String line : Files.readAllLines(file)) {
        int colon = line.indexOf(':');
        String key = colon < 0 ? "" : line.substring(0, colon).strip();
        String value = colon < 0 ? "" : line.substring(colon + 1).strip();
        switch (key) {
          case "model name" -> name = value;
          case "flags" -> flags = value;
          case "physical id" -> socket = value;
          case "core id" -> cores.add(socket + " " + value);
          default -> {}
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return name.isEmpty() || cores.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Processor(name, usable, Math.min(usable, cores.size()), hasBf16(List.of(flags))));
  }

  private static Processor ask(int usable) {
    try {
      CentralProcessor found = new SystemInfo().getHardware().getProcessor();
      String name = found.getProcessorIdentifier().getName().strip();
      int cores = Math.max(1, Math.min(usable, found.getPhysicalProcessorCount()));
      boolean bf16 = hasBf16(found.getFeatureFlags());
      return new Processor(name.isEmpty() ? "unknown" : name, usable, cores, bf16);
    } catch (RuntimeException | LinkageError e) {
      // A system that OSHI does not know: every logical processor counts as a core.
      return new Processor("unknown", usable, usable, false);
    }
  }

  /** Whether a system's list of a processor's abilities names one of those. */
  static boolean hasBf16(List<String> flags) {
    return flags.stream()
        .map(line -> line.toLowerCase(Locale.ROOT))
        .anyMatch(line -> line.contains("avx512_bf16") || line.contains("amx_bf16"));
  }
}
