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

  /** The value of {@link #REASON} when somebody asked for it. */
  public static final String ASKED = "asked";

  /** Copies the fields, keeping their order. */
  public Event {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }
}
