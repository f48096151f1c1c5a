package org.saehdbw.dataloaders;

import org.opencv.core.Mat;

/**
 * Where one sample's values go: matrices that are views of a batch's memory, one per channel.
 *
 * @param warped the network's input
 * @param target what it should draw
 * @param mask the face's mask
 * @param eyesMouth the eyes-and-mouth mask
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity, never by value
record SamplePlanes(Mat[] warped, Mat[] target, Mat mask, Mat eyesMouth) {}
