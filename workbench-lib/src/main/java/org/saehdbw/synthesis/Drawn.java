package org.saehdbw.synthesis;

import org.saehdbw.facesets.FaceMetadata;
import org.saehdbw.facesets.Picture;

/**
 * A drawn face.
 *
 * @param picture the aligned face
 * @param metadata its face type and its 68 landmarks, in the picture's pixels
 */
public record Drawn(Picture picture, FaceMetadata metadata) {}
