package org.saehdbw.merging;

import org.saehdbw.merging.filters.Planes;
import org.saehdbw.pictures.Picture;
import org.saehdbw.transfers.Pixels;

/** A frame of any depth, read part by part as floats of [0, 1]. */
interface FrameSource {
  /** Columns. */
  int width();

  /** Rows. */
  int height();

  /** 1 or 3. */
  int channels();

  /** Fills some rows of a part whose size, place and channels are set. */
  void load(Planes part, int fromRow, int toRow);

  /** Fills a part whose size, place and channels are set. */
  default void load(Planes part) {
    load(part, 0, part.height());
  }

  /** The frame of a picture of 8 bits. */
  record Bytes(Picture picture) implements FrameSource {
    private static final float[] VALUES = values();

    private static float[] values() {
      float[] values = new float[256];
      for (int i = 0; i < values.length; i++) {
        values[i] = i / 255f;
      }
      return values;
    }

    @Override
    public int width() {
      return picture.width();
    }

    @Override
    public int height() {
      return picture.height();
    }

    @Override
    public int channels() {
      return picture.channels();
    }

    @Override
    public void load(Planes part, int fromRow, int toRow) {
      byte[] pixels = picture.pixels();
      int channels = channels();
      for (int y = fromRow; y < toRow; y++) {
        int from = ((part.top() + y) * width() + part.left()) * channels;
        for (int c = 0; c < channels; c++) {
          row(pixels, from + c, channels, part.plane(c), y * part.width(), part.width());
        }
      }
    }

    private static void row(byte[] pixels, int from, int step, float[] to, int at, int width) {
      for (int x = 0; x < width; x++) {
        to[at + x] = VALUES[pixels[from + x * step] & 0xFF];
      }
    }
  }

  /** The frame of a picture of floats. */
  record Floats(Pixels pixels) implements FrameSource {
    @Override
    public int width() {
      return pixels.width();
    }

    @Override
    public int height() {
      return pixels.height();
    }

    @Override
    public int channels() {
      return pixels.channels();
    }

    @Override
    public void load(Planes part, int fromRow, int toRow) {
      float[] values = pixels.values();
      int channels = channels();
      for (int y = fromRow; y < toRow; y++) {
        int from = ((part.top() + y) * width() + part.left()) * channels;
        for (int c = 0; c < channels; c++) {
          float[] to = part.plane(c);
          for (int x = 0; x < part.width(); x++) {
            to[y * part.width() + x] = values[from + x * channels + c];
          }
        }
      }
    }
  }
}
