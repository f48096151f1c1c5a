package org.saehdbw.facesets.sorting;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.saehdbw.parallel.Workers;
import org.saehdbw.pictures.FaceFileException;

/**
 * A path that begins with the first thing and continues to the nearest (or farthest) one that is
 * not on it yet; of equally near ones to the first. Each step is shared among the workers.
 */
final class GreedyChain {
  /** Below this, sharing a step costs more than it gives. */
  private static final int WORTH_SHARING = 512;

  /** The distance of two things, the same either way. */
  interface Distance {
    double between(int a, int b);
  }

  /** The way, and how far each thing is from the one before; the first 0. */
  record Path(int[] order, double[] steps) {}

  private final Distance distance;
  private final boolean farthest;
  private final Workers workers;
  private final int[] unused;
  private int count;

  private GreedyChain(int things, Distance distance, boolean farthest, Workers workers) {
    this.distance = distance;
    this.farthest = farthest;
    this.workers = workers;
    unused = new int[things];
    Arrays.setAll(unused, i -> i);
    count = things;
  }

  static Path of(
      int things, Distance distance, boolean farthest, Workers workers, IntConsumer progress)
      throws FaceFileException, InterruptedException {
    return new GreedyChain(things, distance, farthest, workers).walk(progress);
  }

  private Path walk(IntConsumer progress) throws FaceFileException, InterruptedException {
    int[] order = new int[count];
    double[] steps = new double[count];
    for (int i = 0; i < order.length; i++) {
      int place = i == 0 ? 0 : best(order[i - 1]);
      order[i] = unused[place];
      steps[i] = i == 0 ? 0 : distance.between(order[i - 1], order[i]);
      System.arraycopy(unused, place + 1, unused, place, --count - place);
      progress.accept(i + 1);
    }
    return new Path(order, steps);
  }

  private int best(int from) throws FaceFileException, InterruptedException {
    if (count < WORTH_SHARING || workers.threads() == 1) {
      return best(from, 0, count);
    }
    int parts = workers.threads();
    int[] found = new int[parts];
    workers.each(
        parts,
        part ->
            found[part] =
                best(
                    from,
                    (int) ((long) count * part / parts),
                    (int) ((long) count * (part + 1) / parts)),
        done -> {});
    int best = found[0];
    for (int place : found) {
      if (isBetter(distance.between(from, unused[place]), distance.between(from, unused[best]))) {
        best = place;
      }
    }
    return best;
  }

  private int best(int from, int begin, int end) {
    int best = begin;
    double bestDistance = distance.between(from, unused[begin]);
    for (int place = begin + 1; place < end; place++) {
      double here = distance.between(from, unused[place]);
      if (isBetter(here, bestDistance)) {
        best = place;
        bestDistance = here;
      }
    }
    return best;
  }

  private boolean isBetter(double one, double other) {
    return farthest ? one > other : one < other;
  }
}
