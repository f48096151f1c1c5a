package org.saehdbw.films;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * What films are written with: the encoders of FFmpeg's libraries that need no GPL parts. AV1 is
 * not one of them: for a user with the right to do so, such as root in a container, its encoder
 * (SVT-AV1) gives the calling thread real-time priority, which all later threads inherit.
 *
 * <ul>
 *   <li>{@code ffv1}: without loss, gray of 8 to 16 bits as it is, colour in 8 or 16 bits; for
 *       {@code .mkv}, {@code .mov}, {@code .avi}, {@code .nut}
 *   <li>{@code prores}: 10 bits for editing programs; {@code .mov}
 *   <li>{@code h264}: 8 bits, plays everywhere; even sides only; {@code .mp4}, {@code .mkv}, {@code
 *       .mov}
 *   <li>{@code vp9}: 8 bits; {@code .webm}, {@code .mkv}, {@code .mp4}
 * </ul>
 */
public enum FilmCodec {
  FFV1("ffv1", List.of("mkv", "mov", "avi", "nut")),
  PRORES("prores_ks", List.of("mov")),
  H264("libopenh264", List.of("mp4", "mkv", "mov")),
  VP9("libvpx-vp9", List.of("webm", "mkv", "mp4"));

  private final String encoder;
  private final List<String> endings;

  FilmCodec(String encoder, List<String> endings) {
    this.encoder = encoder;
    this.endings = endings;
  }

  /** Its name in commands, such as {@code ffv1}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the codec of a word.
   *
   * @throws IllegalArgumentException if it is none; the message has all
   */
  public static FilmCodec of(String word) {
    return Arrays.stream(values())
        .filter(codec -> codec.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a codec must be one of "
                        + Arrays.stream(values())
                            .map(FilmCodec::word)
                            .collect(Collectors.joining(", "))
                        + ", got "
                        + word));
  }

  /**
   * Returns the usual codec for the ending of a file's name.
   *
   * @throws IllegalArgumentException if films with that ending cannot be written
   */
  public static FilmCodec forEnding(String ending) {
    return switch (ending) {
      case "mkv", "avi", "nut" -> FFV1;
      case "mov" -> PRORES;
      case "mp4" -> H264;
      case "webm" -> VP9;
      default ->
          throw new IllegalArgumentException(
              "a film's name must end in .mkv, .mov, .mp4, .webm, .avi or .nut, got ." + ending);
    };
  }

  String encoder() {
    return encoder;
  }

  List<String> endings() {
    return endings;
  }

  /** Whether FFmpeg's libraries here have its encoder. */
  public boolean isHere() {
    Av.load();
    AVCodec codec = avcodec.avcodec_find_encoder_by_name(encoder);
    return codec != null && !codec.isNull();
  }

  boolean needsEvenSides() {
    return this == H264;
  }

  /** Whether black is stored as 0; players expect limited range of the others. */
  boolean isFullRange() {
    return this == FFV1;
  }

  /** The form of pixels that it stores. */
  PixelForm form(int channels, int bits) {
    return PixelForm.of(
        switch (this) {
          case FFV1 -> channels == 1 ? gray(bits) : colour(bits);
          case PRORES -> avutil.AV_PIX_FMT_YUV422P10LE;
          case H264, VP9 -> avutil.AV_PIX_FMT_YUV420P;
        });
  }

  private static int gray(int bits) {
    return switch (bits) {
      case 8 -> avutil.AV_PIX_FMT_GRAY8;
      case 9, 10 -> avutil.AV_PIX_FMT_GRAY10LE;
      case 11, 12 -> avutil.AV_PIX_FMT_GRAY12LE;
      default -> avutil.AV_PIX_FMT_GRAY16LE;
    };
  }

  private static int colour(int bits) {
    return bits > 8 ? avutil.AV_PIX_FMT_GBRP16LE : avutil.AV_PIX_FMT_BGR0;
  }
}
