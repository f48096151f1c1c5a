package org.saehdbw.merging.filters;

import java.util.Arrays;
import java.util.Optional;
import org.saehdbw.parallel.Team;

/**
 * Poisson cloning ("normal clone", Pérez and others, 2003) as OpenCV's photo module does it: inside
 * of the mask, eroded by three passes of 3 x 3, the gradients of the source, elsewhere those of the
 * destination, solved on the whole bounding rectangle of the mask with the destination around it.
 *
 * <p>What is solved for is the change of the destination, which is 0 around the rectangle, so that
 * nothing changes where source and destination have equal gradients.
 */
public final class SeamlessClone {
  private static final int EROSIONS = 3;
  private static final float LEVELS = 255;

  private final boolean original;
  private final int frameWidth;
  private final int frameHeight;

  /**
   * Makes a cloner for frames of a size.
   *
   * @param original whether to repeat what the original does: source and result cut to 8 bits, and
   *     a rectangle that is off by a pixel where the mask touches the frame's left or top edge
   */
  public SeamlessClone(boolean original, int frameWidth, int frameHeight) {
    this.original = original;
    this.frameWidth = frameWidth;
    this.frameHeight = frameHeight;
  }

  /** A rectangle in a part of a frame. */
  record Box(int left, int top, int width, int height) {
    static Optional<Box> of(boolean[] mask, int width) {
      int left = width;
      int right = -1;
      int top = -1;
      int bottom = -1;
      for (int i = 0; i < mask.length; i++) {
        if (mask[i]) {
          left = Math.min(left, i % width);
          right = Math.max(right, i % width);
          top = top < 0 ? i / width : top;
          bottom = i / width;
        }
      }
      return top < 0
          ? Optional.empty()
          : Optional.of(new Box(left, top, right - left + 1, bottom - top + 1));
    }

    Box moved(int dx, int dy) {
      return new Box(left + dx, top + dy, width, height);
    }

    boolean isWithin(Planes part) {
      return left >= 0 && top >= 0 && left + width <= part.width() && top + height <= part.height();
    }
  }

  /**
   * Clones a face into a part of a frame.
   *
   * @param face the pasted face; becomes the part of the frame with the face cloned into it
   * @param frame the part of the frame
   * @param mask one value for each pixel of the part
   * @param threshold pixels of the mask above it are cloned
   */
  public void apply(Planes face, Planes frame, float[] mask, float threshold, Team team) {
    boolean[] inside = new boolean[face.count()];
    for (int i = 0; i < inside.length; i++) {
      inside[i] = mask[i] > threshold;
    }
    Optional<Box> before = Box.of(inside, face.width());
    clearEdge(inside, face);
    Optional<Box> found = Box.of(inside, face.width());
    if (found.isEmpty()) {
      return;
    }
    Box source = found.get();
    Box target = original ? placed(before.orElseThrow(), source) : source;
    if (!target.isWithin(face)) {
      return;
    }
    if (source.width < 3 || source.height < 3) {
      for (int c = 0; c < face.channels(); c++) {
        System.arraycopy(frame.plane(c), 0, face.plane(c), 0, face.count());
      }
      return;
    }
    boolean[] eroded = eroded(inside, face.width(), source);
    double[][][] change = new double[face.channels()][][];
    team.run(
        change.length,
        c -> {
          if (original) {
            truncate(face.plane(c), inside);
          }
          change[c] =
              laplacian(face.plane(c), frame.plane(c), face.width(), source, target, eroded);
        });
    Poisson.solve(change, team);
    team.run(
        change.length,
        c -> {
          System.arraycopy(frame.plane(c), 0, face.plane(c), 0, face.count());
          add(change[c], face.plane(c), face.width(), target);
        });
  }

  /** The library ignores a mask's pixels on the frame's edge. */
  private void clearEdge(boolean[] inside, Planes part) {
    int width = part.width();
    for (int y = 0; y < part.height(); y++) {
      int row = part.top() + y;
      if (row == 0 || row == frameHeight - 1) {
        Arrays.fill(inside, y * width, (y + 1) * width, false);
      } else {
        clear(inside, y * width, -part.left(), width);
        clear(inside, y * width, frameWidth - 1 - part.left(), width);
      }
    }
  }

  private static void clear(boolean[] inside, int start, int x, int width) {
    if (x >= 0 && x < width) {
      inside[start + x] = false;
    }
  }

  /** Where the library puts a rectangle whose centre was computed with the edge. */
  private static Box placed(Box before, Box source) {
    int centreX = before.left + before.width / 2;
    int centreY = before.top + before.height / 2;
    return source.moved(
        centreX - source.width / 2 - source.left, centreY - source.height / 2 - source.top);
  }

  private static void truncate(float[] plane, boolean[] inside) {
    for (int i = 0; i < inside.length; i++) {
      if (inside[i]) {
        plane[i] = (float) Math.floor(plane[i] * LEVELS) / LEVELS;
      }
    }
  }

  private static boolean[] eroded(boolean[] inside, int stride, Box box) {
    boolean[] mask = new boolean[box.width * box.height];
    for (int y = 0; y < box.height; y++) {
      System.arraycopy(inside, (box.top + y) * stride + box.left, mask, y * box.width, box.width);
    }
    for (int pass = 0; pass < EROSIONS; pass++) {
      boolean[] next = new boolean[mask.length];
      for (int y = 1; y < box.height - 1; y++) {
        for (int x = 1; x < box.width - 1; x++) {
          int at = y * box.width + x;
          next[at] = all(mask, at - box.width) && all(mask, at) && all(mask, at + box.width);
        }
      }
      mask = next;
    }
    return mask;
  }

  private static boolean all(boolean[] mask, int middle) {
    return mask[middle - 1] && mask[middle] && mask[middle + 1];
  }

  private static double[][] laplacian(
      float[] from, float[] to, int stride, Box source, Box target, boolean[] eroded) {
    int width = source.width;
    int height = source.height;
    double[][] across = new double[height][width];
    double[][] down = new double[height][width];
    for (int y = 0; y < height - 1; y++) {
      int a = (source.top + y) * stride + source.left;
      int b = (target.top + y) * stride + target.left;
      for (int x = 0; x < width - 1; x++, a++, b++) {
        if (eroded[y * width + x]) {
          across[y][x] = (double) (from[a + 1] - from[a]) - (to[b + 1] - to[b]);
          down[y][x] = (double) (from[a + stride] - from[a]) - (to[b + stride] - to[b]);
        }
      }
    }
    double[][] rows = new double[height - 2][width - 2];
    for (int y = 1; y < height - 1; y++) {
      for (int x = 1; x < width - 1; x++) {
        rows[y - 1][x - 1] = across[y][x] - across[y][x - 1] + down[y][x] - down[y - 1][x];
      }
    }
    return rows;
  }

  private void add(double[][] change, float[] plane, int stride, Box box) {
    for (int y = 0; y < change.length; y++) {
      int at = (box.top + 1 + y) * stride + box.left + 1;
      double[] row = change[y];
      for (int x = 0; x < row.length; x++) {
        double value = Math.max(0, Math.min(1, plane[at + x] + row[x]));
        plane[at + x] = original ? (float) Math.floor(value * LEVELS) / LEVELS : (float) value;
      }
    }
  }
}
