package org.saehdbw.runs;

import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;

/**
 * This machine's processor, as far as the program may use it.
 *
 * @param name its maker's name for it
 * @param threads logical processors that this process may use
 * @param cores physical cores, at least 1 and at most {@code threads}
 */
public record Processor(String name, int threads, int cores) {
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
      return new Processor(name.isEmpty() ? "unknown" : name, usable, cores);
    } catch (RuntimeException | LinkageError e) {
      // A system that OSHI does not know: every logical processor counts as a core.
      return new Processor("unknown", usable, usable);
    }
  }
}
