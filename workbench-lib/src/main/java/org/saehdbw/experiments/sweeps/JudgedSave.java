package org.saehdbw.experiments.sweeps;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One judged checkpoint of a trial.
 *
 * @param iteration when
 * @param trainSeconds of iterations until then; NaN where nobody kept them
 * @param figures what the judge said, finite ones alone
 */
record JudgedSave(long iteration, double trainSeconds, Map<String, Double> figures) {
  JudgedSave {
    figures = Collections.unmodifiableMap(new TreeMap<>(figures));
  }
}
