package org.saehdbw.runs;

import java.util.List;
import java.util.Locale;
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
  private static final class Holder {
    static final Processor HERE = find();
  }

  /** Returns the processor that this program runs on; asked once. */
  public static Processor here() {
    return Holder.HERE;
  }

  private static Processor find() {
    int usable = Runtime.getRuntime().availableProcessors();
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
