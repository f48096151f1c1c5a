package org.saehdbw.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.saehdbw.tensors.CounterRandom;

class BlockBootstrapTest {
  private static final BlockBootstrap QUICK = BlockBootstrap.of(1).withResamples(400);
  private static final int SERIES = 400;

  @Test
  void valuesAreThoseOfTheSeries() {
    double[] series = {5, 1, 4, 2, 3, 9, 8, 0};

    assertThat(QUICK.mean(series).value()).isEqualTo(4);
    assertThat(QUICK.median(series).value()).isEqualTo(3.5);
    assertThat(QUICK.median(series).count()).isEqualTo(8);
    assertThat(QUICK.ratioOfMeans(series, new double[] {6, 6, 6, 6, 6, 6, 6, 6}).value())
        .isEqualTo(1.5);
  }

  @Test
  void aConstantSeriesLeavesNoDoubt() {
    double[] series = new double[20];
    Arrays.fill(series, 2.5);

    Estimate exact = new Estimate(2.5, new Interval(2.5, 2.5, 0.95), 20);
    assertThat(QUICK.mean(series)).isEqualTo(exact);
    assertThat(QUICK.median(series)).isEqualTo(exact);
  }

  @Test
  void theSameSeedGivesTheSameInterval() {
    double[] series = ar1(0, 100, 0.5);

    assertThat(QUICK.mean(series)).isEqualTo(QUICK.mean(series));
    assertThat(BlockBootstrap.of(2).withResamples(400).mean(series).interval())
        .isNotEqualTo(QUICK.mean(series).interval());
  }

  /** Of 100 independent normal values the interval is the t interval, but for the drawing. */
  @Test
  void independentValuesGiveTheIntervalOfT() {
    double[] series = ar1(3, 100, 0);
    Interval drawn = BlockBootstrap.of(1).withBlockLength(1).mean(series).interval();
    Interval t = PairedT.of(new double[100], series, 0.95).interval();

    assertThat(drawn.low()).isCloseTo(t.low(), within(0.06 * t.width()));
    assertThat(drawn.high()).isCloseTo(t.high(), within(0.06 * t.width()));
  }

  /** 95 % intervals of a mean that is known to be 0, in 300 series; s.e. of the share 1.3 %. */
  @Test
  void coversTheMeanOfSeriesWhoseNeighboursResembleOneAnother() {
    assertThat(coverage(i -> QUICK.mean(ar1(i, SERIES, 0)))).isBetween(0.92, 0.98);
    assertThat(coverage(i -> QUICK.mean(ar1(i, SERIES, 0.5)))).isBetween(0.9, 0.98);
    assertThat(coverage(i -> QUICK.mean(ar1(i, SERIES, 0.8)))).isBetween(0.89, 0.98);
    assertThat(coverage(i -> QUICK.median(ar1(i, SERIES, 0.5)))).isBetween(0.9, 0.98);
    assertThat(coverage(i -> QUICK.withBlockLength(1).mean(ar1(i, SERIES, 0.8))))
        .as("single values, as if they knew nothing of each other, promise far too much")
        .isLessThan(0.6);
  }

  @Test
  void theBlockGrowsWithTheCorrelation() {
    assertThat(BlockLength.of(ar1(1, SERIES, 0))).isBetween(1, 4);
    assertThat(BlockLength.of(ar1(1, SERIES, 0.5))).isBetween(5, 20);
    assertThat(BlockLength.of(ar1(1, SERIES, 0.9))).isBetween(20, 60);
    assertThat(BlockLength.of(new double[50])).isEqualTo(1);
  }

  @Test
  void pairsAreComparedByTheGeometricMeanOfTheirRatios() {
    List<double[]> a = List.of(arr(1, 3), arr(4), arr(2), arr(1), arr(1));
    List<double[]> b = List.of(arr(4), arr(4), arr(1), arr(8), arr(2, 2, 2));

    Estimate ratio = QUICK.pairedBlocks(a, b);
    assertThat(ratio.value()).isCloseTo(Math.pow(2 * 1 * 0.5 * 8 * 2, 0.2), within(1e-12));
    assertThat(ratio.count()).isEqualTo(5);
    assertThat(ratio.interval().low() * ratio.interval().high())
        .as("symmetric in the logarithm")
        .isCloseTo(ratio.value() * ratio.value(), within(1e-9));
    assertThat(ratio.interval().low()).isLessThan(1);
    List<double[]> ones = Collections.nCopies(5, arr(1, 1));
    assertThat(QUICK.pairedBlocks(ones, Collections.nCopies(5, arr(2))))
        .isEqualTo(new Estimate(2, new Interval(2, 2, 0.95), 5));
    assertThat(
            QUICK
                .pairedMedians(
                    List.of(arr(1, 2, 90), arr(2), arr(2), arr(2), arr(2)),
                    Collections.nCopies(5, arr(3)))
                .value())
        .isCloseTo(1.5, within(1e-12));
  }

  /** Two arms of one speed that drifts and jitters: the interval holds 1 in 95 % of 500 cases. */
  @Test
  void aGainstAFindsNothingAndAPlantedSlowdownIsFound() {
    for (int pairs : new int[] {8, 12, 30}) {
      assertThat(share(500, i -> pairedSteps(i, pairs, 1).interval().contains(1)))
          .as("%d pairs", pairs)
          .isBetween(0.93, 0.975);
    }
    assertThat(share(100, i -> pairedSteps(i, 20, 1.05).interval().low() > 1)).isEqualTo(1);
  }

  @Test
  void refusesTooLittle() {
    assertThatThrownBy(() -> QUICK.mean(new double[7]))
        .hasMessage("values of a series must be at least 8, got 7");
    assertThatThrownBy(() -> QUICK.ratioOfMeans(new double[8], new double[8]))
        .hasMessage("the mean of a must be above 0 and finite, got 0.0");
    assertThatThrownBy(() -> QUICK.pairedBlocks(List.of(arr(1)), List.of()))
        .hasMessage("the blocks of a and of b must be of one length, got 1 and 0");
    List<double[]> four = Collections.nCopies(4, arr(1));
    assertThatThrownBy(() -> QUICK.pairedBlocks(four, four))
        .hasMessage("pairs of blocks must be at least 5, got 4");
    List<double[]> empty = new ArrayList<>(Collections.nCopies(5, arr(1)));
    empty.set(3, arr());
    assertThatThrownBy(() -> QUICK.pairedBlocks(Collections.nCopies(5, arr(1)), empty))
        .hasMessage("block 3 of b must be above 0 and finite, got NaN");
    assertThatThrownBy(() -> QUICK.withResamples(99))
        .hasMessage("resamples must be at least 100, got 99");
    assertThatThrownBy(() -> QUICK.withBlockLength(0))
        .hasMessage("a block's length must be at least 1, got 0");
  }

  private static double coverage(IntFunction<Estimate> estimate) {
    return share(300, i -> estimate.apply(i).interval().contains(0));
  }

  private static double share(int cases, IntFunction<Boolean> holds) {
    int held = 0;
    for (int i = 0; i < cases; i++) {
      held += holds.apply(i) ? 1 : 0;
    }
    return (double) held / cases;
  }

  /** x[t] = phi x[t-1] + noise, begun in its steady state, mean and median 0. */
  private static double[] ar1(int number, int length, double phi) {
    CounterRandom random = CounterRandom.of(11, "series", number, 0);
    double[] x = new double[length];
    x[0] = random.nextGaussian() / Math.sqrt(1 - phi * phi);
    for (int i = 1; i < length; i++) {
      x[i] = phi * x[i - 1] + random.nextGaussian();
    }
    return x;
  }

  /** Blocks of 20 steps of 100 ms, ABBA, with correlated jitter, a drift and rare long steps. */
  private static Estimate pairedSteps(int number, int pairs, double slowdown) {
    CounterRandom random = CounterRandom.of(12, "steps", number, 0);
    List<double[]> a = new ArrayList<>();
    List<double[]> b = new ArrayList<>();
    double jitter = 0;
    for (int block = 0; block < 2 * pairs; block++) {
      boolean second = block % 4 == 1 || block % 4 == 2;
      double[] steps = new double[20];
      for (int i = 0; i < steps.length; i++) {
        jitter = 0.7 * jitter + 0.02 * random.nextGaussian();
        double pause = random.nextDouble() < 0.02 ? 0.5 : 0;
        steps[i] = 100 * (1 + jitter + pause + 0.0005 * block) * (second ? slowdown : 1);
      }
      (second ? b : a).add(steps);
    }
    return BlockBootstrap.of(1).withResamples(2000).pairedBlocks(a, b);
  }

  private static double[] arr(double... values) {
    return values;
  }
}
