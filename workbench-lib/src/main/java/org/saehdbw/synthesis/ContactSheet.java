package org.saehdbw.synthesis;

import org.saehdbw.pictures.Picture;

/** Pictures of one size side by side. */
final class ContactSheet {
  private static final int COLUMNS = 8;

  private ContactSheet() {}

  static Picture of(SyntheticFaces faces, int count) {
    int columns = Math.min(COLUMNS, count);
    int rows = (count + columns - 1) / columns;
    int side = faces.size();
    int channels = faces.inColour() ? 3 : 1;
    int line = columns * side * channels;
    byte[] pixels = new byte[rows * side * line];
    for (int i = 0; i < count; i++) {
      byte[] face = faces.decode(i).pixels();
      int at = (i / columns) * side * line + (i % columns) * side * channels;
      for (int y = 0; y < side; y++) {
        System.arraycopy(face, y * side * channels, pixels, at + y * line, side * channels);
      }
    }
    return new Picture(columns * side, rows * side, channels, pixels);
  }
}
