package org.saehdbw.charts.drawing;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.saehdbw.charts.vectors.Drawing;
import org.saehdbw.charts.vectors.PdfFile;
import org.saehdbw.charts.vectors.SvgFile;
import org.saehdbw.files.AtomicFile;

/** Figures for paper as files; the end of the name says as which. */
public final class FigureFile {
  private static final double POINTS_OF_AN_INCH = 72;
  private static final double MILLIMETRES_OF_AN_INCH = 25.4;
  private static final double PIXELS_OF_AN_INCH = 300;

  private FigureFile() {}

  /**
   * Checks the end of a file's name.
   *
   * @throws IllegalArgumentException if it is not {@code .pdf}, {@code .svg} or {@code .png}
   */
  public static void requireName(Path file) {
    kind(file);
  }

  /** Writes a drawing whose unit is a point. */
  static void write(Path file, Drawing drawing) throws IOException {
    byte[] bytes =
        switch (kind(file)) {
          case "pdf" -> PdfFile.of(drawing);
          case "svg" -> SvgFile.of(drawing, "mm", MILLIMETRES_OF_AN_INCH / POINTS_OF_AN_INCH);
          default -> png(drawing);
        };
    Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
    AtomicFile.write(file, bytes);
  }

  private static String kind(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    for (String kind : new String[] {"pdf", "svg", "png"}) {
      if (name.endsWith("." + kind)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "the name of a figure's file must end in .pdf, .svg or .png, got " + file);
  }

  private static byte[] png(Drawing drawing) throws IOException {
    double scale = PIXELS_OF_AN_INCH / POINTS_OF_AN_INCH;
    BufferedImage image =
        new BufferedImage(
            (int) Math.round(drawing.width() * scale),
            (int) Math.round(drawing.height() * scale),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      graphics.scale(scale, scale);
      drawing.paint(graphics);
    } finally {
      graphics.dispose();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image, "png", stream);
    }
    return bytes.toByteArray();
  }
}
