package org.saehdbw.training.steps;

import java.nio.FloatBuffer;

/**
 * Drawn faces, in (sample, channel, row, column) order, values in [0, 1]; heap memory of its own.
 *
 * @param count samples
 * @param channels of the pictures
 * @param side rows and columns
 * @param srcSrc the source drawn from source pictures
 * @param srcSrcMask its mask, one channel
 * @param dstDst the destination drawn from destination pictures
 * @param dstDstMask its mask
 * @param srcDst the swap: the source's identity in the destination's pose
 * @param srcDstMask its mask
 */
public record Prediction(
    int count,
    int channels,
    int side,
    FloatBuffer srcSrc,
    FloatBuffer srcSrcMask,
    FloatBuffer dstDst,
    FloatBuffer dstDstMask,
    FloatBuffer srcDst,
    FloatBuffer srcDstMask) {}
