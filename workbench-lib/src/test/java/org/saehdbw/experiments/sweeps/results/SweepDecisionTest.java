package org.saehdbw.experiments.sweeps.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.experiments.deciding.Decide;
import org.saehdbw.experiments.deciding.LookOutcome;
import org.saehdbw.experiments.deciding.PairFigures;
import org.saehdbw.experiments.sweeps.plan.SweepFolder;

/** Looks that were written by hand. */
class SweepDecisionTest {
  private static final Map<String, String> NARROW = Map.of("ae_dims", "32");
  private static final Map<String, String> WIDE = Map.of("ae_dims", "64");

  @TempDir private Path root;

  private static ComparedPair pair(double low, double high, double deviation) {
    return new ComparedPair(
        WIDE,
        NARROW,
        new PairFigures(0.09, 0.1, low, high, 0.985, 0.0123, 0.4, deviation, 0.005, 0.915));
  }

  private static SweepEntry.Look look(
      int look, int seeds, LookOutcome outcome, @Nullable ComparedPair pair) {
    List<SweepEntry.Look.Dropped> dropped =
        outcome == LookOutcome.DIFFERENT
            ? List.of(new SweepEntry.Look.Dropped(NARROW, "worse than another point"))
            : List.of();
    return new SweepEntry.Look(
        look, seeds, "luma_mse", outcome, List.of(NARROW, WIDE), dropped, pair);
  }

  private static SweepDecision decision(SweepEntry.Look... looks) {
    return new SweepDecision(Decide.DEFAULT, 2, List.of(looks), Optional.empty());
  }

  @Test
  void aDifferenceIsSaidInPercentOfTheSecondWithItsInterval() {
    SweepDecision decision =
        decision(look(2, 7, LookOutcome.DIFFERENT, pair(-0.018, -0.002, 0.005)));
    assertThat(decision.continues()).isFalse();
    assertThat(decision.words().get(0))
        .isEqualTo(
            "Decided: ae_dims=64 is better than all others, than the next, ae_dims=32, by 2.0 % to"
                + " 18.0 %. Look 2 of at most 6, 7 seeds: luma_mse 0.09000 and 0.10000, the 98.5 %"
                + " interval of the difference is -0.01800 to -0.00200 (p of no difference 0.012, of"
                + " a margin or more 0.40; with 2 points and 6 looks the whole procedure errs in at"
                + " most 5 % of cases).");
    assertThat(decision.words().get(1))
        .isEqualTo(
            "Power: with the standard deviation 0.00500 of the difference over seeds, the design"
                + " finds a difference of the margin (0.00500) in 92 % of cases.");
    assertThat(decision.words().get(2))
        .isEqualTo(
            "No more seeds were given to ae_dims=32 after 7 seeds (worse than another point).");
  }

  @Test
  void anEquivalenceNamesTheMargin() {
    assertThat(
            decision(look(1, 5, LookOutcome.EQUIVALENT, pair(-0.004, 0.003, 0.001))).words().get(0))
        .startsWith(
            "Decided: ae_dims=64 and ae_dims=32 are equivalent: they differ by less than the margin,"
                + " 5 % of the second's. Look 1 of at most 6, 5 seeds: ");
  }

  @Test
  void whatIsOpenSaysHowFarItIsAndWhatItWouldTake() {
    SweepDecision open = decision(look(1, 5, LookOutcome.OPEN, pair(-0.03, 0.01, 0.01)));
    assertThat(open.continues()).isTrue();
    assertThat(open.words().get(0)).startsWith("Not decided yet, after look 1 of 6: between ");
    // The margin is half a standard deviation; the last look's level is about 0.03: sqrt(39) / 2 =
    // 3.12.
    assertThat(open.words().get(1)).matches("Power: .* For 80 % it takes about 39 seeds\\.");
    SweepDecision late =
        new SweepDecision(
            Decide.DEFAULT, 2, open.looks(), Optional.of(new SweepEntry.Timeup(1, 100, 40, 120)));
    assertThat(late.continues()).isFalse();
    assertThat(late.words().get(0))
        .startsWith(
            "Not decided within the time: 100 s are spent, and 40 s until the next look would pass"
                + " time_s, 120 s: between ");
    assertThat(decision().words())
        .containsExactly("Not decided yet: the first look is at 5 seeds of each point.");
  }

  @Test
  void theLedgerKeepsLooksAndALaterLookEndsALackOfTime() throws IOException {
    SweepFolder folder = new SweepFolder(root.resolve("kept"));
    Files.createDirectories(folder.runs());
    SweepLedger ledger = SweepLedger.open(folder);
    SweepEntry.Look first = look(1, 5, LookOutcome.OPEN, pair(-0.03, 0.01, 0.01));
    ledger.append(first);
    ledger.append(new SweepEntry.Timeup(1, 100, 40, 120));
    assertThat(SweepLedger.open(folder).state().timeup()).isPresent();
    SweepEntry.Look second = look(2, 7, LookOutcome.NOT_COMPARABLE, null);
    ledger.append(second);
    SweepState again = SweepLedger.open(folder).state();
    assertThat(again.looks()).containsExactly(first, second);
    assertThat(again.timeup()).isEmpty();
    assertThat(Files.readString(folder.ledgerFile()))
        .contains("\"outcome\":\"not comparable\"")
        .contains("\"event\":\"timeup\",\"look\":1,\"spent_s\":100.0");
  }
}
