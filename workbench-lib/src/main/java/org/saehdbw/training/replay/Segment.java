package org.saehdbw.training.replay;

import org.saehdbw.settings.Settings;

/**
 * Iterations of a run that were made with the same settings, from one start or resume to the next.
 *
 * @param after the iteration before the first one
 * @param last the last one
 * @param settings as they were then, without changes that came later
 * @param threads of the engine
 */
record Segment(long after, long last, Settings settings, int threads) {
  Segment until(long end) {
    return new Segment(after, Math.min(last, end), settings, threads);
  }
}
