package org.saehdbw.experiments.sweeps;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.saehdbw.training.settings.SettingsException;

/** Whether an experiment is still the one that its ledger tells of. */
final class SweepLedgerCheck {
  private static final int NAMED = 3;
  private static final Set<String> LATER = Set.of("metric", "judge_every");
  private static final String REMEDY =
      "; --extend runs what is new beside what is there, --name begins another sweep";

  private SweepLedgerCheck() {}

  /** What must not change while a sweep is under way, as the ledger keeps it. */
  static Map<String, Object> fixed(Experiment experiment) {
    Map<String, Object> fixed = new LinkedHashMap<>();
    fixed.put("base", experiment.base());
    fixed.put("budget", experiment.budget().toString());
    fixed.put("search", experiment.search().text());
    fixed.put("metric", experiment.metric());
    fixed.put("judge_every", experiment.judgeEvery());
    experiment.halving().ifPresent(halving -> fixed.put("halving", halving.toString()));
    return fixed;
  }

  /**
   * Checks what all trials share.
   *
   * @throws SettingsException naming what differs
   */
  static void requireSame(JsonNode begun, Experiment experiment) throws SettingsException {
    for (Map.Entry<String, Object> entry : fixed(experiment).entrySet()) {
      if (entry.getKey().equals("base")) {
        requireSameBase(begun.path("base"), experiment);
      } else if (differs(begun, entry.getKey(), String.valueOf(entry.getValue()))) {
        throw new SettingsException(
            String.format(
                Locale.ROOT,
                "%s was '%s' when the sweep %s began, got '%s'; --name begins another sweep",
                entry.getKey(),
                begun.path(entry.getKey()).asText(),
                experiment.name(),
                entry.getValue()));
      }
    }
  }

  /** Ledgers of earlier versions do not have the metric and judge_every. */
  private static boolean differs(JsonNode begun, String key, String now) {
    boolean unsaid = !begun.has(key) && LATER.contains(key);
    return !unsaid && !begun.path(key).asText().equals(now);
  }

  private static void requireSameBase(JsonNode before, Experiment experiment)
      throws SettingsException {
    Set<String> keys = new TreeSet<>(experiment.base().keySet());
    before.fieldNames().forEachRemaining(keys::add);
    for (String key : keys) {
      String was = before.path(key).asText("not said");
      String now = experiment.base().getOrDefault(key, "not said");
      if (!was.equals(now)) {
        throw new SettingsException(
            String.format(
                Locale.ROOT,
                "base: %s was '%s' when the sweep %s began, got '%s'; give it as before, or another"
                    + " --name",
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
   * @throws SettingsException naming the first that are new or gone
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
      parts.add(gone.size() + " gone (" + names(gone) + ")");
    }
    throw new SettingsException(
        String.format(
            Locale.ROOT,
            "the trials differ from those that the sweep %s began with: %s%s",
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
