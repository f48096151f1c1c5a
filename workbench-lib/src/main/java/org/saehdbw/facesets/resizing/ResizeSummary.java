package org.saehdbw.facesets.resizing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.facesets.LeftOut;

/**
 * What became of a faceset that was resized.
 *
 * @param source the text that names the faceset
 * @param folder where the faces are
 * @param faces how many the faceset has
 * @param made how many were made now
 * @param kept how many were there from an earlier run
 * @param missing how many are still to make, 0 unless the run was stopped
 * @param skipped the files that could not be used, with the reason
 * @param warnings what was odd about the others
 * @param seconds the wall clock of this run
 */
public record ResizeSummary(
    String source,
    String folder,
    int faces,
    int made,
    int kept,
    int missing,
    List<Faceset.RejectedFile> skipped,
    List<String> warnings,
    double seconds) {

  /** Whether no face is missing; those that cannot be made do not count. */
  public boolean complete() {
    return missing == 0;
  }

  /** Faces made in a second of this run. */
  public double facesPerSecond() {
    return made / Math.max(seconds, 1e-9);
  }

  /** Returns the outcome in words: what was made, what was skipped and why. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    StringBuilder first = new StringBuilder();
    first.append(
        String.format(
            Locale.ROOT,
            "%s: %d of %d faces made in %.1f s (%.0f faces/s)",
            folder,
            made,
            faces,
            seconds,
            facesPerSecond()));
    if (kept > 0) {
      first.append(", ").append(kept).append(" were there");
    }
    if (missing > 0) {
      first.append(", ").append(missing).append(" are missing; the same call continues");
    }
    if (!skipped.isEmpty()) {
      first.append(", ").append(skipped.size()).append(" skipped");
    }
    lines.add(first.toString());
    lines.addAll(LeftOut.lines("skipped", skipped));
    return List.copyOf(lines);
  }
}
