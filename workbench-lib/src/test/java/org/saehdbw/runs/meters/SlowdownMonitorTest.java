package org.saehdbw.runs.meters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.meters.SyntheticRun.Noise;

class SlowdownMonitorTest {
  private final SlowdownMonitor monitor = new SlowdownMonitor();

  private static List<SpeedChange> run(SlowdownMonitor monitor, SyntheticRun run, int count) {
    List<SpeedChange> changes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      changes.addAll(monitor.add(run.next()));
    }
    return changes;
  }

  /** Makes one stage slower, in the way in which that reaches the trainer. */
  private static void slow(SyntheticRun run, TimedStage stage, boolean slow) {
    switch (stage.kind()) {
      case TRAINER -> {
        double factor =
            switch (stage) {
              case WAIT -> 100;
              case COPY -> 60;
              case OPTIMIZER -> 6;
              default -> 1.6;
            };
        run.slow(stage, slow ? factor : 1);
      }
      case LOADER -> {
        run.slow(stage, slow ? 20 : 1);
        run.slow(TimedStage.WAIT, slow ? 100 : 1);
      }
      case RARE -> run.slow(stage, slow ? 3 : 1);
    }
  }

  @ParameterizedTest
  @EnumSource(TimedStage.class)
  void theStageThatSlowedIsNamedOnceAndSoIsTheRecovery(TimedStage stage) {
    SyntheticRun run = new SyntheticRun(Noise.USUAL, 1, 100);
    assertThat(run(monitor, run, 1500)).isEmpty();
    slow(run, stage, true);
    List<SpeedChange> slower = run(monitor, run, 1500);
    assertThat(slower).hasSize(1);
    assertThat(slower.get(0).kind()).isEqualTo(EventKind.SLOWED);
    assertThat(slower.get(0).stage()).isEqualTo(stage);
    assertThat(slower.get(0).stageNowMillis()).isGreaterThan(slower.get(0).stageUsualMillis());
    slow(run, stage, false);
    List<SpeedChange> again = run(monitor, run, 1500);
    assertThat(again).hasSize(1);
    assertThat(again.get(0).kind()).isEqualTo(EventKind.RECOVERED);
  }

  @ParameterizedTest
  @CsvSource({"0.03,0,0.01,4", "0.1,0.5,0.02,10", "0.2,0.9,0.03,10", "0.2,0.99,0.02,5"})
  void fiveThousandNoisyIterationsGiveNoReport(
      double deviation, double correlation, double longShare, double longFactor) {
    Noise noise = new Noise(deviation, correlation, longShare, longFactor);
    for (int seed = 1; seed <= 20; seed++) {
      assertThat(run(new SlowdownMonitor(), new SyntheticRun(noise, seed, 100), 5000))
          .as("seed %d", seed)
          .isEmpty();
    }
  }

  @Test
  void savesAreNoSlowdownHoweverLong() {
    SyntheticRun run = new SyntheticRun(Noise.NONE, 1, 2);
    run.slow(TimedStage.SAVE, 50);
    assertThat(run(monitor, run, 2000)).isEmpty();
  }

  @Test
  void aLoaderThatSlowsWithoutWaitingIsNoSlowdown() {
    SyntheticRun run = new SyntheticRun(Noise.USUAL, 1, 100);
    run(monitor, run, 1500);
    run.slow(TimedStage.DECODE, 10);
    assertThat(run(monitor, run, 2000)).isEmpty();
  }

  /**
   * Without noise: 446 ms a step, so 60 s are 7 blocks of 20; the 3rd slow block moves the median.
   */
  @Test
  void theTestIsTheOneThatIsWrittenDown() {
    SyntheticRun run = new SyntheticRun(Noise.NONE, 1, 100_000);
    assertThat(run(monitor, run, 20 * 60)).isEmpty();
    // 1.24 times the step: below the limit for ever.
    run.slow(TimedStage.COMPUTE, 1 + 0.24 * 446 / 400);
    assertThat(run(monitor, run, 20 * 100)).isEmpty();
    run.slow(TimedStage.COMPUTE, 1);
    run(monitor, run, 20 * 200);
    run.slow(TimedStage.COMPUTE, 1 + 0.26 * 446 / 400);
    // A block takes 11.24 s: crossed with the 3rd, held for 60 s with the 8th.
    assertThat(run(monitor, run, 20 * 8 - 1)).isEmpty();
    List<SpeedChange> slower = run(monitor, run, 1);
    assertThat(slower).hasSize(1);
    assertThat(slower.get(0).usualMillis())
        .isCloseTo(446, org.assertj.core.data.Offset.offset(1e-6));
    assertThat(slower.get(0).nowMillis() / 446)
        .isCloseTo(1.26, org.assertj.core.data.Offset.offset(1e-9));
    // 1.13 times is no recovery, 1.12 is.
    run.slow(TimedStage.COMPUTE, 1 + 0.13 * 446 / 400);
    assertThat(run(monitor, run, 20 * 50)).isEmpty();
    run.slow(TimedStage.COMPUTE, 1 + 0.12 * 446 / 400);
    assertThat(run(monitor, run, 20 * 50)).extracting(SpeedChange::slower).containsExactly(false);
  }

  /** A burst that ends before the limit is held for a minute. */
  @Test
  void aShortBurstIsNoSlowdown() {
    SyntheticRun run = new SyntheticRun(Noise.NONE, 1, 100_000);
    run(monitor, run, 20 * 100);
    run.slow(TimedStage.COMPUTE, 2);
    run(monitor, run, 20 * 3);
    run.slow(TimedStage.COMPUTE, 1);
    assertThat(run(monitor, run, 20 * 100)).isEmpty();
  }

  @Test
  void saysItInWordsAndFields() {
    SpeedChange change = new SpeedChange(true, 5230, TimedStage.COMPUTE, 476.1234, 598, 487, 612);
    assertThat(change.text())
        .isEqualTo(
            "training became slower before iteration 5230: an iteration takes 612 ms, 487 ms was"
                + " usual in this run; slowest against before: compute, 598 ms instead of 476 ms");
    assertThat(change.fields())
        .containsExactly(
            java.util.Map.entry("iteration", 5230L),
            java.util.Map.entry("stage", "compute"),
            java.util.Map.entry("stage_usual_ms", 476.123),
            java.util.Map.entry("stage_now_ms", 598.0),
            java.util.Map.entry("usual_ms", 487.0),
            java.util.Map.entry("now_ms", 612.0));
    assertThat(new SpeedChange(false, 6000, TimedStage.COMPUTE, 1, 1, 487, 490).text())
        .isEqualTo("an iteration takes 490 ms again, 487 ms is usual in this run");
    assertThat(new SpeedChange(true, 6000, TimedStage.DECODE, 1.5, 9, 487, 20_490).text())
        .endsWith(
            "takes 20.5 s, 487 ms was usual in this run; slowest against before: decode,"
                + " 9.00 ms a sample in the loader instead of 1.50 ms");
    assertThat(new SpeedChange(true, 6000, TimedStage.SAVE, 1200, 5100, 1200, 5100).text())
        .isEqualTo("each save takes 5100 ms, 1200 ms was usual in this run");
  }
}
