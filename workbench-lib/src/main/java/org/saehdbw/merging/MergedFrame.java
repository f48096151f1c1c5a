package org.saehdbw.merging;

import org.saehdbw.pictures.Picture;

/**
 * A merged frame.
 *
 * @param picture with the frame's size and channels; in mode {@code raw-predict} the predicted
 *     squares side by side
 * @param mask one channel of the picture's size, 255 where the face is whole
 */
public record MergedFrame(Picture picture, Picture mask) {}
