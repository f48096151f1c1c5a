package org.saehdbw.runs.metrics;

import java.util.Arrays;

/**
 * The numbers of one line of {@code metrics.csv}, taken from its bytes. An instance is used for
 * line after line.
 */
final class RowFields {
  private final double[] values = new double[MetricsColumn.COUNT];
  private final int[] ends = new int[MetricsColumn.COUNT];

  /**
   * Takes a line without its end. What is not known comes as NaN: columns that a line of an older
   * form does not have, and empty fields, which all but the iteration's may be.
   *
   * @throws NumberFormatException if it has neither seven nor eighteen nor twenty fields, or one is
   *     not a number
   */
  void parse(byte[] bytes, int from, int to) {
    int fields = split(bytes, from, to);
    if (fields != MetricsColumn.COUNT
        && fields != MetricsRow.SECOND_FIELDS
        && fields != MetricsRow.FIRST_FIELDS) {
      throw new NumberFormatException(
          "must have " + MetricsColumn.COUNT + " fields, got " + fields);
    }
    int start = from;
    for (int i = 0; i < fields; i++) {
      boolean unknown = i > 0 && ends[i] == start;
      values[i] = unknown ? Double.NaN : FastDouble.parse(bytes, start, ends[i]);
      start = ends[i] + 1;
    }
    Arrays.fill(values, fields, values.length, Double.NaN);
    if (values[0] != Math.rint(values[0]) || Double.isInfinite(values[0])) {
      throw new NumberFormatException("an iteration must be whole, got " + values[0]);
    }
  }

  double get(MetricsColumn column) {
    return values[column.place()];
  }

  double get(int column) {
    return values[column];
  }

  MetricsRow toRow() {
    return new MetricsRow(
        (long) values[0],
        values[1],
        values[2],
        values[3],
        (float) values[4],
        (float) values[5],
        (float) values[6],
        StageTimes.of(values, MetricsRow.FIRST_FIELDS),
        values[MetricsRow.SECOND_FIELDS],
        values[MetricsRow.SECOND_FIELDS + 1]);
  }

  private int split(byte[] bytes, int from, int to) {
    int fields = 0;
    for (int at = from; at < to; at++) {
      if (bytes[at] == ',') {
        if (fields < ends.length) {
          ends[fields] = at;
        }
        fields++;
      }
    }
    if (fields < ends.length) {
      ends[fields] = to;
    }
    return fields + 1;
  }
}
