package org.saehdbw.runs;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A setting that a resume changed.
 *
 * @param key the setting's name
 * @param before its value until then, as text
 * @param after its value from then on, as text
 */
public record SettingChange(String key, String before, String after) {
  private static final String ITERATION = "iteration";
  private static final String CHANGES = "changes";
  private static final String OLD = "old";
  private static final String NEW = "new";

  /** Returns it for people, in one line: {@code batch_size: 4 -> 6}. */
  public String text() {
    return key + ": " + quoted(before) + " -> " + quoted(after);
  }

  /** What is more than a plain word is in quotation marks, so that it is one line. */
  private static String quoted(String value) {
    return value.matches("[A-Za-z0-9_.+-]+")
        ? value
        : '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(value)) + '"';
  }

  /**
   * Returns the fields of an event {@link EventKind#CHANGED}: the iteration, and the old and the
   * new value of each key.
   *
   * @param iteration the last iteration with the old values
   */
  public static Map<String, Object> fields(long iteration, List<SettingChange> changes) {
    Map<String, Object> byKey = new LinkedHashMap<>();
    for (SettingChange change : changes) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put(OLD, change.before);
      values.put(NEW, change.after);
      byKey.put(change.key, values);
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(ITERATION, iteration);
    fields.put(CHANGES, byKey);
    return fields;
  }

  /**
   * Returns a line of the history for each change: {@code TIME, iteration 300: KEY: OLD -> NEW}.
   */
  public static List<String> history(Instant time, long iteration, List<SettingChange> changes) {
    return changes.stream()
        .map(
            change ->
                String.format(Locale.ROOT, "%s, iteration %d: %s", time, iteration, change.text()))
        .toList();
  }

  /** Returns the history that events tell, oldest first; other events are left out. */
  public static List<String> history(List<Event> events) {
    List<String> lines = new ArrayList<>();
    for (Event event : events) {
      boolean changed = event.kind() == EventKind.CHANGED;
      if (changed && event.fields().get(ITERATION) instanceof Number iteration) {
        lines.addAll(history(event.time(), iteration.longValue(), of(event)));
      }
    }
    return lines;
  }

  /** Returns the changes of an event {@link EventKind#CHANGED}; of another one none. */
  public static List<SettingChange> of(Event event) {
    List<SettingChange> changes = new ArrayList<>();
    if (event.fields().get(CHANGES) instanceof Map<?, ?> byKey) {
      byKey.forEach(
          (key, values) -> {
            if (values instanceof Map<?, ?> both) {
              String before = String.valueOf(both.get(OLD));
              changes.add(
                  new SettingChange(String.valueOf(key), before, String.valueOf(both.get(NEW))));
            }
          });
    }
    return changes;
  }
}
