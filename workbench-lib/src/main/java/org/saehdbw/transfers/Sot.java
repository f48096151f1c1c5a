package org.saehdbw.transfers;

import java.util.function.Supplier;
import org.saehdbw.parallel.Team;
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
    return correct(from, reference, width, given, Team.ALONE);
  }

  /** Transfers planes of a width, not clipped; the same at any number of threads. */
  float[][] correct(
      float[][] from, float[][] reference, int width, Supplier<float[]> given, Team team) {
    int height = from[0].length / width;
    float[][] moved =
        from.length == 1
            ? new float[][] {matchRanks(from[0], reference[0])}
            : transport(from, reference, given, team);
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
            : Bilateral.filter(moved, width, height, team);
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

  /** As many directions at a time as there are threads; their moves are added in order. */
  private float[][] transport(
      float[][] from, float[][] reference, Supplier<float[]> given, Team team) {
    float[][] moved = {from[0].clone(), from[1].clone(), from[2].clone()};
    float[][] moves = new float[3][from[0].length];
    Matching[] matchings = new Matching[Math.min(directions, team.threads())];
    for (int i = 0; i < matchings.length; i++) {
      matchings[i] = new Matching(from[0].length, reference[0].length);
    }
    for (int step = 0; step < STEPS; step++) {
      for (int done = 0; done < directions; done += matchings.length) {
        int count = Math.min(matchings.length, directions - done);
        for (int i = 0; i < count; i++) {
          matchings[i].direction = given.get();
        }
        team.run(count, i -> matchings[i].match(moved, reference));
        for (int i = 0; i < count; i++) {
          add(matchings[i].along, matchings[i].direction, moves);
        }
      }
      for (int c = 0; c < 3; c++) {
        advance(moved[c], moves[c], 1f / directions);
      }
    }
    return moved;
  }

  /** The match of ranks along one direction; its memory is used again. */
  private static final class Matching {
    private final float[] along;
    private final float[] goal;
    private final float[] sorted;
    private final RadixSort ranks;
    private final RadixSort goals;
    private float[] direction = new float[0];

    Matching(int count, int wanted) {
      along = new float[count];
      goal = new float[wanted];
      sorted = new float[wanted];
      ranks = new RadixSort(count);
      goals = wanted == count ? ranks : new RadixSort(wanted);
    }

    /** Finds how far each colour moves along the direction. */
    void match(float[][] moved, float[][] reference) {
      project(reference, direction, goal);
      goals.sort(goal, sorted);
      project(moved, direction, along);
      int[] order = ranks.order(along);
      for (int rank = 0; rank < order.length; rank++) {
        int pixel = order[rank];
        along[pixel] = sorted[quantile(rank, order.length, sorted.length)] - along[pixel];
      }
    }
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
