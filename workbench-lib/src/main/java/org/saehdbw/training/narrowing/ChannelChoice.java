package org.saehdbw.training.narrowing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Some channels out of many, and the linear map that gives all of them from those: for places where
 * an activation stands between, so that channels can be chosen but not mixed.
 *
 * @param chosen the channels that stay, ascending
 * @param decode (chosen, all): {@code all ≈ chosen decode}, by least squares
 */
record ChannelChoice(List<Integer> chosen, Matrix decode) {
  /** What is left of a channel below this part of it counts as nothing: rounding. */
  private static final double NOTHING = 1e-10;

  /** Copies the list. */
  ChannelChoice {
    chosen = List.copyOf(chosen);
  }

  /**
   * Chooses one channel after the other, each time the one after which least is missing behind the
   * weights.
   *
   * @param moment the channels' second moment, (n, n)
   * @param weight G of {@link Subspace#of}, (n, n)
   * @param count how many stay, from 1 to n
   */
  static ChannelChoice greedy(Matrix moment, Matrix weight, int count) {
    int n = moment.rows();
    Matrix rest = new Matrix(n, n, moment.values().clone());
    Matrix behind = Subspace.root(weight).times(rest);
    List<Integer> chosen = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int best = best(rest, behind, moment, chosen);
      chosen.add(best);
      double pivot = rest.at(best, best);
      if (pivot > NOTHING * moment.at(best, best)) {
        double[] share = new double[n];
        for (int c = 0; c < n; c++) {
          share[c] = rest.at(best, c) / pivot;
        }
        takeOut(behind, best, share);
        takeOut(rest, best, share);
      }
    }
    Collections.sort(chosen);
    return new ChannelChoice(chosen, decode(moment, chosen));
  }

  /**
   * Returns the part, from 0 to 1, of all channels' mean square behind the weights that the
   * estimate of them has.
   */
  double kept(Matrix moment, Matrix weight) {
    double all = trace(weight.times(moment));
    if (all == 0) {
      return 1;
    }
    Matrix wrong = Matrix.identity(moment.rows());
    for (int r = 0; r < chosen.size(); r++) {
      for (int c = 0; c < wrong.columns(); c++) {
        wrong.values()[chosen.get(r) * wrong.columns() + c] -= decode.at(r, c);
      }
    }
    double lost = trace(weight.times(wrong.transposed().times(moment).times(wrong)));
    return Math.max(0, 1 - lost / all);
  }

  private static double trace(Matrix matrix) {
    double sum = 0;
    for (int i = 0; i < matrix.rows(); i++) {
      sum += matrix.at(i, i);
    }
    return sum;
  }

  /** The channel that explains most of what is left of all, as it is seen behind the weights. */
  private static int best(Matrix rest, Matrix behind, Matrix moment, List<Integer> chosen) {
    int n = rest.rows();
    double[] squares = new double[n];
    for (int i = 0; i < behind.values().length; i++) {
      squares[i % n] += behind.values()[i] * behind.values()[i];
    }
    int best = -1;
    double most = -1;
    for (int j = 0; j < n; j++) {
      boolean says = rest.at(j, j) > NOTHING * moment.at(j, j);
      double gain = says ? squares[j] / rest.at(j, j) : 0;
      if (gain > most && !chosen.contains(j)) {
        most = gain;
        best = j;
      }
    }
    return best;
  }

  /** Takes what channel j says out of all columns (one step of Cholesky's method). */
  private static void takeOut(Matrix matrix, int j, double[] share) {
    int n = matrix.columns();
    for (int r = 0; r < matrix.rows(); r++) {
      double along = matrix.at(r, j);
      for (int c = 0; c < n; c++) {
        matrix.values()[r * n + c] -= along * share[c];
      }
    }
  }

  /** Least squares by elimination; chosen channels that say nothing new get no part. */
  private static Matrix decode(Matrix moment, List<Integer> chosen) {
    int k = chosen.size();
    int n = moment.rows();
    Matrix left = Matrix.zeros(k, k);
    Matrix right = Matrix.zeros(k, n);
    for (int r = 0; r < k; r++) {
      for (int c = 0; c < k; c++) {
        left.values()[r * k + c] = moment.at(chosen.get(r), chosen.get(c));
      }
      for (int c = 0; c < n; c++) {
        right.values()[r * n + c] = moment.at(chosen.get(r), c);
      }
    }
    boolean[] says = new boolean[k];
    for (int p = 0; p < k; p++) {
      int channel = chosen.get(p);
      double pivot = left.at(p, p);
      says[p] = pivot > NOTHING * moment.at(channel, channel);
      if (says[p]) {
        eliminate(left, right, p, pivot);
      }
    }
    Matrix decode = Matrix.zeros(k, n);
    for (int p = 0; p < k; p++) {
      for (int c = 0; c < n; c++) {
        decode.values()[p * n + c] = says[p] ? right.at(p, c) / left.at(p, p) : 0;
      }
    }
    return decode;
  }

  /** Gauss and Jordan's step: clears column p in all other rows. */
  private static void eliminate(Matrix left, Matrix right, int p, double pivot) {
    for (int r = 0; r < left.rows(); r++) {
      double factor = left.at(r, p) / pivot;
      if (r == p || factor == 0) {
        continue;
      }
      for (int c = 0; c < left.columns(); c++) {
        left.values()[r * left.columns() + c] -= factor * left.at(p, c);
      }
      for (int c = 0; c < right.columns(); c++) {
        right.values()[r * right.columns() + c] -= factor * right.at(p, c);
      }
    }
  }
}
