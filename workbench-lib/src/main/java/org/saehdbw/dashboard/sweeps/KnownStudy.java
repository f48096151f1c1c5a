package org.saehdbw.dashboard.sweeps;

import java.util.List;
import java.util.Map;
import org.saehdbw.dashboard.answers.Json;

/**
 * What the files of a sweep tell besides its run folders.
 *
 * @param head question, budget, metric and so on, as the page gets them
 * @param keys the settings that it varies
 * @param points each the values of those settings as text
 * @param trials in the order of their numbers
 * @param complete whether nothing is left to run
 * @param problem why the experiment cannot be read; empty where it can
 */
record KnownStudy(
    Json head,
    List<String> keys,
    List<Map<String, String>> points,
    List<KnownTrial> trials,
    boolean complete,
    String problem) {
  /** Copies the lists. */
  KnownStudy {
    keys = List.copyOf(keys);
    points = List.copyOf(points);
    trials = List.copyOf(trials);
  }
}
