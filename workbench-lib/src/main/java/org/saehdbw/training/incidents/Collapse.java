package org.saehdbw.training.incidents;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A collapse as it was noticed.
 *
 * @param kind what it is
 * @param iteration the iteration that was made or about to be made, from 1
 * @param message for the user; says what was found at which iteration
 * @param figures what was found as numbers, by name; may be NaN or infinite
 */
public record Collapse(
    CollapseKind kind, long iteration, String message, Map<String, Double> figures) {
  /** Copies the figures, keeping their order. */
  public Collapse {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }
}
