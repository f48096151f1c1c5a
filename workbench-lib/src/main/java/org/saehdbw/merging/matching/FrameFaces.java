package org.saehdbw.merging.matching;

import java.util.List;
import org.saehdbw.faces.Landmarks;

/**
 * A frame and its faces.
 *
 * @param frame the frame's name
 * @param faces in the order in which they are painted: that of the aligned files
 */
public record FrameFaces(String frame, List<Found> faces) {
  /**
   * One face of a frame.
   *
   * @param file the aligned file that it comes from
   * @param landmarks in the frame's pixels
   * @param motion of the face from the frame before to the frame after
   */
  public record Found(String file, Landmarks landmarks, Motion motion) {}

  /** Copies the list. */
  public FrameFaces {
    faces = List.copyOf(faces);
  }
}
