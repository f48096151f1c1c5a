package org.saehdbw.merging.options;

/**
 * Options from one frame of a film on.
 *
 * @param frame its place in the film, from 1
 * @param options of that frame
 * @param transition how they go on to the next keyframe
 */
public record Keyframe(long frame, MergeOptions options, Transition transition) {
  /**
   * Checks the place.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public Keyframe {
    if (frame < 1) {
      throw new IllegalArgumentException("frames are counted from 1, got a keyframe at " + frame);
    }
  }

  Keyframe with(MergeOptions changed) {
    return new Keyframe(frame, changed, transition);
  }

  Keyframe at(long other) {
    return new Keyframe(other, options, transition);
  }
}
