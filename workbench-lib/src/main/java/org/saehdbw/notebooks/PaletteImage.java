package org.saehdbw.notebooks;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * A picture of at most 256 colours with one byte a pixel. A chart in a notebook takes fewer bytes
 * then; its rarest blends of two colours become the nearest one that is kept.
 */
final class PaletteImage {
  private static final int COLOURS = 256;

  /** So many are taken by the number of their pixels alone. */
  private static final int COMMONEST = 64;

  private static final int RGB = 0xffffff;

  private PaletteImage() {}

  /** Returns the same picture with a palette; pictures of up to 256 colours do not change. */
  static BufferedImage of(BufferedImage picture) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    int[] pixels = picture.getRGB(0, 0, width, height, null, 0, width);
    Map<Integer, Integer> counts = new HashMap<>();
    for (int pixel : pixels) {
      counts.merge(pixel & RGB, 1, Integer::sum);
    }
    int[] palette = palette(counts);
    Map<Integer, Byte> places = new HashMap<>();
    counts.keySet().forEach(colour -> places.put(colour, (byte) nearest(palette, colour)));
    BufferedImage indexed =
        new BufferedImage(
            width,
            height,
            BufferedImage.TYPE_BYTE_INDEXED,
            new IndexColorModel(8, palette.length, palette, 0, false, -1, 0));
    byte[] indices = ((DataBufferByte) indexed.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < pixels.length; i++) {
      indices[i] = places.getOrDefault(pixels[i] & RGB, (byte) 0);
    }
    return indexed;
  }

  /**
   * The colours that most pixels have, and then, one by one, the colour whose pixels would be
   * changed most by the nearest one so far.
   */
  private static int[] palette(Map<Integer, Integer> counts) {
    int[] colours =
        counts.entrySet().stream()
            .sorted(
                Comparator.<Map.Entry<Integer, Integer>>comparingInt(entry -> -entry.getValue())
                    .thenComparing(Map.Entry::getKey))
            .mapToInt(Map.Entry::getKey)
            .toArray();
    if (colours.length <= COLOURS) {
      return colours;
    }
    int[] palette = Arrays.copyOf(colours, COLOURS);
    int[] distances = new int[colours.length];
    Arrays.fill(distances, Integer.MAX_VALUE);
    for (int kept = 0; kept < COLOURS; kept++) {
      if (kept >= COMMONEST) {
        palette[kept] = colours[worst(colours, distances, counts)];
      }
      for (int i = 0; i < colours.length; i++) {
        distances[i] = Math.min(distances[i], distance(palette[kept], colours[i]));
      }
    }
    return palette;
  }

  private static int worst(int[] colours, int[] distances, Map<Integer, Integer> counts) {
    int worst = 0;
    double most = -1;
    for (int i = 0; i < colours.length; i++) {
      double change = (double) distances[i] * counts.getOrDefault(colours[i], 0);
      if (change > most) {
        most = change;
        worst = i;
      }
    }
    return worst;
  }

  private static int nearest(int[] palette, int colour) {
    int best = 0;
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < palette.length && least > 0; i++) {
      int distance = distance(palette[i], colour);
      if (distance < least) {
        least = distance;
        best = i;
      }
    }
    return best;
  }

  private static int distance(int one, int other) {
    int red = (one >> 16 & 255) - (other >> 16 & 255);
    int green = (one >> 8 & 255) - (other >> 8 & 255);
    int blue = (one & 255) - (other & 255);
    return red * red + green * green + blue * blue;
  }
}
