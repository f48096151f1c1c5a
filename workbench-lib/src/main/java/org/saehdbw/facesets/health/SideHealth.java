package org.saehdbw.facesets.health;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.saehdbw.facesets.Faceset.RejectedFile;
import org.saehdbw.statistics.Summary;

/**
 * What one faceset is like.
 *
 * @param role {@code src} or {@code dst}
 * @param name the faceset's
 * @param faces every face that can be read, in the set's order
 * @param unreadable every file that cannot, with the reason
 * @param copies groups of near-duplicates as places in {@code faces}, the largest first
 * @param decode what decoding costs; empty without files
 */
public record SideHealth(
    String role,
    String name,
    List<FaceHealth> faces,
    List<RejectedFile> unreadable,
    List<List<Integer>> copies,
    Optional<DecodeCost> decode) {
  /** Copies the lists. */
  public SideHealth {
    faces = List.copyOf(faces);
    unreadable = List.copyOf(unreadable);
    copies = List.copyOf(copies);
  }

  /** How many faces have each type, by the type's name in files. */
  public Map<String, Integer> faceTypes() {
    Map<String, Integer> counts = new TreeMap<>();
    faces.forEach(face -> counts.merge(face.faceType().fileName(), 1, Integer::sum));
    return counts;
  }

  /** How many faces have each number of channels. */
  public Map<Integer, Integer> channels() {
    Map<Integer, Integer> counts = new TreeMap<>();
    faces.forEach(face -> counts.merge(face.channels(), 1, Integer::sum));
    return counts;
  }

  /** How many faces have each width. */
  public Map<Integer, Integer> widths() {
    Map<Integer, Integer> counts = new TreeMap<>();
    faces.forEach(face -> counts.merge(face.width(), 1, Integer::sum));
    return counts;
  }

  /** How many faces could be left out so that no two near-duplicates stay. */
  public int spareCopies() {
    return copies.stream().mapToInt(group -> group.size() - 1).sum();
  }

  /** A figure of every face that has one, in the set's order. */
  public double[] figures(ToDoubleFunction<FaceHealth> figure) {
    return faces.stream().mapToDouble(figure).filter(value -> !Double.isNaN(value)).toArray();
  }

  /** The median of a figure over the faces that have one; not a number without faces. */
  public double median(ToDoubleFunction<FaceHealth> figure) {
    return Summary.of(figures(figure)).median();
  }
}
