package org.saehdbw.dataloaders;

import org.saehdbw.pictures.Picture;
import org.saehdbw.transfers.Pixels;

/** Between 8-bit pictures and the floats that transfers take. */
public final class PicturePixels {
  private static final float TOP = 255;

  private PicturePixels() {}

  /** Returns a picture's values divided by 255, in [0, 1]. */
  public static Pixels of(Picture picture) {
    float[] values = new float[picture.pixels().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (picture.pixels()[i] & 0xFF) / TOP;
    }
    return new Pixels(picture.width(), picture.height(), picture.channels(), values);
  }

  /** Returns values times 255, clipped and rounded. */
  public static Picture toPicture(Pixels pixels) {
    byte[] bytes = new byte[pixels.values().length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.round(TOP * Math.min(1, Math.max(0, pixels.values()[i])));
    }
    return new Picture(pixels.width(), pixels.height(), pixels.channels(), bytes);
  }
}
