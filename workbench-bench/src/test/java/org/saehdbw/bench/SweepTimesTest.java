package org.saehdbw.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.saehdbw.cli.ExitCode;
import org.saehdbw.experiments.sweeps.plan.Trial;
import org.saehdbw.experiments.sweeps.results.TrialResult;
import org.saehdbw.experiments.sweeps.results.TrialStatus;

class SweepTimesTest {
  private static TrialResult trial(int number, double train, double save, double wall) {
    return new TrialResult(
        new Trial(number, Map.of("d_dims", "16"), number),
        TrialStatus.DONE,
        Optional.empty(),
        300,
        train,
        wall,
        400,
        Map.of("save_s", save),
        "");
  }

  private static final SweepTimes TIMES =
      new SweepTimes(
          new SweepTimes.Sweep(
              60, 1, 2, List.of(trial(1, 20, 1, 22), trial(2, 24, 2, 29), trial(3, 22, 3, 25.5))),
          new SweepTimes.Sweep(
              100, 2, 1, List.of(trial(1, 16, 1, 19), trial(2, 16, 1, 20), trial(3, 11, 2, 14))),
          true);

  @Test
  void rowsCompareTheSweepWithTheSameTrialsOneByOne() {
    assertThat(TIMES.rows())
        .containsExactly(
            new BenchRow(
                "sweep wall, 2 at once over one by one",
                60,
                "s",
                60,
                60,
                OptionalDouble.of(100),
                OptionalDouble.of(0.6)),
            // 1, 3 and 0.5 s against 2, 3 and 1 s
            new BenchRow(
                "overhead of a trial",
                1,
                "s",
                0.5,
                3,
                OptionalDouble.of(2),
                OptionalDouble.empty()),
            new BenchRow(
                "training of a trial",
                22,
                "s",
                20,
                24,
                OptionalDouble.of(16),
                OptionalDouble.of(1.5)),
            new BenchRow(
                "saving of a trial", 2, "s", 1, 3, OptionalDouble.of(1), OptionalDouble.of(1.5)),
            new BenchRow(
                "process of a trial, whole",
                25.5,
                "s",
                22,
                29,
                OptionalDouble.of(19),
                OptionalDouble.of(1.45)),
            BenchRow.alone("weights are the same bytes", 1, "yes", 1, 1));
  }

  @Test
  void otherWeightsAreZeroAndAFailure() {
    SweepTimes other = new SweepTimes(TIMES.beside(), TIMES.alone(), false);
    assertThat(SweepBenchCommand.code(other)).isEqualTo(ExitCode.FAILED);
    assertThat(SweepBenchCommand.code(TIMES)).isEqualTo(ExitCode.DONE);
    List<BenchRow> rows = other.rows();
    assertThat(rows.get(rows.size() - 1))
        .isEqualTo(BenchRow.alone("weights are the same bytes", 0, "yes", 0, 0));
  }
}
