package org.saehdbw.dashboard;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.saehdbw.dashboard.answers.Json;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.SettingChange;
import org.saehdbw.runs.queries.SavedFigures;

/**
 * What {@code events.jsonl} tells the page: marks at iterations, the figures of held-out faces at
 * saves, the device and the stage.
 *
 * @param events all of them
 * @param epoch changes when iterations are made a second time, so that a picture of one may differ
 */
record Marks(List<Event> events, long epoch) {
  private static final String ITERATION = "iteration";
  private static final int MOST_SAVES = 400;
  private static final int MOST_REMARKS = 20;
  private static final Set<String> FIGURES =
      new LinkedHashSet<>(
          List.of(
              "held_out_src_error",
              "held_out_dst_error",
              "luma_mse",
              "luma_psnr_db",
              "luma_ssim",
              "mask_iou",
              "eyes_mouth_mse",
              "sharpness_ratio",
              "swap_identity_error",
              "swap_identity_share",
              "swap_pose_error",
              "swap_expression_error"));
  private static final Set<EventKind> SHOWN =
      Set.of(
          EventKind.RESUMED,
          EventKind.STAGE_CHANGED,
          EventKind.CHANGED,
          EventKind.SLOWED,
          EventKind.RECOVERED,
          EventKind.COLLAPSED,
          EventKind.ROLLED_BACK,
          EventKind.PAUSED,
          EventKind.STOPPED,
          EventKind.FAILED);

  static Marks read(RunFolder run) throws IOException {
    List<Event> events = run.events();
    long epoch =
        events.stream()
            .filter(
                event -> event.kind() == EventKind.RESUMED || event.kind() == EventKind.ROLLED_BACK)
            .count();
    return new Marks(events, epoch);
  }

  /** Copies the events. */
  Marks {
    events = List.copyOf(events);
  }

  Json json() {
    List<Map<String, Object>> marks = new ArrayList<>();
    Deque<Map<String, Object>> remarks = new ArrayDeque<>();
    for (Event event : events) {
      if (event.kind() == EventKind.WARNING) {
        remarks.add(mark(event).map());
        if (remarks.size() > MOST_REMARKS) {
          remarks.remove();
        }
      } else if (SHOWN.contains(event.kind())) {
        marks.add(mark(event).map());
      }
    }
    return new Json()
        .put("epoch", epoch)
        .put("marks", marks)
        .put("remarks", List.copyOf(remarks))
        .put("held_out", heldOut());
  }

  private static Json mark(Event event) {
    return new Json()
        .put(ITERATION, iteration(event))
        .put("kind", event.kind().text())
        .put("time", event.time().toString())
        .put("text", text(event));
  }

  private static String text(Event event) {
    return switch (event.kind()) {
      case STAGE_CHANGED -> "stage " + field(event, "to");
      case CHANGED ->
          String.join("; ", SettingChange.history(List.of(event)))
              .replaceAll("[^ ]+Z, iteration \\d+: ", "");
      case SLOWED -> "slower: " + field(event, "stage");
      case RECOVERED -> "as fast as before";
      case COLLAPSED -> "collapsed: " + field(event, "message");
      case ROLLED_BACK -> "continues from iteration " + field(event, ITERATION);
      case STOPPED -> field(event, Event.REASON).equals(Event.FINISHED) ? "finished" : "stopped";
      case FAILED -> "failed: " + field(event, "message");
      case WARNING -> field(event, "message");
      default -> event.kind().text();
    };
  }

  private static String field(Event event, String name) {
    @Nullable Object value = event.fields().get(name);
    return value == null ? "" : String.valueOf(value);
  }

  private static long iteration(Event event) {
    return event.fields().get(ITERATION) instanceof Number number ? number.longValue() : 0;
  }

  private Json heldOut() {
    List<SavedFigures> saves = new ArrayList<>(SavedFigures.history(events));
    saves.removeIf(save -> save.byName().keySet().stream().noneMatch(FIGURES::contains));
    List<SavedFigures> thin = thinned(saves);
    Map<String, Object> columns = new LinkedHashMap<>();
    for (String figure : FIGURES) {
      double[] values =
          thin.stream()
              .mapToDouble(save -> save.byName().getOrDefault(figure, Double.NaN))
              .toArray();
      if (Arrays.stream(values).anyMatch(Double::isFinite)) {
        columns.put(figure, Json.numbers(values));
      }
    }
    return new Json()
        .put(ITERATION, thin.stream().map(SavedFigures::iteration).toList())
        .put("columns", columns);
  }

  private static List<SavedFigures> thinned(List<SavedFigures> saves) {
    int step = (saves.size() + MOST_SAVES - 1) / MOST_SAVES;
    List<SavedFigures> thin = new ArrayList<>();
    for (int i = 0; i < saves.size(); i++) {
      if ((saves.size() - 1 - i) % Math.max(1, step) == 0) {
        thin.add(saves.get(i));
      }
    }
    return thin;
  }

  /** Where the step runs, such as {@code cpu}; empty in runs of older versions. */
  Optional<String> device() {
    return newest(Event.DEVICE, EventKind.STARTED, EventKind.RESUMED);
  }

  /** The stage of a schedule, empty before its first change. */
  Optional<String> stage() {
    return newest("to", EventKind.STAGE_CHANGED);
  }

  /** When a checkpoint was last saved. */
  Optional<Instant> lastSave() {
    for (int i = events.size() - 1; i >= 0; i--) {
      if (events.get(i).kind() == EventKind.SAVED) {
        return Optional.of(events.get(i).time());
      }
    }
    return Optional.empty();
  }

  private Optional<String> newest(String name, EventKind... kinds) {
    for (int i = events.size() - 1; i >= 0; i--) {
      Event event = events.get(i);
      if (List.of(kinds).contains(event.kind()) && event.fields().containsKey(name)) {
        return Optional.of(field(event, name));
      }
    }
    return Optional.empty();
  }
}
