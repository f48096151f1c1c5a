package org.saehdbw.merging.jobs;

import org.saehdbw.evaluation.FrameSwapMeter;

/**
 * How good one merged frame is. Values are those of luma, in levels of 255; a figure that cannot be
 * worked out is NaN.
 *
 * @param number of the frame, from 0
 * @param name of its picture
 * @param seam how much steeper the frame became at the border of the mask: the mean step from pixel
 *     to pixel there, less that of the source
 * @param flicker how much more the face changes against its neighbours in time: the mean distance
 *     from the mean of the frames before and after, less that of the source
 * @param brightness the mean inside the mask, less that of the source
 * @param coverage the share of the source face's outline that the mask covers, 0 to 1
 * @param jitter how far the landmarks are from the middle of those before and after, as a share of
 *     the face's size; after smoothing, as the face was merged
 * @param facesetJitter the same of the landmarks as the faceset has them
 * @param likeness whom its faces look like; unknown without a faceset of src
 */
public record FrameFigures(
    long number,
    String name,
    double seam,
    double flicker,
    double brightness,
    double coverage,
    double jitter,
    double facesetJitter,
    FrameSwapMeter.Likeness likeness) {}
