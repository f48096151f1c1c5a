package org.saehdbw.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class VerdictTest {
  @Test
  void claimsNothingWhileTheIntervalHoldsZero() {
    assertThat(Verdict.of("B", new Interval(-0.8, 1.1, 0.95), "%", DirectionWords.TIME))
        .isEqualTo(
            new Verdict(
                Verdict.Outcome.NO_DIFFERENCE,
                "no difference was found: the interval -0.8 % to +1.1 % holds 0"));
    assertThat(Verdict.of("B", new Interval(0, 0.004, 0.95), "dB", DirectionWords.TIME).words())
        .isEqualTo("no difference was found: the interval 0.0 dB to +0.0040 dB holds 0");
  }

  @Test
  void saysByHowMuchAtLeastAndAtMost() {
    Verdict slower =
        Verdict.ofRatio(
            "B", new Estimate(1.05, new Interval(1.041, 1.059, 0.95), 30), DirectionWords.TIME);
    assertThat(slower)
        .isEqualTo(new Verdict(Verdict.Outcome.HIGHER, "B is slower by 4.1 % to 5.9 %"));

    Verdict fewer =
        Verdict.of("gray", new Interval(-5, -0.02, 0.95), "%", DirectionWords.THROUGHPUT);
    assertThat(fewer)
        .isEqualTo(new Verdict(Verdict.Outcome.LOWER, "gray is slower by 0.020 % to 5.0 %"));
    assertThat(fewer).hasToString(fewer.words());
  }

  @Test
  void oneSeedFewerThanFiveGivesNoVerdict() {
    double[] a = {1, 1, 1, 1};
    double[] b = {2, 2, 2, 2};
    Verdict none = Verdict.overSeeds("B", PairedT.of(a, b, 0.95), 1, DirectionWords.quality(true));

    assertThat(none)
        .isEqualTo(new Verdict(Verdict.Outcome.NONE, "no verdict: 4 seeds, five are needed"));
  }

  @Test
  void fiveSeedsGiveOneInPercentOfTheBaseOrInTheirUnit() {
    PairedT t = PairedT.of(new double[] {4, 4, 4, 4, 4}, new double[] {3, 3, 3, 3, 3}, 0.95);

    assertThat(Verdict.overSeeds("B", t, 4, DirectionWords.quality(true)).words())
        .isEqualTo("B is better by 25.0 % to 25.0 %");
    assertThat(Verdict.overSeeds("B", t, "dB", DirectionWords.quality(false)).words())
        .isEqualTo("B is worse by 1.0 dB to 1.0 dB");
    assertThatThrownBy(() -> Verdict.overSeeds("B", t, 0, DirectionWords.SIZE))
        .hasMessage("the base of percents must be above 0, got 0.0");
  }
}
