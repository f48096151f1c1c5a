package org.saehdbw.training.narrowing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.saehdbw.tensors.CounterRandom;

class SubspaceTest {
  private static Matrix matrix(int rows, int columns, double... values) {
    return new Matrix(rows, columns, values);
  }

  private static void close(Matrix a, Matrix b, double tolerance) {
    assertThat(a.rows()).isEqualTo(b.rows());
    assertThat(a.values()).containsExactly(b.values(), within(tolerance));
  }

  private static Matrix random(int rows, int columns) {
    CounterRandom random = CounterRandom.of(1, "subspace", rows, columns);
    Matrix matrix = Matrix.zeros(rows, columns);
    for (int i = 0; i < matrix.values().length; i++) {
      matrix.values()[i] = random.nextGaussian();
    }
    return matrix;
  }

  @Test
  void principalComponentsComeInTheOrderOfTheirVariance() {
    // 1/2 (3 1; 1 3) has the eigenvalues 2 along (1, 1) and 1 along (1, -1).
    Subspace space = Subspace.principal(matrix(2, 2, 1.5, 0.5, 0.5, 1.5));
    assertThat(space.energies()).containsExactly(new double[] {2, 1}, within(1e-12));
    assertThat(space.kept(0)).isZero();
    assertThat(space.kept(1)).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(space.kept(2)).isEqualTo(1);
    close(space.projector(1), matrix(2, 2, 0.5, 0.5, 0.5, 0.5), 1e-12);
    close(space.projector(2), Matrix.identity(2), 1e-12);
  }

  @Test
  void whatTheWeightsSeeMostComesFirst() {
    // Variances 4 and 1, but the second value's weight is 3 where the first one's is 1: 4 against
    // 9.
    Subspace space = Subspace.of(matrix(2, 2, 4, 0, 0, 1), matrix(2, 2, 1, 0, 0, 9));
    assertThat(space.energies()).containsExactly(new double[] {9, 4}, within(1e-9));
    close(space.projector(1), matrix(2, 2, 0, 0, 0, 1), 1e-9);
  }

  @Test
  void noOtherRankCostsLessBehindTheWeights() {
    Matrix rows = random(40, 6);
    Matrix weights = random(6, 9);
    Matrix moment = rows.transposed().times(rows);
    Subspace space = Subspace.of(moment, weights.times(weights.transposed()));
    double least = cost(rows, space.projector(2), weights);
    // What is lost is what the directions left out had.
    double lost = space.energies()[2] + space.energies()[3] + space.energies()[4];
    assertThat(least).isCloseTo(lost + space.energies()[5], within(1e-9 * least));
    assertThat(least).isLessThan(cost(rows, Subspace.principal(moment).projector(2), weights));
  }

  private static double cost(Matrix rows, Matrix projector, Matrix weights) {
    Matrix difference = rows.plus(rows.times(projector).negated()).times(weights);
    double cost = 0;
    for (double value : difference.values()) {
      cost += value * value;
    }
    return cost;
  }

  @Test
  void theWayThroughIsTheProjectorWithOrthonormalColumnsInFront() {
    Matrix rows = random(40, 6);
    Matrix weights = random(6, 9);
    Subspace space =
        Subspace.of(rows.transposed().times(rows), weights.times(weights.transposed()));
    Subspace.Way way = space.way(3);
    close(way.encode().transposed().times(way.encode()), Matrix.identity(3), 1e-12);
    close(way.encode().times(way.decode()), space.projector(3), 1e-9);
  }

  @Test
  void aCodeThatNeverChangesNeedsNoDirection() {
    CodeBasis basis = CodeBasis.principal(matrix(3, 2, 5, 7, 5, 7, 5, 7));
    assertThat(basis.mean()).containsExactly(5, 7);
    assertThat(basis.directions().kept(0)).isEqualTo(1);
    close(basis.restrict(matrix(1, 2, 6, 9), 0), matrix(1, 2, 5, 7), 0);
  }

  @Test
  void codesAreCutAboutTheirMean() {
    // On the line (1, 1) through (10, 0); the point (12, 0) lies at (11, 1) on it.
    CodeBasis basis = CodeBasis.principal(matrix(2, 2, 9, -1, 11, 1));
    close(basis.restrict(matrix(1, 2, 12, 0), 1), matrix(1, 2, 11, 1), 1e-12);
    close(basis.restrict(matrix(1, 2, 12, 0), 2), matrix(1, 2, 12, 0), 1e-12);
  }
}
