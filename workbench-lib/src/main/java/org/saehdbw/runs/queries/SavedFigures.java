package org.saehdbw.runs.queries;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;

/**
 * The figures of a {@code saved} event.
 *
 * @param iteration at which the checkpoint was saved, 0 for none
 * @param byName figures of held-out faces and means of loss terms, by name
 */
public record SavedFigures(long iteration, Map<String, Double> byName) {
  /** Of a run without a checkpoint. */
  static final SavedFigures NONE = new SavedFigures(0, Map.of());

  /** The mean error of both sides' held-out faces. */
  public static final String HELD_OUT = "held_out";

  /** The mean error of both sides' mean faces. */
  public static final String MEAN_FACE = "mean_face";

  private static final String ITERATION = "iteration";
  private static final Set<String> NO_FIGURES = Set.of(ITERATION, "seconds");

  /** Copies the map, keeping its order. */
  public SavedFigures {
    byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
  }

  /**
   * Returns the figures of all saves in the order of their iterations; those that a resume or a
   * rollback undid are left out.
   *
   * @param events of a run, in order
   */
  public static List<SavedFigures> history(List<Event> events) {
    List<SavedFigures> saves = new ArrayList<>();
    for (Event event : events) {
      if (event.kind() == EventKind.SAVED) {
        SavedFigures save = of(event);
        saves.removeIf(earlier -> earlier.iteration >= save.iteration);
        saves.add(save);
      }
    }
    return List.copyOf(saves);
  }

  static SavedFigures last(List<Event> events) {
    for (int i = events.size() - 1; i >= 0; i--) {
      if (events.get(i).kind() == EventKind.SAVED) {
        return of(events.get(i));
      }
    }
    return NONE;
  }

  private static SavedFigures of(Event saved) {
    Map<String, Double> figures = new LinkedHashMap<>();
    saved
        .fields()
        .forEach(
            (name, value) -> {
              if (value instanceof Number number
                  && !NO_FIGURES.contains(name)
                  && Double.isFinite(number.doubleValue())) {
                figures.put(name, number.doubleValue());
              }
            });
    long iteration =
        saved.fields().get(ITERATION) instanceof Number number ? number.longValue() : 0;
    return new SavedFigures(iteration, figures);
  }

  /** Returns the mean error of held-out faces, both sides alike; empty where none were judged. */
  public OptionalDouble heldOut() {
    return mean("held_out_src_error", "held_out_dst_error");
  }

  /** Returns the error of the mean training face on the same faces. */
  public OptionalDouble meanFace() {
    return mean("mean_face_src_error", "mean_face_dst_error");
  }

  /** Returns the error of one picture for all, the mean training face, on the same faces. */
  public OptionalDouble onePicture() {
    return mean("one_picture_src_error", "one_picture_dst_error");
  }

  private OptionalDouble mean(String src, String dst) {
    return byName.containsKey(src) && byName.containsKey(dst)
        ? OptionalDouble.of((byName.get(src) + byName.get(dst)) / 2)
        : OptionalDouble.empty();
  }
}
