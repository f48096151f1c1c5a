package org.saehdbw.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How good a model is.
 *
 * @param score the figure by which the best checkpoint is kept, lower is better
 * @param figures what it is made of, by names for {@code events.jsonl}
 */
public record CheckpointScore(double score, Map<String, Double> figures) {
  /** Copies the figures, keeping their order. */
  public CheckpointScore {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }
}
