package org.saehdbw.dataloaders;

import java.util.List;
import java.util.stream.IntStream;
import org.saehdbw.facesets.Faceset;

/**
 * The faces that one side's samples are drawn from.
 *
 * @param faceset where they are
 * @param indices which of its entries are used; what is held out is not among them
 */
public record FaceSource(Faceset faceset, List<Integer> indices) {
  /**
   * Checks the indices.
   *
   * @throws IllegalArgumentException if there are none, or one names no entry
   */
  public FaceSource {
    indices = List.copyOf(indices);
    int count = faceset.entries().size();
    if (indices.isEmpty()) {
      throw new IllegalArgumentException(
          "samples need at least one face, " + faceset.name() + " gives none of its " + count);
    }
    for (int index : indices) {
      if (index < 0 || index >= count) {
        throw new IllegalArgumentException(
            "faces of " + faceset.name() + " are numbered below " + count + ", got " + index);
      }
    }
  }

  /**
   * Takes every face of a set.
   *
   * @throws IllegalArgumentException if it has none
   */
  public static FaceSource all(Faceset faceset) {
    return new FaceSource(faceset, IntStream.range(0, faceset.entries().size()).boxed().toList());
  }
}
