package org.saehdbw.merging.filters;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Fewer colours by a median-cut palette without dithering, as Pillow makes it: the fullest box is
 * cut in two along its longest side until there are as many boxes as colours.
 */
public final class MedianCut {
  private static final int MOST_DISTINCT = 1 << 16;
  private static final int BYTE = 0xFF;

  /** How much a range of red, green or blue counts. */
  private static final int[] AXIS_WEIGHTS = {77, 150, 29};

  private final int[] colours;
  private final int[] counts;
  private final int[] ownBox;
  private final List<int[]> palette = new ArrayList<>();

  /** A box: places of its colours, and how many pixels they have. */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  private record Box(int[] places, long pixels) {}

  private MedianCut(int[] sorted, int most) {
    int[] distinct = new int[sorted.length];
    int[] times = new int[sorted.length];
    int count = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        distinct[count++] = sorted[i];
      }
      times[count - 1]++;
    }
    colours = Arrays.copyOf(distinct, count);
    counts = Arrays.copyOf(times, count);
    ownBox = new int[count];
    cut(shift(), most);
  }

  /**
   * Returns a picture in fewer colours.
   *
   * @param rgb pixels as 0xRRGGBB; gray as a blue value alone
   * @param most how many colours, at least 1
   * @return a new array of palette colours, one for each pixel
   */
  public static int[] reduce(int[] rgb, int most) {
    int[] sorted = rgb.clone();
    Arrays.sort(sorted);
    MedianCut cut = new MedianCut(sorted, most);
    int[] nearest = cut.nearest();
    int[] out = new int[rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      out[i] = nearest[Arrays.binarySearch(cut.colours, rgb[i])];
    }
    return out;
  }

  /** How many low bits must go, so that not too many different colours are left. */
  private int shift() {
    for (int shift = 0; ; shift++) {
      int mask = (BYTE << shift & BYTE) * 0x010101;
      if (Arrays.stream(colours).map(colour -> colour & mask).distinct().count() <= MOST_DISTINCT) {
        return shift;
      }
    }
  }

  private void cut(int shift, int most) {
    List<Box> open = new ArrayList<>();
    List<Box> done = new ArrayList<>();
    int[] all = new int[colours.length];
    Arrays.setAll(all, i -> i);
    open.add(box(all));
    while (!open.isEmpty() && open.size() + done.size() < most) {
      Box fullest = open.stream().max(Comparator.comparingLong(Box::pixels)).orElseThrow();
      open.remove(fullest);
      int axis = longest(fullest, shift);
      if (axis < 0) {
        done.add(fullest);
      } else {
        split(fullest, axis, shift, open);
      }
    }
    done.addAll(open);
    for (Box box : done) {
      for (int place : box.places) {
        ownBox[place] = palette.size();
      }
      palette.add(mean(box));
    }
  }

  private Box box(int[] places) {
    long pixels = 0;
    for (int place : places) {
      pixels += counts[place];
    }
    return new Box(places, pixels);
  }

  private int value(int place, int axis, int shift) {
    return (colours[place] >> 16 - 8 * axis & BYTE) >> shift;
  }

  /** The axis with the largest weighted range, or -1 if the box holds one colour. */
  private int longest(Box box, int shift) {
    int best = -1;
    int bestRange = 0;
    for (int axis = 0; axis < AXIS_WEIGHTS.length; axis++) {
      int least = BYTE;
      int largest = 0;
      for (int place : box.places) {
        int value = value(place, axis, shift);
        least = Math.min(least, value);
        largest = Math.max(largest, value);
      }
      int range = AXIS_WEIGHTS[axis] * (largest - least);
      if (range > bestRange) {
        best = axis;
        bestRange = range;
      }
    }
    return best;
  }

  private void split(Box box, int axis, int shift, List<Box> to) {
    long[] pixels = new long[BYTE + 1];
    int lowest = BYTE;
    for (int place : box.places) {
      int value = value(place, axis, shift);
      pixels[value] += counts[place];
      lowest = Math.min(lowest, value);
    }
    long sum = 0;
    int last = BYTE + 1;
    while (2 * sum <= box.pixels && last - 1 > lowest) {
      sum += pixels[--last];
    }
    int border = last;
    to.add(box(Arrays.stream(box.places).filter(p -> value(p, axis, shift) >= border).toArray()));
    to.add(box(Arrays.stream(box.places).filter(p -> value(p, axis, shift) < border).toArray()));
  }

  private int[] mean(Box box) {
    int[] mean = new int[AXIS_WEIGHTS.length];
    for (int axis = 0; axis < mean.length; axis++) {
      long sum = 0;
      for (int place : box.places) {
        sum += (long) counts[place] * value(place, axis, 0);
      }
      mean[axis] = (int) ((2 * sum + box.pixels) / (2 * box.pixels));
    }
    return mean;
  }

  /** For each different colour the nearest of the palette; its own box's wins ties. */
  private int[] nearest() {
    int[] nearest = new int[colours.length];
    for (int i = 0; i < colours.length; i++) {
      int best = ownBox[i];
      int bestDistance = distance(i, palette.get(best));
      for (int entry = 0; entry < palette.size(); entry++) {
        int distance = distance(i, palette.get(entry));
        if (distance < bestDistance) {
          bestDistance = distance;
          best = entry;
        }
      }
      int[] colour = palette.get(best);
      nearest[i] = colour[0] << 16 | colour[1] << 8 | colour[2];
    }
    return nearest;
  }

  private int distance(int place, int[] colour) {
    int distance = 0;
    for (int axis = 0; axis < colour.length; axis++) {
      int difference = value(place, axis, 0) - colour[axis];
      distance += difference * difference;
    }
    return distance;
  }
}
