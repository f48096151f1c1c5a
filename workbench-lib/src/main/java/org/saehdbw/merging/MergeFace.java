package org.saehdbw.merging;

import org.saehdbw.faces.Landmarks;
import org.saehdbw.merging.matching.Motion;

/**
 * One face of a frame with what the model made of it.
 *
 * @param landmarks in the frame's pixels
 * @param motion of this face
 * @param prediction of this face's square ({@link FrameMerger#predictorInput})
 */
public record MergeFace(Landmarks landmarks, Motion motion, Prediction prediction) {}
