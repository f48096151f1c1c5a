package org.saehdbw.merging;

import java.util.Arrays;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.merging.filters.Grain;
import org.saehdbw.merging.filters.GrainMeter;
import org.saehdbw.merging.filters.Planes;
import org.saehdbw.merging.filters.SharpnessMatch;
import org.saehdbw.tensors.CounterRandom;

/** Gives a face the sharpness and the grain of the film. */
final class FilmMatch {
  private static final float PERCENT = 100;

  private FilmMatch() {}

  /**
   * Changes the sharpness of the face's square.
   *
   * @param area 1 inside of the mask, else 0
   * @param percent 0 for nothing
   */
  static void sharpness(Planes face, Planes dst, float[] area, int percent) {
    if (percent > 0) {
      SharpnessMatch.apply(face, dst, area, percent / PERCENT);
      face.clip();
    }
  }

  /**
   * Adds grain to a pasted face until it has that of the frame around it.
   *
   * @param pasted the face in a part of the frame
   * @param frame the same part as it was
   * @param mask of the part
   * @param landmarks of the face; grain differs from frame to frame as they do
   * @param percent 0 for nothing
   */
  static void grain(Planes pasted, Planes frame, float[] mask, Landmarks landmarks, int percent) {
    if (percent == 0) {
      return;
    }
    float[] outside = new float[frame.count()];
    float[] inside = new float[frame.count()];
    for (int i = 0; i < outside.length; i++) {
      outside[i] = mask[i] > 0 ? 0 : 1;
      inside[i] = mask[i] >= 1 ? 1 : 0;
    }
    Grain of = GrainMeter.measure(frame, outside);
    double own = GrainMeter.measure(pasted, inside).deviation();
    double missing = of.deviation() * of.deviation() - own * own;
    if (missing > 0) {
      long seed = Arrays.hashCode(landmarks.toArray());
      CounterRandom random = CounterRandom.of(seed, "grain", 0, 0);
      of.with(percent / PERCENT * Math.sqrt(missing)).add(pasted, mask, random);
    }
  }
}
