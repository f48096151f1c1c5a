package org.saehdbw.runs.meters;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.saehdbw.runs.EventKind;

/**
 * A run became slower than its own history, or as fast as before again.
 *
 * @param slower whether it became slower
 * @param iteration the last iteration that was looked at
 * @param stage the one that slowed most
 * @param stageUsualMillis its time in the run's history; of one sample where it is the loader's
 * @param stageNowMillis its time now
 * @param usualMillis an iteration's time in the history; that of a save or preview where the stage
 *     is one
 * @param nowMillis its time now
 */
public record SpeedChange(
    boolean slower,
    long iteration,
    TimedStage stage,
    double stageUsualMillis,
    double stageNowMillis,
    double usualMillis,
    double nowMillis) {
  /** Returns the event that says so. */
  public EventKind kind() {
    return slower ? EventKind.SLOWED : EventKind.RECOVERED;
  }

  /** Returns the fields of that event. */
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("iteration", iteration);
    fields.put("stage", stage.text());
    fields.put("stage_usual_ms", rounded(stageUsualMillis));
    fields.put("stage_now_ms", rounded(stageNowMillis));
    fields.put("usual_ms", rounded(usualMillis));
    fields.put("now_ms", rounded(nowMillis));
    return fields;
  }

  /** Returns one line for people. */
  public String text() {
    if (stage.kind() == TimedStage.Kind.RARE) {
      return format(
          slower
              ? "each %s takes %s, %s was usual in this run"
              : "each %s takes %s again, %s is usual in this run",
          stage.text(),
          time(nowMillis),
          time(usualMillis));
    }
    if (!slower) {
      return format(
          "an iteration takes %s again, %s is usual in this run",
          time(nowMillis), time(usualMillis));
    }
    return format(
        "training became slower before iteration %d: an iteration takes %s, %s was usual in this"
            + " run; slowest against before: %s, %s%s instead of %s",
        iteration,
        time(nowMillis),
        time(usualMillis),
        stage == TimedStage.WAIT ? "waiting for data" : stage.text(),
        time(stageNowMillis),
        stage.kind() == TimedStage.Kind.LOADER ? " a sample in the loader" : "",
        time(stageUsualMillis));
  }

  private static String time(double millis) {
    String form = millis < 10 ? "%.2f ms" : millis < 10_000 ? "%.0f ms" : "%.1f s";
    return format(form, millis < 10_000 ? millis : millis / 1000);
  }

  private static double rounded(double millis) {
    return Math.rint(millis * 1000) / 1000;
  }

  private static String format(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
