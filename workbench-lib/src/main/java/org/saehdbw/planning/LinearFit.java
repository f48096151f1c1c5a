package org.saehdbw.planning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.hipparchus.stat.regression.OLSMultipleLinearRegression;

/**
 * A figure as a sum of terms, each a coefficient that is not negative times a quantity: fitted by
 * least squares of relative errors, so that small cases count as much as large ones.
 *
 * @param coefficients one a term
 * @param marginPercent the largest error of a case that was predicted from the other ones, in
 *     percent of what was measured
 * @param cases how many cases it was fitted from
 */
public record LinearFit(List<Double> coefficients, double marginPercent, int cases) {
  /** Copies the list. */
  public LinearFit {
    coefficients = List.copyOf(coefficients);
  }

  /**
   * Fits coefficients.
   *
   * @param quantities one row a case, one value a term, none negative
   * @param measured one value a case, above 0
   * @throws IllegalArgumentException if there are not at least two cases more than terms, or a
   *     measured value is not above 0
   */
  public static LinearFit of(List<double[]> quantities, List<Double> measured) {
    int terms = quantities.isEmpty() ? 0 : quantities.get(0).length;
    if (quantities.size() != measured.size() || quantities.size() < terms + 2) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a fit of %d terms needs at least %d cases with a measured value each, got %d and %d",
              terms,
              terms + 2,
              quantities.size(),
              measured.size()));
    }
    if (measured.stream().anyMatch(value -> !(value > 0))) {
      throw new IllegalArgumentException("measured values must be above 0, got " + measured);
    }
    double worst = 0;
    for (int left = 0; left < quantities.size(); left++) {
      List<double[]> others = new ArrayList<>(quantities);
      List<Double> values = new ArrayList<>(measured);
      double[] own = others.remove(left);
      double wanted = values.remove(left);
      double predicted = sum(solve(others, values), own);
      worst = Math.max(worst, 100 * Math.abs(predicted / wanted - 1));
    }
    double[] all = solve(quantities, measured);
    return new LinearFit(Arrays.stream(all).boxed().toList(), worst, quantities.size());
  }

  /** Returns the figure for other quantities, one a term. */
  public double at(double... quantities) {
    if (quantities.length != coefficients.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a fit of %d terms needs as many quantities, got %d",
              coefficients.size(),
              quantities.length));
    }
    return sum(coefficients.stream().mapToDouble(Double::doubleValue).toArray(), quantities);
  }

  /** Terms whose coefficient comes out negative are taken out, the most negative first. */
  private static double[] solve(List<double[]> quantities, List<Double> measured) {
    int terms = quantities.get(0).length;
    List<Integer> used = new ArrayList<>();
    for (int term = 0; term < terms; term++) {
      int column = term;
      if (quantities.stream().anyMatch(row -> row[column] != 0)) {
        used.add(term);
      }
    }
    double[] result = new double[terms];
    while (!used.isEmpty()) {
      double[] found = regress(quantities, measured, used);
      List<Double> values = Arrays.stream(found).boxed().toList();
      double least = Collections.min(values);
      if (least >= 0) {
        for (int i = 0; i < found.length; i++) {
          result[used.get(i)] = found[i];
        }
        return result;
      }
      used.remove(values.indexOf(least));
    }
    return result;
  }

  private static double[] regress(
      List<double[]> quantities, List<Double> measured, List<Integer> used) {
    double[][] x = new double[quantities.size()][used.size()];
    double[] ones = new double[quantities.size()];
    Arrays.fill(ones, 1);
    for (int row = 0; row < x.length; row++) {
      for (int i = 0; i < used.size(); i++) {
        x[row][i] = quantities.get(row)[used.get(i)] / measured.get(row);
      }
    }
    OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression();
    regression.setNoIntercept(true);
    regression.newSampleData(ones, x);
    return regression.estimateRegressionParameters();
  }

  private static double sum(double[] coefficients, double[] quantities) {
    double sum = 0;
    for (int i = 0; i < coefficients.length; i++) {
      sum += coefficients[i] * quantities[i];
    }
    return sum;
  }
}
