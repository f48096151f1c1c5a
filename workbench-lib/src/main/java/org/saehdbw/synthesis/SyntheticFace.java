package org.saehdbw.synthesis;

import org.saehdbw.faces.FaceMetadata;
import org.saehdbw.pictures.Picture;

/**
 * A drawn face.
 *
 * @param picture the aligned face
 * @param metadata its face type, its 68 landmarks in the picture's pixels, and its place in a frame
 *     that was never drawn, as an extractor writes it
 */
public record SyntheticFace(Picture picture, FaceMetadata metadata) {}
