package org.saehdbw.facesets.sorting;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Faces in a new order. Nothing on disk has changed: {@link SortFiles} writes and applies it.
 *
 * @param method what the faces were sorted by
 * @param settings the method's own settings in words, such as {@code target 2000}, or empty
 * @param faceset the faceset's name
 * @param source the faceset's source, such as its folder
 * @param fingerprint of the faceset's content, 64 hexadecimal digits
 * @param faces those that are kept, from the first rank on
 * @param rejected those that are not, and pictures that are not faces, each with the reason
 */
public record FacesetOrder(
    SortMethod method,
    String settings,
    String faceset,
    String source,
    String fingerprint,
    List<Ranked> faces,
    List<Rejected> rejected) {
  /** Copies the lists. */
  public FacesetOrder {
    faces = List.copyOf(faces);
    rejected = List.copyOf(rejected);
  }

  /**
   * A face that is kept.
   *
   * @param rank from 0
   * @param index into the faceset's entries
   * @param name its name in the faceset
   * @param metric what it was sorted by, in the unit of {@link FaceMetrics}; of a chain, how far it
   *     is from the one before; empty where names decide
   * @param text the metric as files show it: the number, the frame's name, or nothing
   */
  public record Ranked(int rank, int index, String name, OptionalDouble metric, String text) {}

  /**
   * A face or a file that is not kept.
   *
   * @param name its name in the faceset
   * @param text its metric as files show it, or nothing
   * @param reason why, in one line
   */
  public record Rejected(String name, String text, String reason) {}

  /** Returns the faces' indices into the faceset's entries, in order. */
  public List<Integer> indices() {
    return faces.stream().map(Ranked::index).toList();
  }

  /** Returns the faces' names in order. */
  public List<String> names() {
    return faces.stream().map(Ranked::name).toList();
  }
}
