package org.saehdbw.experiments.sweeps.running;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.saehdbw.experiments.deciding.Decide;
import org.saehdbw.experiments.sweeps.plan.Experiment;
import org.saehdbw.experiments.sweeps.plan.Halving;
import org.saehdbw.experiments.sweeps.plan.Trial;
import org.saehdbw.experiments.sweeps.results.SweepEntry;
import org.saehdbw.settings.SettingsException;

/** Checks that an experiment is still the one that its ledger tells of. */
final class SweepLedgerCheck {
  private static final int NAMED = 3;
  private static final String REMEDY =
      "; --extend adds what is new to the sweep, --name starts another sweep";

  private SweepLedgerCheck() {}

  /**
   * What must not change once the sweep was started, as the ledger keeps it.
   *
   * @param threads of each trial that does not set them
   */
  static SweepEntry.Begun fixed(Experiment experiment, @Nullable Integer threads, int trials) {
    return new SweepEntry.Begun(
        experiment.base(),
        experiment.budget().toString(),
        experiment.search().text(),
        experiment.metric(),
        experiment.judgeEvery(),
        experiment.halving().map(Halving::toString).orElse(null),
        threads,
        experiment.deciding().map(Decide::fixed).orElse(null),
        trials);
  }

  /**
   * Checks what all trials share.
   *
   * @throws SettingsException naming what differs
   */
  static void requireSame(SweepEntry.Begun begun, Experiment experiment) throws SettingsException {
    SweepEntry.Begun now = fixed(experiment, begun.threads(), begun.trials());
    requireSameBase(begun.base(), experiment);
    requireSame("budget", begun.budget(), now.budget(), experiment);
    requireSame("search", begun.search(), now.search(), experiment);
    // Ledgers of earlier versions do not have the metric and judge_every.
    requireSame("metric", begun.metric(), now.metric(), experiment);
    requireSame("judge_every", begun.judgeEvery(), now.judgeEvery(), experiment);
    requireSame("halving", begun.halving(), now.halving(), experiment);
    requireSameDecide(begun.decide(), now.decide(), experiment);
  }

  /** Neither can a sweep whose results were seen be decided, nor can its looks be changed. */
  private static void requireSameDecide(
      @Nullable String before, @Nullable String now, Experiment experiment)
      throws SettingsException {
    if (Objects.equals(before, now)) {
      return;
    }
    throw new SettingsException(
        String.format(
            Locale.ROOT,
            "until: decided must be said before the first trial: the sweep %s was started with"
                + " '%s', got '%s'; --name starts another sweep",
            experiment.name(),
            before == null ? "seeds of its file" : before,
            now == null ? "seeds of its file" : now));
  }

  private static void requireSame(
      String key, @Nullable Object before, @Nullable Object now, Experiment experiment)
      throws SettingsException {
    if (before != null && !before.equals(now)) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "%s was '%s' when the sweep %s was started, got '%s'; --name starts another sweep",
              key,
              before,
              experiment.name(),
              now));
    }
  }

  private static void requireSameBase(Map<String, String> before, Experiment experiment)
      throws SettingsException {
    Set<String> keys = new TreeSet<>(experiment.base().keySet());
    keys.addAll(before.keySet());
    for (String key : keys) {
      String was = before.getOrDefault(key, "not set");
      String now = experiment.base().getOrDefault(key, "not set");
      if (!was.equals(now)) {
        throw new SettingsException(
            String.format(
                Locale.ROOT,
                "base: %s was '%s' when the sweep %s was started, got '%s'; give it as before, or"
                    + " another --name",
                key,
                was,
                experiment.name(),
                now));
      }
    }
  }

  /**
   * Checks that points and seeds are those of the ledger.
   *
   * @throws SettingsException naming the first that are new or missing
   */
  static void requireSameTrials(List<Trial> fresh, List<Trial> gone, String sweep)
      throws SettingsException {
    if (fresh.isEmpty() && gone.isEmpty()) {
      return;
    }
    List<String> parts = new ArrayList<>();
    if (!fresh.isEmpty()) {
      parts.add(fresh.size() + " new (" + names(fresh) + ")");
    }
    if (!gone.isEmpty()) {
      parts.add(gone.size() + " missing (" + names(gone) + ")");
    }
    throw new SettingsException(
        String.format(
            Locale.ROOT,
            "the trials differ from those of the sweep %s: %s%s",
            sweep,
            String.join(", ", parts),
            REMEDY));
  }

  private static String names(List<Trial> trials) {
    String names =
        trials.stream()
            .limit(NAMED)
            .map(trial -> trial.pointText() + " seed " + trial.seed())
            .collect(Collectors.joining(", "));
    return trials.size() > NAMED ? names + ", ..." : names;
  }
}
