package org.saehdbw.runs;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One line of {@code events.jsonl}.
 *
 * @param time when it happened
 * @param kind what happened
 * @param fields more about it: text, numbers and booleans by name
 */
public record Event(Instant time, EventKind kind, Map<String, Object> fields) {
  /** The field of {@link EventKind#STOPPED} that says why. */
  public static final String REASON = "reason";

  /** The value of {@link #REASON} when the target iteration or time was reached. */
  public static final String FINISHED = "finished";

  /** The value of {@link #REASON} when a user or a program asked for it. */
  public static final String ASKED = "asked";

  /** The field of {@link EventKind#STOPPED} that says which target was reached. */
  public static final String TARGET = "target";

  /** The field of {@link EventKind#STOPPED} that has the digest of all losses of the run. */
  public static final String LOSS_DIGEST = "loss_digest";

  /** The field of {@link EventKind#FAILED} that says what kind of end it was, if it has a name. */
  public static final String CAUSE = "cause";

  /** The value of {@link #CAUSE} when Java or the engine got no memory. */
  public static final String OUT_OF_MEMORY = "out of memory";

  /** The value of {@link #CAUSE} when losses or weights were NaN or infinite. */
  public static final String NOT_FINITE = "not finite";

  /**
   * The field of {@link EventKind#STARTED} and {@link EventKind#RESUMED} that says where the step
   * runs: {@code cpu} or {@code cuda:N}.
   */
  public static final String DEVICE = "device";

  /** The field of the last events that has the process's largest memory so far, in MiB. */
  public static final String PEAK_RESIDENT_MIB = "peak_resident_mib";

  /** Copies the fields, keeping their order. */
  public Event {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }
}
