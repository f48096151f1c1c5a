package org.saehdbw.films;

import java.nio.file.Path;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;

/**
 * Colour between the form of a film and blue, green, red in full range, by FFmpeg's libswscale. A
 * film that does not say its matrix has that of its height: BT.709 from 720 rows on, below BT.601.
 */
final class ColourConversion implements AutoCloseable {
  private static final int HIGH = 720;

  private final Path file;
  private final SwsContext context;

  ColourConversion(Path file) throws FilmException {
    this.file = file;
    context = swscale.sws_alloc_context();
    if (context == null) {
      throw new FilmException(file + ": no memory for the conversion of colours");
    }
    context.flags(swscale.SWS_BICUBIC | swscale.SWS_ACCURATE_RND | swscale.SWS_FULL_CHR_H_INT);
  }

  /** Says the matrix and the range of a frame, where it does not itself. */
  static void complete(AVFrame frame, PixelForm form, boolean isFull) {
    if (form.isRgb()) {
      frame.colorspace(avutil.AVCOL_SPC_RGB);
      frame.color_range(avutil.AVCOL_RANGE_JPEG);
      return;
    }
    if (frame.colorspace() == avutil.AVCOL_SPC_UNSPECIFIED) {
      frame.colorspace(matrix(frame.height()));
    }
    frame.color_range(isFull ? avutil.AVCOL_RANGE_JPEG : avutil.AVCOL_RANGE_MPEG);
  }

  static int matrix(int height) {
    return height >= HIGH ? avutil.AVCOL_SPC_BT709 : avutil.AVCOL_SPC_SMPTE170M;
  }

  /**
   * Converts a frame.
   *
   * @param from with its properties
   * @param to with sizes, form, matrix, range and memory
   */
  void convert(AVFrame from, AVFrame to) throws FilmException {
    Av.check(swscale.sws_scale_frame(context, to, from), file, "colours cannot be converted");
  }

  @Override
  public void close() {
    swscale.sws_freeContext(context);
  }
}
