package org.saehdbw.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.runs.queries.SavedFigures;

/** What a run's last save says of faces that it is not trained on, beside the mean face. */
final class HeldOutText {
  private static final double PERCENT = 100;

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
    double share = 1 - saved.heldOut().getAsDouble() / saved.meanFace().getAsDouble();
    long percent = Math.round(PERCENT * Math.abs(share));
    if (percent == 0) {
      return Optional.of("as good as the mean face");
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            share > 0
                ? "%d %% better than the mean face"
                : "%d %% worse than the mean face: it has not learned these faces yet",
            percent));
  }
}
