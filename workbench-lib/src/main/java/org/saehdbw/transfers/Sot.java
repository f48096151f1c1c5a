package org.saehdbw.transfers;

import java.util.function.Supplier;
import org.saehdbw.tensors.CounterRandom;

/**
 * Sliced optimal transport (Rabin and others, 2011; spec/transfers 6): in each of 10 steps the
 * colours are projected on some random directions, along each of which the i-th smallest takes the
 * place of the reference's i-th smallest; the mean of these moves is made. The correction is then
 * smoothed, so that local brightness and colour move and texture stays.
 *
 * <p>In gray every direction gives the same exact match of ranks, so one sort takes the place of
 * all steps; equal values keep their order. A reference of another size gives its quantiles.
 *
 * @param directions a step
 * @param smoothing of the correction
 */
record Sot(int directions, Smoothing smoothing) implements Transfer {
  private static final int STEPS = 10;

  /** How a correction is smoothed. */
  enum Smoothing {
    /** Not at all. */
    NONE,
    /** By the filter's plain formula. */
    EXACT,
    /**
     * Close to it and quick, for values of 0 to 1: within 1e-3 on faces, 1.1e-2 where a correction
     * is noise from black to white; in gray within 1e-4.
     */
    QUICK
  }

  /** As in training: 5 directions a step. */
  static Sot training() {
    return new Sot(5, Smoothing.QUICK);
  }

  /** As in merging: 30 directions a step, and the plain filter, because masks make edges. */
  static Sot merging() {
    return new Sot(30, Smoothing.EXACT);
  }

  @Override
  public Pixels apply(Pixels content, Pixels reference, CounterRandom random) {
    return apply(content, reference, () -> direction(random));
  }

  /** Transfers along given directions, {@link #directions} for each of 10 steps. */
  Pixels apply(Pixels content, Pixels reference, Supplier<float[]> given) {
    Pixels.check(content, reference);
    return content.clipped(correct(content, reference.planes(), given));
  }

  /** Transfers planes, not clipped. */
  float[][] correct(Pixels content, float[][] reference, Supplier<float[]> given) {
    return correct(content.planes(), reference, content.width(), given);
  }

  /** Transfers planes of a width, not clipped. */
  float[][] correct(float[][] from, float[][] reference, int width, Supplier<float[]> given) {
    int height = from[0].length / width;
    float[][] moved =
        from.length == 1
            ? new float[][] {matchRanks(from[0], reference[0])}
            : transport(from, reference, given);
    if (smoothing == Smoothing.NONE) {
      return moved;
    }
    for (int c = 0; c < from.length; c++) {
      for (int i = 0; i < from[c].length; i++) {
        moved[c][i] -= from[c][i];
      }
    }
    float[][] correction =
        smoothing == Smoothing.QUICK
            ? CorrectionBlur.filter(moved, width, height)
            : Bilateral.filter(moved, width, height);
    for (int c = 0; c < from.length; c++) {
      for (int i = 0; i < from[c].length; i++) {
        correction[c][i] += from[c][i];
      }
    }
    return correction;
  }

  /** Gives each value the reference's value of the same rank. */
  static float[] matchRanks(float[] values, float[] reference) {
    float[] sorted = new float[reference.length];
    new RadixSort(reference.length).sort(reference, sorted);
    int[] order = new RadixSort(values.length).order(values);
    float[] matched = new float[values.length];
    for (int rank = 0; rank < order.length; rank++) {
      matched[order[rank]] = sorted[quantile(rank, order.length, sorted.length)];
    }
    return matched;
  }

  /** The rank in a set of another size, the same in one of the same size. */
  private static int quantile(int rank, int of, int in) {
    return of == in ? rank : (int) ((2L * rank + 1) * in / (2L * of));
  }

  private float[][] transport(float[][] from, float[][] reference, Supplier<float[]> given) {
    int count = from[0].length;
    int wanted = reference[0].length;
    float[][] moved = {from[0].clone(), from[1].clone(), from[2].clone()};
    float[][] moves = new float[3][count];
    float[] along = new float[count];
    float[] goal = new float[wanted];
    float[] sorted = new float[wanted];
    RadixSort ranks = new RadixSort(count);
    RadixSort goals = wanted == count ? ranks : new RadixSort(wanted);
    for (int step = 0; step < STEPS; step++) {
      for (int item = 0; item < directions; item++) {
        float[] direction = given.get();
        project(reference, direction, goal);
        goals.sort(goal, sorted);
        project(moved, direction, along);
        int[] order = ranks.order(along);
        // The move replaces the place along the direction.
        for (int rank = 0; rank < count; rank++) {
          int pixel = order[rank];
          along[pixel] = sorted[quantile(rank, count, wanted)] - along[pixel];
        }
        add(along, direction, moves);
      }
      for (int c = 0; c < 3; c++) {
        advance(moved[c], moves[c], 1f / directions);
      }
    }
    return moved;
  }

  static void project(float[][] planes, float[] direction, float[] out) {
    float[] x = planes[0];
    float[] y = planes[1];
    float[] z = planes[2];
    float a = direction[0];
    float b = direction[1];
    float c = direction[2];
    for (int i = 0; i < out.length; i++) {
      out[i] = a * x[i] + b * y[i] + c * z[i];
    }
  }

  private static void add(float[] along, float[] direction, float[][] moves) {
    for (int c = 0; c < 3; c++) {
      float weight = direction[c];
      float[] move = moves[c];
      for (int i = 0; i < along.length; i++) {
        move[i] += weight * along[i];
      }
    }
  }

  /** Makes the mean move and forgets it. */
  private static void advance(float[] moved, float[] move, float part) {
    for (int i = 0; i < moved.length; i++) {
      moved[i] += part * move[i];
      move[i] = 0;
    }
  }

  private static float[] direction(CounterRandom random) {
    return unit(random.nextGaussian(), random.nextGaussian(), random.nextGaussian());
  }

  /** Returns a direction of length 1. */
  static float[] unit(double x, double y, double z) {
    double length = Math.sqrt(x * x + y * y + z * z);
    return length > 0
        ? new float[] {(float) (x / length), (float) (y / length), (float) (z / length)}
        : new float[] {1, 0, 0};
  }
}
