package org.saehdbw.experiments.sweeps.running;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.saehdbw.experiments.deciding.Decide;
import org.saehdbw.experiments.deciding.LookOutcome;
import org.saehdbw.experiments.deciding.TimeLimit;
import org.saehdbw.experiments.sweeps.plan.SweepPlan;
import org.saehdbw.experiments.sweeps.plan.SweepTrials;
import org.saehdbw.experiments.sweeps.plan.SweepTrials.Planned;
import org.saehdbw.experiments.sweeps.results.SweepEntry;
import org.saehdbw.experiments.sweeps.results.SweepLedger;
import org.saehdbw.settings.SettingsException;

/**
 * Adds seeds to a sweep's points until they are compared: trains all that can still be the best,
 * looks, drops those that cannot, and so on. It only reads the ledger and appends to it, so that a
 * sweep that was killed makes the same looks.
 */
final class DecidingRun {
  private final SweepPlan plan;
  private final SweepLedger ledger;
  private final SweepListener listener;
  private final int atOnce;
  private final Decide how;
  private final Decisions decisions;

  /** Trains trials. */
  @FunctionalInterface
  interface Trials {
    /**
     * Notes trials and runs those without a result.
     *
     * @return false if the sweep was stopped, or a trial works elsewhere
     */
    boolean run(SweepTrials trials) throws SettingsException, IOException, InterruptedException;
  }

  DecidingRun(SweepPlan plan, SweepLedger ledger, SweepListener listener, int atOnce) {
    this.plan = plan;
    this.ledger = ledger;
    this.listener = listener;
    this.atOnce = atOnce;
    how = plan.experiment().deciding().orElseThrow();
    decisions = new Decisions(plan, ledger);
  }

  /**
   * Runs to the end.
   *
   * @return false if the sweep was stopped
   */
  boolean run(Trials trials) throws SettingsException, IOException, InterruptedException {
    Set<Integer> alive = new TreeSet<>();
    for (int point = 0; point < plan.points().size(); point++) {
      alive.add(point);
    }
    List<Integer> seeds = how.looks().seeds();
    for (int look = 0; look < seeds.size(); look++) {
      SweepTrials here = wanted(seeds.get(look), alive);
      if (look > 0 && isTimeUp(look, here)) {
        return true;
      }
      if (!trials.run(here)) {
        return false;
      }
      List<Planned> compared = wanted(seeds.get(look), alive).wanted();
      SweepEntry.Look found = decisions.look(look, compared);
      alive = decisions.alive(found, alive);
      remark(found, alive.size());
      if (found.outcome().ends()) {
        return true;
      }
    }
    return true;
  }

  private SweepTrials wanted(int count, Set<Integer> points) throws SettingsException {
    List<Long> seeds = Decide.seeds(plan.experiment().seeds(), count);
    return SweepTrials.of(plan, ledger.state().trials(), seeds, points);
  }

  /** Whether the trials until the next look would pass the limit; the ledger then says so. */
  private boolean isTimeUp(int look, SweepTrials next) throws IOException {
    long missing =
        next.wanted().stream()
            .filter(planned -> ledger.state().last(planned.trial()).isEmpty())
            .count();
    boolean looked = ledger.state().looks().size() > look;
    if (how.timeS() == 0 || missing == 0 || looked) {
      return false;
    }
    double spent = ledger.state().wallSeconds() / atOnce;
    double each =
        ledger.state().trials().stream()
            .flatMap(trial -> ledger.state().last(trial).stream())
            .mapToDouble(result -> result.wallSeconds())
            .average()
            .orElse(0);
    double more = each * missing / atOnce;
    TimeLimit limit = new TimeLimit(spent, more, how.timeS());
    if (!limit.isPassed()) {
      return false;
    }
    listener.remarked("no seeds are added: " + limit.text());
    boolean said = ledger.state().timeup().filter(over -> over.limitS() == how.timeS()).isPresent();
    if (!said) {
      ledger.append(new SweepEntry.Timeup(look, spent, more, how.timeS()));
    }
    return true;
  }

  private void remark(SweepEntry.Look look, int alive) {
    String found =
        look.outcome() == LookOutcome.OPEN
            ? String.format(
                Locale.ROOT,
                "open; %d of %d points can still be the best",
                alive,
                look.points().size())
            : look.outcome().text();
    listener.remarked(
        String.format(
            Locale.ROOT,
            "look %d of at most %d, %d seeds: %s",
            look.look(),
            how.looks().count(),
            look.seeds(),
            found));
  }
}
