package org.saehdbw.runs.meters;

import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.saehdbw.runs.memory.ResidentMemory;

/**
 * What this process holds of the machine's memory. The system is asked at most once a second, and
 * rarely enough that asking takes at most a thousandth of the time.
 */
public final class MemoryMeter {
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long PAUSES_PER_COST = 1000;

  private final Supplier<OptionalDouble> source;
  private final LongSupplier nanos;
  private double last = Double.NaN;
  private boolean asked;
  private long next;

  /** Makes a meter of this process. */
  public MemoryMeter() {
    this(() -> ResidentMemory.nowMib(ProcessHandle.current().pid()), System::nanoTime);
  }

  MemoryMeter(Supplier<OptionalDouble> source, LongSupplier nanos) {
    this.source = source;
    this.nanos = nanos;
  }

  /** Returns the last value in MiB; NaN where the system does not say. */
  public double residentMib() {
    long now = nanos.getAsLong();
    if (!asked || now - next >= 0) {
      last = source.get().orElse(Double.NaN);
      long ended = nanos.getAsLong();
      next = ended + Math.max(PAUSE_NANOS, PAUSES_PER_COST * (ended - now));
      asked = true;
    }
    return last;
  }
}
