package org.saehdbw.runs.queries;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import org.saehdbw.evaluation.KnownFigures;
import org.saehdbw.runs.SettingValue;
import org.saehdbw.runs.metrics.MetricsColumn;
import org.saehdbw.settings.NearestWord;
import org.saehdbw.training.plan.TrainingSettings;

/**
 * What runs can be filtered and sorted by. A value is a number, text, a boolean, a date or, of
 * tags, a list of texts. A key is looked for in this order: what is known of every run, figures of
 * the last save, figures of the last iteration, settings. {@code setting.KEY} is always a setting.
 */
public final class RunKeys {
  /** Before the name of a setting that has the name of a figure. */
  public static final String SETTING = "setting.";

  private static final String TAG = "tag";
  private static final int MOST_NEAREST = 3;
  private static final Map<String, Function<RunFacts, Optional<?>>> OWN = own();

  /** Keys whose values are dates. */
  static final Set<String> DATES = Set.of("date", "started", "last_save");

  private RunKeys() {}

  private static Map<String, Function<RunFacts, Optional<?>>> own() {
    Map<String, Function<RunFacts, Optional<?>>> own = new LinkedHashMap<>();
    own.put("number", run -> Optional.of(run.folder().number()));
    own.put("name", run -> Optional.of(run.summary().name()));
    own.put("status", run -> Optional.of(run.summary().status().text()));
    own.put("iteration", run -> Optional.of(run.summary().iteration()));
    own.put("model", run -> Optional.of(run.model()).filter(model -> !model.isEmpty()));
    own.put("date", run -> run.dates().last());
    own.put("started", run -> run.dates().started());
    own.put("last_save", run -> run.summary().lastSave());
    own.put(TAG, run -> Optional.of(run.labels().tags()));
    own.put("note", run -> Optional.of(run.labels().note()));
    own.put("archived", run -> Optional.of(run.labels().archived()));
    own.put(SavedFigures.HELD_OUT, run -> boxed(run.lastSave().heldOut()));
    own.put(SavedFigures.MEAN_FACE, run -> boxed(run.lastSave().meanFace()));
    return own;
  }

  private static Optional<Double> boxed(OptionalDouble value) {
    return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
  }

  /** Returns a run's value, empty where it has none. */
  public static Optional<?> value(RunFacts run, String key) {
    Function<RunFacts, Optional<?>> own = OWN.get(key);
    if (own != null) {
      return own.apply(run);
    }
    if (isFigure(key, List.of(run))) {
      Double saved = run.lastSave().byName().get(key);
      return Optional.ofNullable(saved == null ? run.lastRow().get(key) : saved);
    }
    String setting = key.startsWith(SETTING) ? key.substring(SETTING.length()) : key;
    SettingValue value = run.settings().get(setting);
    if (value == null) {
      return Optional.empty();
    }
    return Optional.of(value.value() instanceof List<?> ? RunDefaults.text(value) : value.value());
  }

  private static boolean isFigure(String key, Collection<RunFacts> runs) {
    return KnownFigures.names().contains(key)
        || MetricsColumn.named(key).isPresent()
        || runs.stream().anyMatch(run -> run.lastSave().byName().containsKey(key));
  }

  /**
   * Checks that a key is known: a setting of this program or of one of the runs, a figure, or one
   * of the few names for what every run has.
   *
   * @throws IllegalArgumentException if it is not; the message names the nearest keys
   */
  static void require(String key, Collection<RunFacts> runs) {
    Set<String> known = known(runs);
    String plain = key.startsWith(SETTING) ? key.substring(SETTING.length()) : key;
    boolean isSetting = TrainingSettings.REGISTRY.names().contains(plain) || isStored(plain, runs);
    if (key.startsWith(SETTING) ? !isSetting : !known.contains(key)) {
      throw new IllegalArgumentException(
          "runs have no setting or figure '"
              + key
              + "'; nearest are "
              + String.join(", ", NearestWord.some(key, known, MOST_NEAREST)));
    }
  }

  private static boolean isStored(String key, Collection<RunFacts> runs) {
    return runs.stream().anyMatch(run -> run.settings().containsKey(key));
  }

  /** Returns all keys that these runs can be filtered and sorted by. */
  public static Set<String> known(Collection<RunFacts> runs) {
    Set<String> known = new LinkedHashSet<>(OWN.keySet());
    known.addAll(KnownFigures.names());
    for (MetricsColumn column : MetricsColumn.values()) {
      known.add(column.header());
    }
    known.addAll(TrainingSettings.REGISTRY.names());
    for (RunFacts run : runs) {
      known.addAll(run.lastSave().byName().keySet());
      known.addAll(run.settings().keySet());
    }
    return known;
  }
}
