package org.saehdbw.charts;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.charts.vectors.SvgFile;
import org.saehdbw.files.AtomicFile;

/** Figures as files. The same figure gives the same bytes on the same machine. */
public final class ChartFiles {
  private ChartFiles() {}

  /**
   * Writes a PNG file, by way of a temporary one beside it, so that a reader sees all or nothing.
   *
   * @throws IOException if the file cannot be written
   */
  public static void writePng(Figure figure, Path file) throws IOException {
    write(file, png(figure));
  }

  /**
   * Writes an SVG file of as many pixels as the PNG file has; its text can be selected and edited.
   * {@link Figure#saveAs} writes figures for paper.
   *
   * @throws IOException if the file cannot be written
   */
  public static void writeSvg(Figure figure, Path file) throws IOException {
    write(file, svg(figure).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Returns the figure as the bytes of a PNG file.
   *
   * @throws IOException if the picture cannot be encoded
   */
  public static byte[] png(Figure figure) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // By itself ImageIO goes by way of a file, which a full disk has no room for.
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(figure.toImage(), "png", stream);
    }
    return bytes.toByteArray();
  }

  /** Returns the figure as an SVG document of as many pixels as the PNG file has. */
  public static String svg(Figure figure) {
    return new String(SvgFile.of(figure.draw(), "px", 1), StandardCharsets.UTF_8);
  }

  /**
   * Writes a file whole or not at all, and its folder if that is missing.
   *
   * @throws IOException if that fails; the message names the file
   */
  public static void write(Path file, byte[] bytes) throws IOException {
    Path absolute = file.toAbsolutePath();
    Files.createDirectories(absolute.resolveSibling(""));
    AtomicFile.write(file, bytes);
  }
}
