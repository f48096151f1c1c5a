package org.saehdbw.runs.meters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.saehdbw.runs.meters.SyntheticRun.Noise;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.metrics.StageTimes;
import org.saehdbw.statistics.Interval;
import org.saehdbw.statistics.MeanT;

class SpeedMeterTest {
  private final SpeedMeter meter = new SpeedMeter();

  private static MetricsRow row(long iteration, double step, double save) {
    StageTimes stages = new StageTimes(0, 0, 0, save, 0, 0, 0, 0, 0, 0, 0);
    return new MetricsRow(iteration, 0, step, step / 4, 1, 1, 1, stages, 4000 / step, iteration);
  }

  @Test
  void isTheMeanOfTheLastIterations() {
    assertThat(meter.speed()).isEmpty();
    meter.add(MetricsRow.ofLosses(1, 1, 1));
    assertThat(meter.speed()).isEmpty();
    for (int i = 1; i <= 49; i++) {
      meter.add(row(i, 100, 0));
    }
    assertThat(meter.speed()).contains(new Speed(100, Optional.empty(), 40, 0.25, 49, 49));
    meter.add(row(50, 100, 0));
    assertThat(meter.speed().orElseThrow().interval()).contains(new Interval(100, 100, 0.95));
    for (int i = 51; i <= 250; i++) {
      meter.add(row(i, 200, 0));
    }
    assertThat(meter.speed())
        .contains(new Speed(200, Optional.of(new Interval(200, 200, 0.95)), 20, 0.25, 250, 200));
  }

  /** Ten blocks of 5 with the means 1 to 10: 5.5, and 2.2622 times 3.02765 over the root of 10. */
  @Test
  void theIntervalIsThatOfBlockMeans() {
    for (int i = 0; i < 50; i++) {
      meter.add(row(i + 1, 1 + i / 5, 0));
    }
    Speed speed = meter.speed().orElseThrow();
    assertThat(speed.stepMillis()).isCloseTo(5.5, within(1e-12));
    assertThat(speed.interval().orElseThrow().low()).isCloseTo(5.5 - 2.16587, within(1e-4));
    assertThat(speed.interval().orElseThrow().high()).isCloseTo(5.5 + 2.16587, within(1e-4));
    Interval studentised = MeanT.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10).interval().orElseThrow();
    assertThat(speed.interval().orElseThrow().low()).isCloseTo(studentised.low(), within(1e-9));
    // 51 iterations: the last 50 count.
    meter.add(row(51, 1, 0));
    assertThat(meter.speed().orElseThrow().iterations()).isEqualTo(50);
  }

  /** Of 400 windows of noise, the intervals of 95 % hold the true mean in at least so many. */
  @ParameterizedTest
  @CsvSource({"0.1,0,0.93", "0.2,0.5,0.91", "0.2,0.8,0.86"})
  void intervalsHoldTheTrueMean(double deviation, double correlation, double atLeast) {
    double truth = 446 * Math.exp(deviation * deviation / 2);
    int held = 0;
    for (int seed = 1; seed <= 400; seed++) {
      SyntheticRun run = new SyntheticRun(new Noise(deviation, correlation, 0, 1), seed, 1 << 20);
      SpeedMeter own = new SpeedMeter();
      for (int i = 0; i < 100 + SpeedMeter.WINDOW; i++) {
        own.add(run.next());
      }
      held += own.speed().orElseThrow().interval().orElseThrow().contains(truth) ? 1 : 0;
    }
    assertThat(held / 400.0).isBetween(atLeast, 0.985);
  }

  @Test
  void pausesCountFromTheSecondSaveOn() {
    meter.add(row(1, 100, 0));
    meter.add(row(2, 100, 3000));
    assertThat(meter.pauseShare()).isZero();
    meter.add(row(3, 100, 0));
    meter.add(row(4, 100, 50));
    assertThat(meter.pauseShare()).isCloseTo(0.25, within(1e-12));
  }

  @Test
  void timeLeftHasTheRangeOfAPrediction() {
    Speed speed = new Speed(500, Optional.of(new Interval(490, 510, 0.95)), 8, 0, 1, 200);
    double none = Double.POSITIVE_INFINITY;
    assertThat(Eta.of(speed, none, none, 0)).isEmpty();
    // 200 iterations left: 100 s, and 2 s times the root of 2.
    Eta eta = Eta.of(speed, 200, none, 0).orElseThrow();
    assertThat(eta.seconds()).isCloseTo(100, within(1e-9));
    assertThat(eta.range().orElseThrow().high()).isCloseTo(102.82843, within(1e-4));
    assertThat(eta.range().orElseThrow().low()).isCloseTo(97.17157, within(1e-4));
    // A tenth for saves.
    assertThat(Eta.of(speed, 200, none, 0.1).orElseThrow().seconds()).isCloseTo(110, within(1e-9));
    // The target time comes first and is certain.
    assertThat(Eta.of(speed, 200, 50, 0.1))
        .contains(
            new Eta(
                55.00000000000001,
                Optional.of(new Interval(55.00000000000001, 55.00000000000001, 0.95))));
    assertThat(Eta.of(speed, 0, none, 0)).contains(new Eta(0, Optional.empty()));
    Speed few = new Speed(500, Optional.empty(), 8, 0, 1, 3);
    assertThat(Eta.of(few, 200, none, 0)).contains(new Eta(100, Optional.empty()));
  }

  @Test
  void memoryIsAskedOnceASecondAndMoreRarelyWhereThatIsSlow() {
    long[] now = {0};
    int[] asked = {0};
    long[] cost = {0};
    MemoryMeter memory =
        new MemoryMeter(
            () -> {
              asked[0]++;
              now[0] += cost[0];
              return asked[0] == 4 ? OptionalDouble.empty() : OptionalDouble.of(asked[0]);
            },
            () -> now[0]);
    assertThat(memory.residentMib()).isEqualTo(1);
    now[0] = 999_999_999;
    assertThat(memory.residentMib()).isEqualTo(1);
    now[0] = 1_000_000_000;
    cost[0] = 5_000_000;
    assertThat(memory.residentMib()).isEqualTo(2);
    // 5 ms: asked again after 5 s.
    now[0] += 4_999_999_999L;
    assertThat(memory.residentMib()).isEqualTo(2);
    now[0]++;
    assertThat(memory.residentMib()).isEqualTo(3);
    now[0] += 5_000_000_000L;
    assertThat(memory.residentMib()).isNaN();
  }
}
