package org.saehdbw.runs.meters;

import java.util.ArrayList;
import java.util.List;
import org.saehdbw.statistics.Summary;

/**
 * Measurements from all of a run in bounded memory: when it is full, every second one is dropped,
 * and from then on half as many are taken.
 */
final class ThinnedHistory {
  private static final int MOST = 512;

  /** From the median of absolute deviations to the standard deviation of a normal distribution. */
  private static final double MAD_TO_DEVIATION = 1.4826;

  private final List<double[]> kept = new ArrayList<>();
  private long stride = 1;
  private long seen;

  void add(double... values) {
    if (seen++ % stride != 0) {
      return;
    }
    kept.add(values);
    if (kept.size() == MOST) {
      for (int i = 0; i < MOST / 2; i++) {
        kept.set(i, kept.get(2 * i));
      }
      kept.subList(MOST / 2, MOST).clear();
      stride *= 2;
    }
  }

  int size() {
    return kept.size();
  }

  /** The median of the values at a place. */
  double median(int place) {
    return median(kept, place);
  }

  /** How far values at a place usually are from their median, as a part of it; robust. */
  double spread(int place) {
    double median = median(place);
    double deviation =
        Summary.of(kept.stream().mapToDouble(values -> Math.abs(values[place] - median))).median();
    return MAD_TO_DEVIATION * deviation / median;
  }

  static double median(Iterable<double[]> rows, int place) {
    List<Double> values = new ArrayList<>();
    rows.forEach(row -> values.add(row[place]));
    return Summary.of(values).median();
  }
}
