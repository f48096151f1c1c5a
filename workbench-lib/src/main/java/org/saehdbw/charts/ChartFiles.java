package org.saehdbw.charts;

import de.erichseifert.vectorgraphics2d.Document;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.files.AtomicFile;

/** Figures as files. The same figure gives the same bytes on the same machine. */
public final class ChartFiles {
  /** VectorGraphics2D 0.13 names clips by identity hash, which differs in every process. */
  private static final Pattern CLIP_NAME = Pattern.compile("clip-?\\d+");

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
   * Writes an SVG file; its letters are outlines, so that it looks alike with any fonts.
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

  /**
   * Returns the figure as an SVG document.
   *
   * @throws IOException if the document cannot be written out
   */
  public static String svg(Figure figure) throws IOException {
    VectorGraphics2D graphics = new VectorGraphics2D();
    figure.paint(graphics);
    Document document =
        new SVGProcessor()
            .getDocument(graphics.getCommands(), new PageSize(figure.width(), figure.height()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    document.writeTo(bytes);
    Map<String, String> names = new LinkedHashMap<>();
    return CLIP_NAME
        .matcher(bytes.toString(StandardCharsets.UTF_8))
        .replaceAll(clip -> numbered(names, clip));
  }

  private static String numbered(Map<String, String> names, MatchResult clip) {
    return names.computeIfAbsent(clip.group(), name -> "clip" + (names.size() + 1));
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
