package org.saehdbw.training.previews;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.Picture;
import org.saehdbw.pictures.PictureFiles;
import org.saehdbw.runs.RunFolder;

/** One column of a run's previews over time: how its faces came to look as they do. */
public final class PreviewStrip {
  private static final String GRID = "_faces.png";
  private static final int COLUMNS = 5;

  /** The columns of a preview, from the left. */
  public enum Column {
    SRC,
    SRC_SRC,
    DST,
    DST_DST,
    SWAP
  }

  private PreviewStrip() {}

  /**
   * Cuts a column out of previews that are evenly spaced over all there are, the last one always
   * among them.
   *
   * @param run whose previews have all columns in one file, as those of models up to 256 pixels
   * @param column which faces
   * @param rows how many of them, at least 1; what a preview does not have is left out
   * @param most previews, at least 1
   * @return pictures by {@code iteration N}, oldest first; empty where the run has no such preview
   * @throws IOException if a preview cannot be read
   */
  public static Map<String, Picture> of(RunFolder run, Column column, int rows, int most)
      throws IOException {
    List<Path> previews =
        run.previewFiles().stream()
            .filter(file -> file.getFileName().toString().endsWith(GRID))
            .toList();
    Map<String, Picture> strip = new LinkedHashMap<>();
    int count = Math.min(most, previews.size());
    for (int i = 1; i <= count; i++) {
      Path file = previews.get((int) ((long) i * previews.size() / count) - 1);
      String name = file.getFileName().toString();
      long iteration = Long.parseLong(name.substring(0, name.length() - GRID.length()));
      strip.put("iteration " + iteration, cut(read(file), column, rows));
    }
    return strip;
  }

  private static Picture read(Path file) throws IOException {
    try {
      return PictureFiles.read(file);
    } catch (FaceFileException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private static Picture cut(Picture sheet, Column column, int rows) {
    int side = sheet.width() / COLUMNS;
    int height = Math.min(rows * side, sheet.height());
    int channels = sheet.channels();
    byte[] pixels = new byte[side * height * channels];
    for (int y = 0; y < height; y++) {
      int from = (y * sheet.width() + column.ordinal() * side) * channels;
      System.arraycopy(sheet.pixels(), from, pixels, y * side * channels, side * channels);
    }
    return new Picture(side, height, channels, pixels);
  }
}
