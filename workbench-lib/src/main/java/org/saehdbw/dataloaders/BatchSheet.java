package org.saehdbw.dataloaders;

import java.nio.FloatBuffer;
import org.saehdbw.pictures.Picture;

/** Samples as people look at them. */
public final class BatchSheet {
  private static final int ROWS = 3;

  private BatchSheet() {}

  /**
   * Draws samples side by side: what the network is given, what it should draw, and the mask, one
   * below the other.
   *
   * @param samples one side of a batch
   * @param most how many of them at most, at least 1
   * @return a picture of the samples' channels
   * @throws IllegalArgumentException if the batch has no sample to show
   */
  public static Picture of(BatchSide samples, int most) {
    int count = Math.min(samples.count(), most);
    if (count < 1) {
      throw new IllegalArgumentException(
          "a sheet needs at least one sample, got " + samples.count() + " and most " + most);
    }
    int side = samples.side();
    int channels = samples.channels();
    int width = count * side;
    byte[] pixels = new byte[ROWS * side * width * channels];
    for (int sample = 0; sample < count; sample++) {
      for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
          int pixel = y * side + x;
          for (int channel = 0; channel < channels; channel++) {
            int at = (y * width + sample * side + x) * channels + channel;
            int row = side * width * channels;
            int plane = (sample * channels + channel) * side * side;
            pixels[at] = value(samples.warped(), plane + pixel);
            pixels[at + row] = value(samples.target(), plane + pixel);
            pixels[at + 2 * row] = value(samples.mask(), sample * side * side + pixel);
          }
        }
      }
    }
    return new Picture(width, ROWS * side, channels, pixels);
  }

  private static byte value(FloatBuffer values, int at) {
    return (byte) Math.round(255 * Math.min(1, Math.max(0, values.get(at))));
  }
}
