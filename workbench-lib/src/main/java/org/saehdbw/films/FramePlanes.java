package org.saehdbw.films;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.saehdbw.pictures.DeepPicture;

/** Values between Java's arrays and the planes of FFmpeg's frames. */
final class FramePlanes {
  private static final int UNSIGNED = 0xffff;

  private FramePlanes() {}

  private static ByteBuffer plane(AVFrame frame, int plane, int rows) {
    BytePointer data = new BytePointer(frame.data(plane));
    long bytes = (long) frame.linesize(plane) * rows;
    return data.capacity(bytes).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads luma or gray.
   *
   * @param toFull for each stored value the value in full range
   */
  static DeepPicture luma(AVFrame frame, PixelForm form, short[] toFull) {
    int width = frame.width();
    int height = frame.height();
    ByteBuffer data = plane(frame, form.plane(), height);
    short[] values = new short[width * height];
    int mask = toFull.length - 1;
    for (int y = 0; y < height; y++) {
      int row = y * frame.linesize(form.plane()) + form.offset();
      for (int x = 0; x < width; x++) {
        int at = row + x * form.step();
        int stored = form.bits() > 8 ? data.getShort(at) & UNSIGNED : data.get(at) & 0xff;
        values[y * width + x] = toFull[stored >> form.shift() & mask];
      }
    }
    return new DeepPicture(width, height, 1, form.bits(), values);
  }

  /**
   * Reads blue, green and red.
   *
   * @param frame in the form bgr24 or bgr48le
   */
  static DeepPicture colours(AVFrame frame, int bits) {
    int width = frame.width();
    int height = frame.height();
    ByteBuffer data = plane(frame, 0, height);
    short[] values = new short[3 * width * height];
    for (int y = 0; y < height; y++) {
      int row = y * frame.linesize(0);
      for (int x = 0; x < 3 * width; x++) {
        values[3 * y * width + x] =
            bits > 8 ? data.getShort(row + 2 * x) : (short) (data.get(row + x) & 0xff);
      }
    }
    return new DeepPicture(width, height, 3, bits > 8 ? 16 : 8, values);
  }

  /**
   * Writes blue, green and red.
   *
   * @param frame in the form bgr24 or bgr48le
   * @param picture of three channels, with 8 or 16 bits
   */
  static void putColours(AVFrame frame, DeepPicture picture) {
    ByteBuffer data = plane(frame, 0, frame.height());
    int across = 3 * frame.width();
    for (int y = 0; y < frame.height(); y++) {
      int row = y * frame.linesize(0);
      for (int x = 0; x < across; x++) {
        if (picture.bits() > 8) {
          data.putShort(row + 2 * x, picture.values()[y * across + x]);
        } else {
          data.put(row + x, (byte) picture.values()[y * across + x]);
        }
      }
    }
  }

  /**
   * Writes gray as luma, and chroma without colour where the form has chroma.
   *
   * @param picture of one channel, with the bits of the form
   * @param toStored for each value the value that is stored
   */
  static void putLuma(AVFrame frame, PixelForm form, DeepPicture picture, short[] toStored) {
    int width = frame.width();
    int height = frame.height();
    ByteBuffer data = plane(frame, form.plane(), height);
    for (int y = 0; y < height; y++) {
      int row = y * frame.linesize(form.plane()) + form.offset();
      for (int x = 0; x < width; x++) {
        put(data, row + x * form.step(), form, toStored[picture.at(y * width + x)]);
      }
    }
    if (!form.isGray()) {
      int rows = -(-height >> form.chromaHeight());
      int columns = -(-width >> form.chromaWidth());
      for (int plane = 1; plane <= 2; plane++) {
        ByteBuffer chroma = plane(frame, plane, rows);
        for (int y = 0; y < rows; y++) {
          for (int x = 0; x < columns; x++) {
            int at = y * frame.linesize(plane) + x * form.step();
            put(chroma, at, form, (short) (1 << (form.bits() - 1)));
          }
        }
      }
    }
  }

  private static void put(ByteBuffer data, int at, PixelForm form, short value) {
    if (form.bits() > 8) {
      data.putShort(at, (short) (value << form.shift()));
    } else {
      data.put(at, (byte) value);
    }
  }
}
