package org.saehdbw.facesets;

import java.util.List;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.Picture;

/** Faces of any sizes side by side, in squares of one size. */
final class FaceSheet {
  private static final int COLUMNS = 8;
  private static final int MOST_PIXELS = 256;

  private FaceSheet() {}

  /**
   * Draws faces that are spread evenly over the faceset.
   *
   * @param most faces; all where the faceset has fewer
   * @throws IllegalArgumentException if the faceset is empty, or {@code most} is below 1
   */
  static Picture of(Faceset faces, int most) throws FaceFileException {
    List<Faceset.FaceEntry> entries = faces.entries();
    int count = Math.min(most, entries.size());
    if (count < 1) {
      throw new IllegalArgumentException(
          "a sheet needs at least one face, got " + most + " of " + entries.size() + " faces");
    }
    int columns = Math.min(COLUMNS, count);
    int rows = (count + columns - 1) / columns;
    Picture[] chosen = new Picture[count];
    int side = 1;
    for (int i = 0; i < count; i++) {
      chosen[i] = faces.decode((int) ((long) i * entries.size() / count));
      side = Math.max(side, Math.max(chosen[i].width(), chosen[i].height()));
    }
    side = Math.min(side, MOST_PIXELS);
    byte[] pixels = new byte[3 * columns * side * rows * side];
    for (int i = 0; i < count; i++) {
      int at = 3 * ((i / columns) * side * columns * side + (i % columns) * side);
      put(chosen[i], pixels, at, 3 * columns * side, side);
    }
    return new Picture(columns * side, rows * side, 3, pixels);
  }

  /** Each pixel of the square is the mean of those that it covers. */
  private static void put(Picture face, byte[] to, int at, int line, int side) {
    for (int y = 0; y < side; y++) {
      int top = y * face.height() / side;
      int bottom = Math.max(top + 1, (y + 1) * face.height() / side);
      for (int x = 0; x < side; x++) {
        int left = x * face.width() / side;
        int right = Math.max(left + 1, (x + 1) * face.width() / side);
        for (int channel = 0; channel < 3; channel++) {
          int from = Math.min(channel, face.channels() - 1);
          to[at + y * line + 3 * x + channel] = mean(face, top, bottom, left, right, from);
        }
      }
    }
  }

  private static byte mean(Picture face, int top, int bottom, int left, int right, int channel) {
    int sum = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        sum += face.pixels()[(y * face.width() + x) * face.channels() + channel] & 0xFF;
      }
    }
    int pixels = (bottom - top) * (right - left);
    return (byte) ((sum + pixels / 2) / pixels);
  }
}
