package org.saehdbw.facesets.health;

import org.saehdbw.faces.FaceType;

/**
 * What one face is like.
 *
 * @param index its place among the faceset's entries
 * @param name its name in the faceset
 * @param width stored columns
 * @param height stored rows
 * @param channels stored channels
 * @param faceType what its file says
 * @param edges how soft its sharpest edges are at the training size
 * @param tones its brightness and contrast
 * @param points whether its landmarks can be right
 * @param yaw in degrees, above 0 when the nose points to the picture's left; not a number where the
 *     landmarks cannot be a face's
 * @param pitch in degrees, above 0 when the face looks up; not a number as {@code yaw}
 * @param sourceSide the side in the frame's pixels of what became this picture; not a number where
 *     the file does not say
 * @param lying whether the pixels show a face on its side or upside down against its landmarks
 */
public record FaceHealth(
    int index,
    String name,
    int width,
    int height,
    int channels,
    FaceType faceType,
    EdgeBlur edges,
    Tones tones,
    PointCheck points,
    double yaw,
    double pitch,
    double sourceSide,
    boolean lying) {

  /** Whether its pose is known. */
  public boolean hasPose() {
    return !Double.isNaN(yaw) && !Double.isNaN(pitch);
  }
}
