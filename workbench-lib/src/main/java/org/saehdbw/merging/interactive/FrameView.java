package org.saehdbw.merging.interactive;

import java.util.List;
import org.saehdbw.merging.options.MergeOptions;
import org.saehdbw.pictures.DeepPicture;
import org.saehdbw.pictures.Picture;

/**
 * A frame as a merge makes it.
 *
 * @param number of the frame, from 1
 * @param frame as it was read
 * @param merged the picture that is written
 * @param mask one channel, 255 where the face is whole
 * @param options that it was made with
 * @param faces how many were merged
 * @param problems why others were not
 */
public record FrameView(
    long number,
    DeepPicture frame,
    DeepPicture merged,
    Picture mask,
    MergeOptions options,
    int faces,
    List<String> problems) {
  /** Copies the list. */
  public FrameView {
    problems = List.copyOf(problems);
  }

  /** Returns one of its pictures, of 8 bits. */
  public Picture picture(ViewKind kind) {
    return kind.of(this);
  }
}
