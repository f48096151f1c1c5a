package org.saehdbw.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.saehdbw.films.FilmCodec;
import org.saehdbw.films.Rate;
import org.saehdbw.merging.jobs.FrameRange;
import org.saehdbw.merging.jobs.Merge;
import picocli.CommandLine.Option;

/** Which frames of a film are merged, and of what kind the film of them is. */
final class FrameOptions {
  @Option(names = "--from", paramLabel = "N", description = "The first frame, from 1 (default: 1).")
  private long from = 1;

  @Option(names = "--to", paramLabel = "N", description = "The last frame (default: all).")
  private @Nullable Long to;

  @Option(names = "--every", paramLabel = "N", description = "Only every Nth frame (default: 1).")
  private int every = 1;

  @Option(names = "--skip", paramLabel = "LIST", description = "Frames to leave out: 5,7-9.")
  private String skip = "";

  @Option(
      names = "--codec",
      paramLabel = "NAME",
      description = "Of the film: ffv1, prores, h264 or vp9 (default: by its ending).")
  private @Nullable String codec;

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "25",
      description = "Frames a second of a film of --frames (default: ${DEFAULT-VALUE}).")
  private String rate;

  @Option(
      names = "--sound",
      paramLabel = "FILE",
      description = "The film or sound file whose sound a film of --frames gets.")
  private @Nullable Path sound;

  /**
   * Returns a merge with what was chosen.
   *
   * @throws IllegalArgumentException if it is not allowed
   */
  Merge on(Merge merge) {
    long last = to == null ? Long.MAX_VALUE : to;
    Merge chosen =
        merge
            .only(new FrameRange(from, last, every, FrameRange.spans(skip)))
            .like(Rate.parse(rate), Optional.ofNullable(sound));
    return codec == null ? chosen : chosen.codec(FilmCodec.of(codec));
  }
}
