package org.saehdbw.facesets.sorting;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * DeepFaceLab's selection of a wanted number of faces: evenly over yaw, within it over pitch, and
 * there the sharp ones that look least like the others.
 */
final class FinalSelection {
  /** How many bins of yaw there are, from -1.2 to 1.2 radians. */
  static final int YAW_BINS = 128;

  private static final double YAW_LIMIT = 1.2;
  private static final int SHARPEST = 10;

  /**
   * What the selection knows of a face.
   *
   * @param index into the faceset's entries
   * @param quality sharpness, or the area of the source rectangle
   * @param tones histogram of the gray picture, not masked
   */
  record Candidate(int index, double yaw, double pitch, double quality, ToneHistogram tones) {}

  private final int perBin;
  private final List<SortedFace> kept = new ArrayList<>();
  private final List<SortedFace> rejected = new ArrayList<>();

  private FinalSelection(int perBin) {
    this.perBin = perBin;
  }

  /**
   * Selects.
   *
   * @param candidates in the faceset's order, which decides between equal ones
   * @param target how many faces are wanted; as many come out only where yaw is spread evenly
   * @return first those that are kept, by yaw from the picture's right to its left, then the others
   */
  static List<SortedFace> of(List<Candidate> candidates, int target) {
    List<List<Candidate>> bins =
        intoBins(candidates, YAW_BINS, -YAW_LIMIT, YAW_LIMIT, face -> -face.yaw());
    FinalSelection selection = new FinalSelection(perBin(bins, target));
    bins.forEach(selection::selectOf);
    selection.kept.addAll(selection.rejected);
    return selection.kept;
  }

  /** How many faces a bin of yaw may give: its share, and a share of what poor bins lack. */
  private static int perBin(List<List<Candidate>> bins, int target) {
    int share = (int) Math.rint((double) target / YAW_BINS);
    int lacking = 0;
    for (List<Candidate> bin : bins) {
      lacking += Math.max(0, share - bin.size());
    }
    return share + lacking / YAW_BINS;
  }

  /** An angle of a face, in radians. */
  private interface Angle {
    double of(Candidate face);
  }

  /**
   * Puts faces into bins between {@code count} edges from {@code low} to {@code high}. The first
   * bin also takes values below, the last one only what reaches {@code high}.
   */
  private static List<List<Candidate>> intoBins(
      List<Candidate> faces, int count, double low, double high, Angle angle) {
    List<List<Candidate>> bins = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      bins.add(new ArrayList<>());
    }
    for (Candidate face : faces) {
      int bin = count - 1;
      while (bin > 0 && angle.of(face) < edge(bin, count, low, high)) {
        bin--;
      }
      bins.get(bin).add(face);
    }
    return bins;
  }

  private static double edge(int bin, int count, double low, double high) {
    return bin == count - 1 ? high : low + bin * ((high - low) / (count - 1));
  }

  private void selectOf(List<Candidate> bin) {
    List<Candidate> byQuality = new ArrayList<>(bin);
    byQuality.sort(Comparator.comparingDouble(Candidate::quality).reversed());
    int enough = Math.min(byQuality.size(), SHARPEST * perBin);
    for (Candidate face : byQuality.subList(enough, byQuality.size())) {
      reject(face, "not among the " + SHARPEST * perBin + " best of its yaw bin");
    }
    List<Deque<Candidate>> byPitch = new ArrayList<>();
    for (List<Candidate> part :
        intoBins(
            byQuality.subList(0, enough), perBin, -Math.PI / 2, Math.PI / 2, Candidate::pitch)) {
      byPitch.add(new ArrayDeque<>(leastAlikeFirst(part)));
    }
    takeInTurns(byPitch);
    for (Deque<Candidate> rest : byPitch) {
      rest.forEach(face -> reject(face, "its yaw bin gave its " + perBin + " already"));
    }
  }

  private static List<Candidate> leastAlikeFirst(List<Candidate> faces) {
    record Total(Candidate face, double distance) {}
    List<Total> totals = new ArrayList<>();
    for (Candidate face : faces) {
      double sum = 0;
      for (Candidate other : faces) {
        sum += other == face ? 0 : face.tones().distance(other.tones());
      }
      totals.add(new Total(face, sum));
    }
    totals.sort(Comparator.comparingDouble(Total::distance).reversed());
    return totals.stream().map(Total::face).toList();
  }

  private void takeInTurns(List<Deque<Candidate>> parts) {
    int taken = 0;
    boolean more = true;
    while (more && taken < perBin) {
      more = false;
      for (Deque<Candidate> part : parts) {
        Candidate face = taken < perBin ? part.pollFirst() : null;
        if (face != null) {
          kept.add(SortedFace.kept(face.index(), face.quality()));
          taken++;
          more = true;
        }
      }
    }
  }

  private void reject(Candidate face, String reason) {
    rejected.add(SortedFace.rejected(face.index(), face.quality(), reason));
  }
}
