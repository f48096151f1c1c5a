package org.saehdbw.facesets;

import java.util.ArrayList;
import java.util.List;
import org.saehdbw.pictures.FaceFileException;

/**
 * Which faces are trained on and which are held out to measure on. The choice looks at each face's
 * content alone, so a face stays on its side when files are renamed, added or removed; a gray copy
 * stands where its colour face does ({@link Faceset#originHash}).
 *
 * @param training indices into the faceset's entries, ascending
 * @param heldOut the other indices, ascending
 */
public record FacesetSplit(List<Integer> training, List<Integer> heldOut) {
  private static final int ALWAYS_HELD_OUT_FROM = 10;

  /**
   * Splits a faceset. A face is held out when its origin's content hash, read as a part of 1, is
   * below {@code fraction}; of ten faces or more at least one is held out (the one with the
   * smallest hash) and at least one trained on.
   *
   * @param fraction the part to hold out, from 0 (none) to below 1
   * @throws IllegalArgumentException if fraction is out of range
   * @throws FaceFileException if a face has to be decoded for it and cannot be
   */
  public static FacesetSplit of(Faceset faces, double fraction) throws FaceFileException {
    if (!(fraction >= 0 && fraction < 1)) {
      throw new IllegalArgumentException(
          "held_out must be from 0 to below 1, got "
              + fraction
              + "; 0.1 holds out every tenth face");
    }
    int count = faces.entries().size();
    double[] places = new double[count];
    int smallest = 0;
    int largest = 0;
    for (int i = 0; i < count; i++) {
      // 52 bits of the hash fit a double exactly.
      places[i] = Long.parseLong(faces.originHash(i).substring(0, 13), 16) * 0x1p-52;
      smallest = places[i] < places[smallest] ? i : smallest;
      largest = places[i] > places[largest] ? i : largest;
    }
    boolean needsBoth = fraction > 0 && count >= ALWAYS_HELD_OUT_FROM;
    List<Integer> training = new ArrayList<>();
    List<Integer> heldOut = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean out = places[i] < fraction;
      if (needsBoth && (i == smallest || i == largest)) {
        out = i == smallest;
      }
      (out ? heldOut : training).add(i);
    }
    return new FacesetSplit(List.copyOf(training), List.copyOf(heldOut));
  }
}
