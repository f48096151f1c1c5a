package org.saehdbw.training.steps;

import com.sun.jna.Function;
import java.util.Optional;

/**
 * Gives memory that the engine has freed back to the system. glibc keeps what lies between arrays
 * that are still used, which after some segments is more than a segment needs.
 */
final class FreedMemory {
  private static final class Found {
    static final Optional<Function> TRIM = find();

    private static Optional<Function> find() {
      try {
        return Optional.of(Function.getFunction("c", "malloc_trim"));
      } catch (UnsatisfiedLinkError e) {
        // Only glibc has it; others give memory back by themselves or not at all.
        return Optional.empty();
      }
    }
  }

  private FreedMemory() {}

  static void giveBack() {
    Found.TRIM.ifPresent(trim -> trim.invokeInt(new Object[] {0}));
  }
}
