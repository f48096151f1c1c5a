package org.saehdbw.merging;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.saehdbw.faces.FaceMasks;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.merging.filters.Planes;
import org.saehdbw.merging.filters.Resize;
import org.saehdbw.merging.filters.Warp;
import org.saehdbw.merging.options.MaskMode;
import org.saehdbw.merging.options.MergeOptions;
import org.saehdbw.parallel.Team;
import org.saehdbw.pictures.OpenCv;
import org.saehdbw.transfers.Pixels;

/**
 * The squares of one face: cut from the frame, predicted, and the working mask, all of side R. Owns
 * memory that is used again; belongs to one thread at a time.
 */
final class FaceSquare {
  private static final int LEAST_ROWS = 16;

  private final Team team;
  private final MergeNetworks networks;
  final Planes dst = new Planes();
  final Planes face = new Planes();
  float[] mask = new float[0];

  FaceSquare(Team team, MergeNetworks networks) {
    this.team = team;
    this.networks = networks;
  }

  /** Cuts the square out of a part of the frame. */
  void cut(Planes frame, FaceGeometry geometry, MergeRules rules) {
    cut(frame, geometry, rules, null);
  }

  /**
   * Cuts the square out of a part of the frame.
   *
   * @param where only pixels above 0 of this square are cut, others become 0; null cuts all
   */
  void cut(Planes frame, FaceGeometry geometry, MergeRules rules, float @Nullable [] where) {
    int side = geometry.workingSide();
    dst.exact(side, side, frame.channels());
    Warp warp = new Warp(frame, geometry.face().inverse(), dst, rules.border(), where, true);
    team.bands(side, LEAST_ROWS, warp::rows);
  }

  /** The square in the model's side. */
  Pixels predictorInput(int side) {
    Planes input = dst;
    if (dst.width() != side) {
      input = new Planes();
      Resize.linear(dst.width(), dst.width(), side, side).planes(dst, input, team);
    }
    return toPixels(input);
  }

  private static Pixels toPixels(Planes planes) {
    int channels = planes.channels();
    float[] values = new float[planes.count() * channels];
    for (int c = 0; c < channels; c++) {
      float[] plane = planes.plane(c);
      for (int i = 0; i < planes.count(); i++) {
        values[i * channels + c] = plane[i];
      }
    }
    return new Pixels(planes.width(), planes.height(), channels, values);
  }

  private static void toPlanes(Pixels pixels, Planes planes, String name) {
    int channels = pixels.channels();
    float[] values = pixels.values();
    planes.exact(pixels.width(), pixels.height(), channels);
    boolean finite = true;
    for (int c = 0; c < channels; c++) {
      float[] plane = planes.plane(c);
      for (int i = 0; i < plane.length; i++) {
        plane[i] = values[i * channels + c];
        finite &= Math.abs(plane[i]) <= Float.MAX_VALUE;
      }
    }
    if (!finite) {
      throw new IllegalArgumentException(name + " must have finite values only");
    }
  }

  /** Takes the predicted face, enlarged by the network if the options say so. */
  void predict(Prediction prediction, MergeOptions options, int side) {
    toPlanes(prediction.face(), face, "a predicted face");
    face.clip();
    if (options.superResolutionPower() == 0) {
      return;
    }
    Pixels enlarged = networks.superResolution().orElseThrow().enlarge(toPixels(face));
    if (enlarged.width() != side || enlarged.height() != side) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a network that enlarges must give %d x %d pixels, got %d x %d",
              side,
              side,
              enlarged.width(),
              enlarged.height()));
    }
    Planes small = new Planes().copy(face);
    Resize.linear(small.width(), small.width(), side, side).planes(small, face, team);
    Planes sharp = new Planes();
    toPlanes(enlarged, sharp, "an enlarged face");
    float part = options.superResolutionPower() / 100f;
    for (int c = 0; c < face.channels(); c++) {
      float[] plane = face.plane(c);
      for (int i = 0; i < plane.length; i++) {
        plane[i] = plane[i] * (1 - part) + sharp.plane(c)[i] * part;
      }
    }
    face.clip();
  }

  /** Makes the working mask. */
  void mask(Planes frame, Landmarks landmarks, Prediction prediction, Sources of) {
    int side = of.geometry.workingSide();
    mask = mask.length == side * side ? mask : new float[side * side];
    switch (of.mode) {
      case FULL -> Arrays.fill(mask, 1);
      case DST -> hull(frame, landmarks, of.geometry);
      case LEARNED_PRD -> put(learned(prediction.mask(), side, of.rules));
      case LEARNED_DST -> put(learned(prediction.dstMask(), side, of.rules));
      case LEARNED_PRODUCT -> {
        put(learned(prediction.mask(), side, of.rules));
        times(learned(prediction.dstMask(), side, of.rules));
      }
      case LEARNED_SUM -> {
        put(learned(prediction.mask(), side, of.rules));
        plus(learned(prediction.dstMask(), side, of.rules));
      }
      case XSEG_PRD -> put(segmentedFace(side));
      case XSEG_DST -> put(segmentedFrame(frame, of));
      case XSEG_PRODUCT -> {
        put(segmentedFace(side));
        times(segmentedFrame(frame, of));
      }
      case ALL_PRODUCT -> {
        put(learned(prediction.mask(), side, of.rules));
        times(learned(prediction.dstMask(), side, of.rules));
        times(segmentedFace(side));
        times(segmentedFrame(frame, of));
      }
    }
    MaskStage.floor(mask, mask.length);
  }

  /** What a mask is made of. */
  record Sources(MaskMode mode, FaceGeometry geometry, MergeRules rules) {}

  private void put(float[] values) {
    System.arraycopy(values, 0, mask, 0, mask.length);
  }

  private void times(float[] values) {
    for (int i = 0; i < mask.length; i++) {
      mask[i] *= values[i];
    }
  }

  private void plus(float[] values) {
    for (int i = 0; i < mask.length; i++) {
      mask[i] = Math.min(1, mask[i] + values[i]);
    }
  }

  private void hull(Planes frame, Landmarks landmarks, FaceGeometry geometry) {
    Rect part = new Rect(frame.left(), frame.top(), frame.width(), frame.height());
    Mat drawn = FaceMasks.hull(landmarks, 1, part);
    Planes hull = new Planes().exact(part.width, part.height, 1).at(part.x, part.y);
    drawn.get(0, 0, hull.plane(0));
    OpenCv.release(drawn);
    Planes cut = new Planes().exact(geometry.workingSide(), geometry.workingSide(), 1);
    Warp.cubic(hull, geometry.face().inverse(), cut, Warp.Border.BLACK, null, team);
    cut.clip();
    put(cut.plane(0));
  }

  private float[] learned(float[] predicted, int side, MergeRules rules) {
    float[] clipped = MaskStage.clipped(predicted);
    int own = (int) Math.round(Math.sqrt(predicted.length));
    if (rules.fork()) {
      clipped = MaskStage.firstColumn(clipped, own);
    }
    return resized(clipped, own, side);
  }

  private float[] resized(float[] from, int own, int side) {
    if (own == side) {
      return from;
    }
    float[] out = new float[side * side];
    Resize.cubic(own, own, side, side).plane(from, out, team);
    return out;
  }

  private float[] segmentedFace(int side) {
    Planes input = new Planes();
    Resize.cubic(side, side, Segmenter.SIDE, Segmenter.SIDE).planes(face, input, team);
    return segmented(input, side);
  }

  private float[] segmentedFrame(Planes frame, Sources of) {
    Planes input = new Planes().exact(Segmenter.SIDE, Segmenter.SIDE, frame.channels());
    Warp.cubic(frame, of.geometry.segmented().inverse(), input, of.rules.border(), null, team);
    return segmented(input, of.geometry.workingSide());
  }

  private float[] segmented(Planes input, int side) {
    Pixels pixels = toPixels(input);
    float[] found = networks.segmenter().orElseThrow().mask(threeChannels(pixels));
    return resized(found, Segmenter.SIDE, side);
  }

  private static Pixels threeChannels(Pixels pixels) {
    if (pixels.channels() == 3) {
      return pixels;
    }
    float[] values = new float[3 * pixels.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = pixels.values()[i / 3];
    }
    return new Pixels(pixels.width(), pixels.height(), 3, values);
  }
}
