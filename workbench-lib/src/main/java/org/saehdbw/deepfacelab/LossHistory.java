package org.saehdbw.deepfacelab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.saehdbw.pickles.PickleTuple;
import org.saehdbw.runs.metrics.MetricsRow;

/**
 * The losses of all iterations so far, as pairs of src and dst.
 *
 * @param pairs src and dst in turn
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity; tests compare the parts
record LossHistory(double[] pairs) {
  static final LossHistory NONE = new LossHistory(new double[0]);

  /**
   * Takes the history out of a pickle.
   *
   * @param where the file, for messages
   * @throws ModelFileException if it is not a list of pairs of numbers
   */
  static LossHistory of(String where, Object value) throws ModelFileException {
    if (!(value instanceof List<?> list)) {
      throw new ModelFileException(
          where + ": loss_history must be a list, got " + ArrayFile.kind(value));
    }
    double[] pairs = new double[2 * list.size()];
    int at = 0;
    for (Object entry : list) {
      List<?> pair = entry instanceof PickleTuple tuple ? tuple.items() : asList(entry);
      if (pair.size() != 2
          || !(pair.get(0) instanceof Number src)
          || !(pair.get(1) instanceof Number dst)) {
        throw new ModelFileException(
            String.format(
                Locale.ROOT, "%s: entry %d of loss_history must be [src, dst]", where, at / 2));
      }
      pairs[at++] = src.doubleValue();
      pairs[at++] = dst.doubleValue();
    }
    return new LossHistory(pairs);
  }

  private static List<?> asList(Object entry) {
    return entry instanceof List<?> list ? list : List.of();
  }

  int size() {
    return pairs.length / 2;
  }

  /**
   * Returns the history as rows of the iterations before one.
   *
   * @param iteration the last one; a history that is shorter begins later, one that is longer loses
   *     its beginning, and none at all gives one row without losses
   */
  List<MetricsRow> rows(long iteration) {
    List<MetricsRow> rows = new ArrayList<>();
    long first = iteration - size() + 1;
    for (int i = 0; i < size(); i++) {
      if (first + i >= 1) {
        rows.add(MetricsRow.ofLosses(first + i, (float) pairs[2 * i], (float) pairs[2 * i + 1]));
      }
    }
    if (rows.isEmpty() && iteration > 0) {
      rows.add(MetricsRow.ofLosses(iteration, Float.NaN, Float.NaN));
    }
    return rows;
  }

  /** Returns this history and the losses of later iterations. */
  LossHistory and(List<MetricsRow> later) {
    double[] all = Arrays.copyOf(pairs, pairs.length + 2 * later.size());
    int at = pairs.length;
    for (MetricsRow row : later) {
      if (!Float.isNaN(row.srcLoss()) && !Float.isNaN(row.dstLoss())) {
        all[at++] = row.srcLoss();
        all[at++] = row.dstLoss();
      }
    }
    return new LossHistory(Arrays.copyOf(all, at));
  }

  /** Returns it as a pickle has it. */
  List<List<Double>> toLists() {
    List<List<Double>> lists = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      lists.add(List.of(pairs[i], pairs[i + 1]));
    }
    return lists;
  }
}
