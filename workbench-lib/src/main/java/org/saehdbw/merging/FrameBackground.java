package org.saehdbw.merging;

import java.util.Optional;
import org.saehdbw.merging.filters.Planes;
import org.saehdbw.merging.options.MergeMode;
import org.saehdbw.merging.options.MergeOptions;
import org.saehdbw.parallel.Team;

/** What is left of the frame around faces, made once for all faces of a frame. */
final class FrameBackground {
  private final FrameSource frame;
  private final MergeOptions options;
  private final Team team;
  private Optional<Planes> worse = Optional.empty();

  FrameBackground(FrameSource frame, MergeOptions options, Team team) {
    this.frame = frame;
    this.options = options;
    this.team = team;
  }

  /** Whether an option changes all of the frame. */
  boolean isWhole() {
    return options.mode() != MergeMode.ORIGINAL
        && !options.mode().isRaw()
        && (options.degradesFrame() || options.colorDegradePower() > 0);
  }

  /**
   * Returns the background of a part.
   *
   * @param part of the frame: all of it if {@link #isWhole}
   */
  Planes of(Planes part) {
    if (!isWhole() || !options.degradesFrame()) {
      return part;
    }
    if (worse.isEmpty()) {
      Planes planes = new Planes().copy(part);
      Degrade.background(planes, options, team);
      worse = Optional.of(planes);
    }
    return worse.get();
  }
}
