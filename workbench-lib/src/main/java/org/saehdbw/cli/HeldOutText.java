package org.saehdbw.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.runs.queries.SavedFigures;

/** What a run's last save says of faces that it is not trained on, beside the mean face. */
final class HeldOutText {
  private static final double PERCENT = 100;

  /** From here on a factor is easier to read than percent. */
  private static final double MANY_TIMES = 2;

  private HeldOutText() {}

  /** Such as {@code src 0.0312, dst 0.0345 at iteration 600}; empty where none were judged. */
  static Optional<String> errors(SavedFigures saved) {
    return pair(saved.byName(), "held_out_src_error", "held_out_dst_error")
        .map(text -> text + " at iteration " + saved.iteration());
  }

  /** Such as {@code src 0.0330, dst 0.0361}. */
  static Optional<String> meanFace(SavedFigures saved) {
    return pair(saved.byName(), "mean_face_src_error", "mean_face_dst_error");
  }

  private static Optional<String> pair(Map<String, Double> figures, String src, String dst) {
    return figures.containsKey(src) && figures.containsKey(dst)
        ? Optional.of(
            "src "
                + RunTable.number(figures.get(src))
                + ", dst "
                + RunTable.number(figures.get(dst)))
        : Optional.empty();
  }

  /** Such as {@code 6 % better than the mean face}. */
  static Optional<String> sentence(SavedFigures saved) {
    if (saved.heldOut().isEmpty()
        || saved.meanFace().isEmpty()
        || saved.meanFace().getAsDouble() <= 0) {
      return Optional.empty();
    }
    double ratio = saved.heldOut().getAsDouble() / saved.meanFace().getAsDouble();
    long percent = Math.round(PERCENT * Math.abs(1 - ratio));
    String sentence;
    if (percent == 0) {
      sentence = "as good as the mean face";
    } else if (ratio < 1) {
      sentence = percent + " % better than the mean face";
    } else {
      sentence =
          (ratio < MANY_TIMES
                  ? percent + " % worse than the mean face"
                  : String.format(Locale.ROOT, "%.1f times the error of the mean face", ratio))
              + ": the model has not learned these faces yet";
    }
    return Optional.of(sentence);
  }
}
