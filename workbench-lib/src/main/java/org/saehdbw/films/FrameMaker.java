package org.saehdbw.films;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;
import org.saehdbw.pictures.DeepPicture;

/** Makes frames for an encoder of our pictures; gray becomes luma without a way through colours. */
final class FrameMaker implements AutoCloseable {
  private final FilmTarget target;
  private final PixelForm form;
  private final short[] toStored;
  private final AVFrame frame = avutil.av_frame_alloc();
  private final AVFrame colours = avutil.av_frame_alloc();
  private @Nullable ColourConversion conversion;

  FrameMaker(FilmTarget target, int width, int height) throws FilmException {
    this.target = target;
    form = target.codec().form(target.channels(), target.bits());
    boolean isFull = target.codec().isFullRange();
    toStored = LumaRange.toStored(form.bits(), isFull);
    allocate(frame, form.id(), width, height);
    if (!form.isRgb()) {
      frame.colorspace(ColourConversion.matrix(height));
    }
    ColourConversion.complete(frame, form, isFull);
    if (target.channels() != 1) {
      boolean isDeep = target.bits() > 8;
      int id = isDeep ? avutil.AV_PIX_FMT_BGR48LE : avutil.AV_PIX_FMT_BGR24;
      allocate(colours, id, width, height);
      ColourConversion.complete(colours, PixelForm.of(id), true);
      conversion = new ColourConversion(target.file());
    }
  }

  private void allocate(AVFrame made, int id, int width, int height) throws FilmException {
    made.format(id).width(width).height(height);
    Av.check(avutil.av_frame_get_buffer(made, 0), target.file(), "no memory for a frame");
  }

  /**
   * Returns the frame of a picture, which is valid until the next one is made.
   *
   * @throws IllegalArgumentException if it has other sides than the film
   */
  AVFrame make(DeepPicture picture) throws FilmException {
    if (picture.width() != frame.width() || picture.height() != frame.height()) {
      throw new IllegalArgumentException(
          "all frames of a film must have "
              + frame.width()
              + " x "
              + frame.height()
              + " pixels, got "
              + picture.width()
              + " x "
              + picture.height());
    }
    // An encoder may still read the frame before.
    Av.check(avutil.av_frame_make_writable(frame), target.file(), "no memory for a frame");
    ColourConversion colour = conversion;
    if (colour == null) {
      FramePlanes.putLuma(frame, form, picture.to(form.bits()), toStored);
    } else {
      FramePlanes.putColours(colours, picture.to(target.bits() > 8 ? 16 : 8));
      colour.convert(colours, frame);
    }
    return frame;
  }

  @Override
  public void close() {
    avutil.av_frame_free(frame);
    avutil.av_frame_free(colours);
    if (conversion != null) {
      conversion.close();
    }
  }
}
