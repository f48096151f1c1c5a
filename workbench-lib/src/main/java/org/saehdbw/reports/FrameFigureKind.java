package org.saehdbw.reports;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.saehdbw.merging.jobs.FrameFigures;
import org.saehdbw.merging.jobs.MergeFigures;

/**
 * A figure of merged frames.
 *
 * @param name of it in files and pages
 * @param unit of its values
 * @param meaning what it says
 * @param isAlways whether a report without it says that it is not known; others leave it out
 * @param of a frame
 */
record FrameFigureKind(
    String name, String unit, String meaning, boolean isAlways, ToDoubleFunction<FrameFigures> of) {
  private static final List<FrameFigureKind> ALL =
      List.of(
          new FrameFigureKind(
              "seam",
              "levels",
              "steps at the border of the mask, less those of the source; above 0 an edge can be"
                  + " seen: blur the mask, or use seamless",
              true,
              FrameFigures::seam),
          new FrameFigureKind(
              "flicker",
              "levels",
              "change from frame to frame inside the mask, less that of the source; above 0 the"
                  + " face flickers",
              true,
              FrameFigures::flicker),
          new FrameFigureKind(
              "brightness",
              "levels",
              "brightness inside the mask, less that of the source; far from 0: use a colour"
                  + " transfer",
              true,
              FrameFigures::brightness),
          new FrameFigureKind(
              "coverage",
              "share",
              "the part of the source's face that the mask covers; what is left shows the old face",
              true,
              FrameFigures::coverage),
          new FrameFigureKind(
              "jitter",
              "share of the face",
              "landmarks off the middle of their neighbours in time; large values shake the face",
              true,
              FrameFigures::jitter),
          new FrameFigureKind(
              "faceset_jitter",
              "share of the face",
              "the same before landmark_smoothing, as the faceset has them",
              true,
              FrameFigures::facesetJitter),
          new FrameFigureKind(
              "similarity_src",
              "correlation",
              "likeness to src's faces of the nearest poses, from -1 to 1; more is better",
              false,
              frame -> frame.likeness().similaritySrc()),
          new FrameFigureKind(
              "similarity_dst",
              "correlation",
              "likeness to the face that was replaced, from -1 to 1",
              false,
              frame -> frame.likeness().similarityDst()),
          new FrameFigureKind(
              "swap_identity_share",
              "share",
              "0 is the face that was replaced, 1 is src; below 1 of a perfect swap too, as the"
                  + " faces of src have other expressions and light",
              false,
              frame -> frame.likeness().identityShare()));

  /** The figures that a report of these frames has, in order. */
  static List<FrameFigureKind> of(MergeFigures figures) {
    return ALL.stream()
        .filter(kind -> kind.isAlways() || Double.isFinite(figures.mean(kind.of())))
        .toList();
  }
}
