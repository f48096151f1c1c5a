package org.saehdbw.charts.vectors;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.FontRenderContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * The font of all vector pictures: Liberation Sans, whose letters are as wide as Arial's and
 * Helvetica's. It lies in PDFBox's jar, so it is on every machine, and its licence (SIL OFL 1.1)
 * allows to embed it. It has Latin, Greek and Cyrillic letters.
 */
public final class ChartFont {
  /** As SVG names it: after it the fonts with the same widths. */
  static final String FAMILIES = "'Liberation Sans', Arial, Helvetica, sans-serif";

  /** Advances are not rounded to pixels, so that text is spaced alike at every size. */
  static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

  /** What XChart measures in: advances are rounded to pixels. */
  static final FontRenderContext ROUNDED = new FontRenderContext(null, true, false);

  private static final String FILE = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

  private ChartFont() {}

  /** Returns how text is measured: in parts of pixels. */
  public static FontRenderContext context() {
    return CONTEXT;
  }

  /** Returns the font at a size in pixels. */
  public static Font at(double size) {
    return Loaded.FONT.deriveFont((float) size);
  }

  /** Returns whether the font has all letters of a text. */
  public static boolean has(String text) {
    return Loaded.FONT.canDisplayUpTo(text) < 0;
  }

  /** Returns how far a text reaches at a size. */
  public static double width(String text, double size) {
    return at(size).getStringBounds(text, CONTEXT).getWidth();
  }

  /** Opens the font's file. */
  static InputStream open() throws IOException {
    InputStream file = PDDocument.class.getResourceAsStream(FILE);
    if (file == null) {
      throw new IOException("the font of charts is missing in PDFBox's jar: " + FILE);
    }
    return file;
  }

  /** The file is read once, when the first vector picture is drawn. */
  private static final class Loaded {
    static final Font FONT = load();

    private static Font load() {
      try (InputStream file = open()) {
        return Font.createFont(Font.TRUETYPE_FONT, file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (FontFormatException e) {
        throw new IllegalStateException("the font of charts cannot be read: " + FILE, e);
      }
    }
  }
}
