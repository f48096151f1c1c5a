package org.saehdbw.notebooks;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.saehdbw.pictures.Picture;
import org.saehdbw.runs.Decoration;

/** Pictures side by side, each with its name below. */
public final class Captioned {
  private static final int GAP = 10;
  private static final int LINE = 24;

  /** No letter of the font is wider on average. */
  private static final int LETTER = 9;

  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 15);
  private static final Color INK = new Color(40, 40, 40);

  private Captioned() {}

  /**
   * Sets pictures in rows on white.
   *
   * @param columns pictures in a row, at least 1
   * @param pictures by the name below each; a name that is too long is continued below at a blank,
   *     a word that is too long is cut in the middle; all of one size look best
   * @throws IllegalArgumentException if there is no picture or no column
   */
  public static Picture of(int columns, Map<String, Picture> pictures) {
    if (columns < 1 || pictures.isEmpty()) {
      throw new IllegalArgumentException(
          "captions need at least one column and one picture, got "
              + columns
              + " and "
              + pictures.size());
    }
    int width = pictures.values().stream().mapToInt(Picture::width).max().orElseThrow() + GAP;
    int tallest = pictures.values().stream().mapToInt(Picture::height).max().orElseThrow();
    int lines = 1;
    for (String name : pictures.keySet()) {
      lines = Math.max(lines, lines(name, text -> text.length() * LETTER, width - GAP).size());
    }
    int height = tallest + LINE * lines;
    int across = Math.min(columns, pictures.size());
    int down = (pictures.size() + columns - 1) / columns;
    BufferedImage page =
        new BufferedImage(across * width, down * height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = page.createGraphics();
    // Without fonts the pictures are shown without their names.
    Decoration names = new Decoration(why -> {});
    try {
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, page.getWidth(), page.getHeight());
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.setFont(FONT);
      graphics.setColor(INK);
      int place = 0;
      for (Map.Entry<String, Picture> picture : pictures.entrySet()) {
        int x = place % columns * width;
        int y = place / columns * height;
        graphics.drawImage(PngRenderers.image(picture.getValue()), x, y, null);
        names.attempt(
            "the names of pictures",
            () -> {
              ToIntFunction<String> wide = graphics.getFontMetrics()::stringWidth;
              int below = y + tallest + LINE - LINE / 3;
              for (String line : lines(picture.getKey(), wide, width - GAP)) {
                graphics.drawString(fitting(line, wide, width - GAP), x + 2, below);
                below += LINE;
              }
            });
        place++;
      }
    } finally {
      graphics.dispose();
    }
    return toPicture(page);
  }

  /** Breaks a name at blanks, so that as much as fits is in each line. */
  static List<String> lines(String name, ToIntFunction<String> width, int most) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : name.split(" ", -1)) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && width.applyAsInt(longer) > most) {
        lines.add(line);
        line = word;
      } else {
        line = longer;
      }
    }
    lines.add(line);
    return lines;
  }

  /**
   * Cuts a name in the middle, where it is too long: its start and its ending say most. Where not
   * even the sign of a cut fits, nothing is left.
   *
   * @param width of a text, in pixels
   * @param most pixels that there are
   */
  static String fitting(String name, ToIntFunction<String> width, int most) {
    String text = name;
    int[] letters = name.codePoints().toArray();
    for (int kept = letters.length - 1; kept >= 0 && width.applyAsInt(text) > most; kept--) {
      int head = kept / 2;
      int tail = kept - head;
      text =
          new String(letters, 0, head)
              + "\u2026"
              + new String(letters, letters.length - tail, tail);
    }
    return width.applyAsInt(text) > most ? "" : text;
  }

  private static Picture toPicture(BufferedImage page) {
    byte[] pixels = new byte[3 * page.getWidth() * page.getHeight()];
    for (int i = 0; i < page.getWidth() * page.getHeight(); i++) {
      int rgb = page.getRGB(i % page.getWidth(), i / page.getWidth());
      pixels[3 * i] = (byte) rgb;
      pixels[3 * i + 1] = (byte) (rgb >> 8);
      pixels[3 * i + 2] = (byte) (rgb >> 16);
    }
    return new Picture(page.getWidth(), page.getHeight(), 3, pixels);
  }
}
