package org.saehdbw.synthesis;

import org.saehdbw.faces.FaceMetadata;
import org.saehdbw.pictures.Picture;

/**
 * A drawn face.
 *
 * @param picture the aligned face
 * @param metadata its face type and its 68 landmarks, in the picture's pixels
 */
public record SyntheticFace(Picture picture, FaceMetadata metadata) {}
