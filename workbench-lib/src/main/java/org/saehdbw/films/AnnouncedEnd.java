package org.saehdbw.films;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * When the pictures of a film end by its own words. A container that does not say how many frames
 * it has, such as Matroska, says at least that, and so one that was cut off is known.
 */
final class AnnouncedEnd {
  /** Frames that may be missing, as the last ones may be shown longer than others. */
  private static final double TOLERATED = 2.5;

  private static final Pattern CLOCK = Pattern.compile("(\\d+):(\\d{2}):(\\d{2}(?:\\.\\d+)?)");

  private AnnouncedEnd() {}

  /**
   * Compares what was read with what is announced.
   *
   * @param end in seconds, when the last frame that was read ends
   * @return a sentence about a film that ends too early, without its name
   */
  static Optional<String> missed(OpenVideo video, double end) {
    OptionalDouble announced = announced(video);
    double tolerated = TOLERATED * video.info().rate().inverse().value();
    return announced.isPresent() && announced.getAsDouble() - end > tolerated
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "announces %.1f seconds, the last frame that was read ends after %.1f; a film that"
                    + " was cut off is like this",
                announced.getAsDouble(),
                end))
        : Optional.empty();
  }

  /**
   * The picture's own length, or the container's where the film has no sound that may be longer.
   */
  private static OptionalDouble announced(OpenVideo video) {
    AVFormatContext container = video.container();
    AVDictionaryEntry tag =
        avutil.av_dict_get(container.streams(video.stream()).metadata(), "DURATION", null, 0);
    if (tag != null && !tag.isNull()) {
      return seconds(tag.value().getString());
    }
    boolean isGuessed =
        container.duration_estimation_method() == avformat.AVFMT_DURATION_FROM_BITRATE;
    boolean isKnown = container.duration() > 0 && container.nb_streams() == 1 && !isGuessed;
    return isKnown
        ? OptionalDouble.of((double) container.duration() / avutil.AV_TIME_BASE)
        : OptionalDouble.empty();
  }

  private static OptionalDouble seconds(String text) {
    Matcher clock = CLOCK.matcher(text);
    return clock.matches()
        ? OptionalDouble.of(
            3600 * Double.parseDouble(clock.group(1))
                + 60 * Double.parseDouble(clock.group(2))
                + Double.parseDouble(clock.group(3)))
        : OptionalDouble.empty();
  }
}
