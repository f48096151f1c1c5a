package org.saehdbw.films;

import org.bytedeco.ffmpeg.avutil.AVComponentDescriptor;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * How FFmpeg stores the pixels of a frame.
 *
 * @param id FFmpeg's number of the form
 * @param name such as {@code yuv420p10le}
 * @param isGray whether it has no colour
 * @param isRgb whether it holds red, green and blue; otherwise gray, or luma and two chromas
 * @param bits of a value
 * @param plane that holds the first component
 * @param step bytes from a value of the first component to the next
 * @param offset bytes before the first one in a row
 * @param shift bits that a value is moved up by
 * @param chromaWidth how often the width is halved for chroma
 * @param chromaHeight how often the height is halved for chroma
 */
record PixelForm(
    int id,
    String name,
    boolean isGray,
    boolean isRgb,
    int bits,
    int plane,
    int step,
    int offset,
    int shift,
    int chromaWidth,
    int chromaHeight) {
  private static final int LEAST_COLOURS = 3;

  /**
   * Describes a form.
   *
   * @throws IllegalArgumentException if FFmpeg does not know it
   */
  static PixelForm of(int id) {
    AVPixFmtDescriptor known = avutil.av_pix_fmt_desc_get(id);
    if (known == null || known.isNull()) {
      throw new IllegalArgumentException("pixels are stored in a form that is not known: " + id);
    }
    AVComponentDescriptor first = known.comp(0);
    long flags = known.flags();
    boolean isPalette = (flags & avutil.AV_PIX_FMT_FLAG_PAL) != 0;
    return new PixelForm(
        id,
        known.name().getString(),
        known.nb_components() < LEAST_COLOURS && !isPalette,
        isPalette || (flags & avutil.AV_PIX_FMT_FLAG_RGB) != 0,
        first.depth(),
        first.plane(),
        first.step(),
        first.offset(),
        first.shift(),
        known.log2_chroma_w(),
        known.log2_chroma_h());
  }

  /** Whether the first component is luma, or gray, which can be read as it is. */
  boolean hasLuma() {
    return !isRgb;
  }
}
