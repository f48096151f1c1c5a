package org.saehdbw.experiments.sweeps;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Locale;

/**
 * One line of {@code ledger.jsonl}.
 *
 * @param time when it was written
 * @param kind what happened
 * @param fields more about it
 */
record LedgerEntry(Instant time, Kind kind, JsonNode fields) {
  /** What the ledger tells of. */
  enum Kind {
    /** The sweep began: its base and budget. */
    BEGUN,
    /** A trial belongs to the sweep: its number, point and seed. */
    PLANNED,
    /** A trial's process was started. */
    STARTED,
    /** A trial has a result. */
    ENDED,
    /** A trial's result is gone; it is as if it had not been tried. */
    LOST,
    /** Points were compared, and the better part goes on. */
    PROMOTED,
    /** Nothing is left to run. */
    COMPLETE;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  int trial() {
    return fields.path("trial").asInt();
  }

  int rung() {
    return fields.path("rung").asInt();
  }
}
