package org.saehdbw.merging;

import org.saehdbw.faces.Landmarks;
import org.saehdbw.merging.matching.Motion;

/**
 * One face of a frame with what the model made of it.
 *
 * @param landmarks in the frame's pixels
 * @param motion of this face
 * @param prediction of this face's square ({@link FrameMerger#predictorInput})
 * @param correction of its colours after their transfer
 */
public record MergeFace(
    Landmarks landmarks, Motion motion, Prediction prediction, ColourCorrection correction) {
  /** A face without a correction. */
  public MergeFace(Landmarks landmarks, Motion motion, Prediction prediction) {
    this(landmarks, motion, prediction, ColourCorrection.NONE);
  }
}
