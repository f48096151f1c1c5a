package org.saehdbw.films;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avutil;

/** What all calls of FFmpeg's libraries have in common: errors, fractions, silence. */
final class Av {
  private static final int LONGEST = 256;

  static {
    // What the libraries say on standard error would stand among our own lines.
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
  }

  private Av() {}

  /** Loads the libraries, where that has not happened yet. */
  static void load() {
    // The initialiser of this class does it.
  }

  /**
   * Passes a result on.
   *
   * @param code what a function returned
   * @param file that it worked on
   * @param what it did, as {@code cannot be opened}
   * @throws FilmException if the code is an error
   */
  static int check(int code, Path file, String what) throws FilmException {
    if (code < 0) {
      throw new FilmException(file + ": " + what + ": " + text(code));
    }
    return code;
  }

  /** What FFmpeg calls an error. */
  static String text(int code) {
    byte[] text = new byte[LONGEST];
    avutil.av_strerror(code, text, text.length);
    int end = 0;
    while (end < text.length && text[end] != 0) {
      end++;
    }
    return new String(text, 0, end, StandardCharsets.UTF_8);
  }

  static boolean isAgain(int code) {
    return code == avutil.AVERROR_EAGAIN();
  }

  static boolean isEnd(int code) {
    return code == avutil.AVERROR_EOF;
  }

  static AVRational rational(Rate rate) {
    return new AVRational().num(rate.numerator()).den(rate.denominator());
  }

  /** Returns a fraction; {@code otherwise} where FFmpeg does not know it. */
  static Rate rate(AVRational value, Rate otherwise) {
    return value.num() > 0 && value.den() > 0 ? new Rate(value.num(), value.den()) : otherwise;
  }
}
