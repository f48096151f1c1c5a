package org.saehdbw.experiments.sweeps.results;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.saehdbw.experiments.deciding.PairFigures;

/**
 * The best two points at a look.
 *
 * @param first the point with the best mean, as text by key
 * @param second the next one that can still be the best; where there is none, the next
 * @param figures of the two; beside the points on a ledger's line
 */
public record ComparedPair(
    Map<String, String> first, Map<String, String> second, @JsonUnwrapped PairFigures figures) {
  /** Copies the points, keeping their order. */
  public ComparedPair {
    first = Collections.unmodifiableMap(new LinkedHashMap<>(first));
    second = Collections.unmodifiableMap(new LinkedHashMap<>(second));
  }
}
