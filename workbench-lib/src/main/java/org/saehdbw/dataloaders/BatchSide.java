package org.saehdbw.dataloaders;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * One side's samples as four arrays in (sample, channel, row, column) order, values in [0, 1].
 *
 * @param count samples
 * @param channels of the pictures, 1 or 3 (blue, green, red)
 * @param side rows and columns in pixels
 * @param warped network inputs, {@code count * channels * side * side}, direct memory
 * @param target what the network should draw, the same shape
 * @param mask face masks, {@code count * 1 * side * side}
 * @param eyesMouth eyes-and-mouth masks, the same shape as {@code mask}
 * @param names the faces' names in their set, for messages
 */
public record BatchSide(
    int count,
    int channels,
    int side,
    FloatBuffer warped,
    FloatBuffer target,
    FloatBuffer mask,
    FloatBuffer eyesMouth,
    List<String> names) {}
