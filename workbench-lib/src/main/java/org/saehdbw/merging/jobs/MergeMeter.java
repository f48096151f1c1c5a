package org.saehdbw.merging.jobs;

import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.saehdbw.faces.FaceMasks;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.pictures.DeepPicture;
import org.saehdbw.pictures.OpenCv;
import org.saehdbw.pictures.Picture;

/** The arithmetic of {@link FrameFigures}: luma as floats of 0 to 255, masks of 0 to 255. */
final class MergeMeter {
  private static final int INSIDE = 128;
  private static final int EDGE = 2;
  private static final int EYES = 36;
  private static final int EYES_END = 48;

  private MergeMeter() {}

  /** Returns luma as floats of 0 to 255. */
  static float[] luma(DeepPicture picture) {
    DeepPicture gray = picture.toGray();
    float[] values = new float[gray.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = 255f * gray.at(i) / gray.white();
    }
    return values;
  }

  /** The mean step at the border of the mask, less that of the source; NaN without a border. */
  static double seam(float[] source, float[] merged, Picture mask) {
    int width = mask.width();
    double sum = 0;
    long count = 0;
    for (int y = EDGE; y < mask.height() - EDGE; y++) {
      for (int x = EDGE; x < width - EDGE; x++) {
        int at = y * width + x;
        if (isBorder(mask, at, width)) {
          sum += step(merged, at, width) - step(source, at, width);
          count++;
        }
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  /** Whether the mask begins or ends within two pixels. */
  private static boolean isBorder(Picture mask, int at, int width) {
    boolean any = false;
    boolean all = true;
    for (int dy = -EDGE; dy <= EDGE; dy++) {
      for (int dx = -EDGE; dx <= EDGE; dx++) {
        int value = mask.pixels()[at + dy * width + dx] & 0xff;
        any |= value > 0;
        all &= value > 0;
      }
    }
    return any && !all;
  }

  private static double step(float[] values, int at, int width) {
    return Math.hypot(values[at + 1] - values[at - 1], values[at + width] - values[at - width]) / 2;
  }

  /** The mean inside the mask, less that of the source; NaN of an empty mask. */
  static double brightness(float[] source, float[] merged, Picture mask) {
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < merged.length; i++) {
      double weight = (mask.pixels()[i] & 0xff) / 255.0;
      sum += weight * (merged[i] - source[i]);
      weights += weight;
    }
    return weights == 0 ? Double.NaN : sum / weights;
  }

  /** The mean distance from the mean of the neighbours in time, inside the mask. */
  static double change(float[] before, float[] now, float[] after, Picture mask) {
    double sum = 0;
    long count = 0;
    for (int i = 0; i < now.length; i++) {
      if ((mask.pixels()[i] & 0xff) >= INSIDE) {
        sum += Math.abs(now[i] - (before[i] + after[i]) / 2);
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  /** The share of a face's outline that is inside of the mask. */
  static double coverage(Landmarks landmarks, Picture mask) {
    Mat hull = FaceMasks.hull(landmarks, 1, new Rect(0, 0, mask.width(), mask.height()));
    try {
      float[] outline = new float[mask.width() * mask.height()];
      hull.get(0, 0, outline);
      long all = 0;
      long covered = 0;
      for (int i = 0; i < outline.length; i++) {
        if (outline[i] > 0) {
          all++;
          covered += (mask.pixels()[i] & 0xff) >= INSIDE ? 1 : 0;
        }
      }
      return all == 0 ? Double.NaN : (double) covered / all;
    } finally {
      OpenCv.release(hull);
    }
  }

  /** How far landmarks are from the middle of their neighbours in time, over the face's size. */
  static double jitter(Landmarks before, Landmarks now, Landmarks after) {
    double sum = 0;
    for (int i = 0; i < Landmarks.COUNT; i++) {
      double dx = now.x(i) - (before.x(i) + after.x(i)) / 2;
      double dy = now.y(i) - (before.y(i) + after.y(i)) / 2;
      sum += Math.hypot(dx, dy);
    }
    return sum / Landmarks.COUNT / size(now);
  }

  /** From eye to chin and across the eyes, so that a turned head keeps its size. */
  private static double size(Landmarks face) {
    double x = 0;
    double y = 0;
    for (int i = EYES; i < EYES_END; i++) {
      x += face.x(i) / (EYES_END - EYES);
      y += face.y(i) / (EYES_END - EYES);
    }
    double across = Math.hypot(face.x(36) - face.x(45), face.y(36) - face.y(45));
    double down = Math.hypot(face.x(8) - x, face.y(8) - y);
    return Math.max(1, Math.hypot(across, down));
  }
}
