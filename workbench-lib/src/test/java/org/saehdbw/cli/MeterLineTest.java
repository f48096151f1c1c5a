package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.saehdbw.reports.MeterText;
import org.saehdbw.runs.meters.Eta;
import org.saehdbw.runs.meters.Speed;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.metrics.StageTimes;
import org.saehdbw.statistics.Interval;
import org.saehdbw.training.forecast.RunTargets;
import org.saehdbw.training.forecast.TrainedTime;
import org.saehdbw.training.plan.RemainingStages;
import org.saehdbw.training.plan.StageEnd;

class MeterLineTest {
  private static final int LAST = 27_222;

  private static MetricsRow row(long iteration) {
    // 505 and 519 ms in turn, ten at a time: the blocks of 20 have the same mean, 512 ms.
    double step = iteration / 10 % 2 == 0 ? 505 : 519;
    StageTimes stages = new StageTimes(1, 400, 100, 0, 0, 1, 1, 1, 1, 1, 1);
    return new MetricsRow(iteration, 0, step, 2.048, 1, 1, 1, stages, 8000 / step, 1180.4);
  }

  private static String line(RunTargets targets, int columns) {
    MeterLine line = new MeterLine(targets, new TrainedTime(0, 0));
    for (int i = LAST - 299; i <= LAST; i++) {
      line.add(row(i));
    }
    return line.text(row(LAST), 0.12345, 0.23456, columns);
  }

  private static String withoutClock(String line) {
    return line.replaceFirst("^\\[\\d\\d:\\d\\d:\\d\\d]  ", "[CLOCK]  ");
  }

  @Test
  void showsAllMetersWhereTheyFit() {
    assertThat(withoutClock(line(new RunTargets(60_000, 0), Integer.MAX_VALUE)))
        .isEqualTo(
            "[CLOCK]  #27222/60000  src 0.1235 dst 0.2346  512 ms (512-512)  15.6 samples/s"
                + "  wait 0.4 %  4.7 h left (4.7-4.7)  1180 MiB");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200|[CLOCK]  #27222/60000  src 0.1235 dst 0.2346  512 ms (512-512)  15.6 samples/s"
            + "  wait 0.4 %  4.7 h left (4.7-4.7)  1180 MiB",
        "119|#27222/60000  src 0.1235 dst 0.2346  512 ms (512-512)  15.6 samples/s  wait 0.4 %"
            + "  4.7 h left (4.7-4.7)  1180 MiB",
        "79|#27222/60000  src 0.1235 dst 0.2346  512 ms (512-512)  wait 0.4 %  4.7 h left",
        "59|#27222/60000  src 0.1235 dst 0.2346  512 ms  4.7 h left",
        "40|#27222/60000  src 0.1235 dst 0.2346",
        "5|#27222/60000"
      })
  void leavesOutWhatMattersLessInANarrowTerminal(int columns, String expected) {
    assertThat(withoutClock(line(new RunTargets(60_000, 0), columns))).isEqualTo(expected);
  }

  @Test
  void withoutATargetNothingIsSaidOfTheTimeLeft() {
    assertThat(line(new RunTargets(0, 0), 60))
        .isEqualTo("#27222  src 0.1235 dst 0.2346  512 ms (512-512)  wait 0.4 %");
  }

  @Test
  void beforeThereIsASpeedTheLineIsShort() {
    MeterLine line = new MeterLine(new RunTargets(0, 0), new TrainedTime(0, 0));
    MetricsRow imported = MetricsRow.ofLosses(7, 1, 1);
    line.add(imported);
    assertThat(line.text(imported, 1, 1, 80)).endsWith("]  #7  src 1.0000 dst 1.0000");
  }

  @Test
  void aTargetTimeCountsWhatEarlierProcessesTrained() {
    MeterLine line = new MeterLine(new RunTargets(0, 100), new TrainedTime(40, 0));
    for (int i = 1; i <= 20; i++) {
      line.add(row(i));
    }
    // 20 iterations: ten of 519 ms, nine of 505 before and one after; 10.24 s.
    assertThat(line.text(row(20), 1, 1, 200)).contains("  50 s left");
  }

  @Test
  void aScheduleCountsTheStagesToComeAndSaysAtMostWhereASaveMayEndThemSooner() {
    StageEnd present = new StageEnd(100, 0, "", 0);
    StageEnd later = new StageEnd(500, 0, "", 10);
    // 80 of the present stage and 500 of the next, 512 ms each.
    assertThat(staged(List.of(present, later))).contains("  at most 4.9 min left");
    StageEnd counted = new StageEnd(500, 0, "", 0);
    assertThat(staged(List.of(present, counted))).contains("  4.9 min left").doesNotContain("most");
    // 40 s of the stage were made before, 10.24 since: 9.76 s, then 500 iterations.
    StageEnd timed = new StageEnd(0, 60, "", 0);
    assertThat(staged(List.of(timed, counted))).contains("  4.4 min left");
  }

  private static String staged(List<StageEnd> ends) {
    RunTargets targets = new RunTargets(0, 0, new RemainingStages(ends, 0, false));
    MeterLine line = new MeterLine(targets, new TrainedTime(40, 40));
    for (int i = 1; i <= 20; i++) {
      line.add(row(i));
    }
    return line.text(row(20), 1, 1, 200);
  }

  @Test
  void figuresHaveUnitsOfTheirSize() {
    assertThat(MeterText.step(52.34)).isEqualTo("52.3 ms");
    assertThat(MeterText.step(12_345)).isEqualTo("12.3 s");
    Speed slow = new Speed(12_345, Optional.of(new Interval(12_000, 12_690, 0.95)), 2.5, 0, 1, 200);
    assertThat(MeterText.stepRange(slow)).contains("(12.0-12.7)");
    assertThat(MeterText.samples(slow)).contains("2.50 samples/s");
    assertThat(left(119, 110, 130)).isEqualTo("119 s left (110-130)");
    assertThat(left(600, 590, 610)).isEqualTo("10.0 min left (9.8-10.2)");
    assertThat(left(36_000, 35_000, 37_000)).isEqualTo("10.0 h left (9.7-10.3)");
    assertThat(left(864_000, 860_000, 868_000)).isEqualTo("10.0 days left (10.0-10.0)");
  }

  private static String left(double seconds, double low, double high) {
    Eta eta = new Eta(seconds, Optional.of(new Interval(low, high, 0.95)));
    return MeterText.left(eta) + " " + MeterText.leftRange(eta).orElseThrow();
  }

  @Test
  void theWidthIsTheSystemsOrTheVariablesOr80() {
    assertThat(TerminalWidth.columns()).isPositive();
    assertThat(TerminalWidth.byVariable("132")).isEqualTo(132);
    assertThat(TerminalWidth.byVariable(null)).isEqualTo(80);
    assertThat(TerminalWidth.byVariable("wide")).isEqualTo(80);
    assertThat(TerminalWidth.byVariable("0")).isEqualTo(80);
  }
}
