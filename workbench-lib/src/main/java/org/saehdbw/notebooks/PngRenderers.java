package org.saehdbw.notebooks;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.dflib.jjava.jupyter.kernel.display.RenderContext;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.knowm.xchart.internal.chartpart.Chart;
import org.saehdbw.charts.CurveChart;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.charts.drawing.FigureWords;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.merging.interactive.FrameView;
import org.saehdbw.merging.interactive.ViewKind;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.Picture;
import org.saehdbw.runs.Decoration;
import org.saehdbw.statistics.Curve;
import org.saehdbw.statistics.SeedBand;

/** What is shown as a picture: PNG with a text that says what it shows, for screen readers. */
final class PngRenderers {
  private static final int MOST_FACES = 16;

  private PngRenderers() {}

  static void register(Renderer renderer) {
    image(renderer, Picture.class, PngRenderers::image, PngRenderers::words);
    image(renderer, Figure.class, PngRenderers::image, FigureWords::of);
    image(renderer, Chart.class, chart -> image(figure(chart)), c -> FigureWords.of(figure(c)));
    image(renderer, Curve.class, curve -> image(figure(curve)), c -> FigureWords.of(figure(c)));
    image(renderer, SeedBand.class, band -> image(figure(band)), b -> FigureWords.of(figure(b)));
    image(renderer, Faceset.class, faces -> image(sheet(faces)), PngRenderers::words);
    image(renderer, FrameView.class, view -> image(row(view)), PngRenderers::words);
  }

  private static Figure figure(Chart<?, ?> chart) {
    return Figure.of(chart);
  }

  private static Figure figure(Curve curve) {
    return CurveChart.of("Curve", "x", "y").add("curve", curve).figure();
  }

  private static Figure figure(SeedBand band) {
    return CurveChart.of("Curve", "x", "y").add("mean", band).figure();
  }

  private static Picture sheet(Faceset faces) {
    try {
      return faces.sheet(shown(faces));
    } catch (FaceFileException e) {
      throw new UncheckedIOException(new IOException(e.getMessage(), e));
    }
  }

  private static int shown(Faceset faces) {
    return Math.min(MOST_FACES, faces.entries().size());
  }

  private static Picture row(FrameView view) {
    Map<String, Picture> row = new LinkedHashMap<>();
    row.put("frame " + view.number(), view.picture(ViewKind.FRAME));
    row.put("merged", view.picture(ViewKind.MERGED));
    row.put("mask", view.picture(ViewKind.MASK));
    return Captioned.of(row.size(), row);
  }

  private static String words(FrameView view) {
    String faces = view.faces() == 1 ? "one face" : view.faces() + " faces";
    return "frame " + view.number() + " before and after merging, and its mask: " + faces;
  }

  private static String words(Faceset faces) {
    int count = faces.entries().size();
    return faces.name() + ": " + shown(faces) + " of " + count + " faces";
  }

  private static String words(Picture picture) {
    return String.format(
        Locale.ROOT,
        "picture of %d x %d pixels, %s",
        picture.width(),
        picture.height(),
        picture.channels() == 1 ? "gray" : "in colour");
  }

  /** Draws a chart for the page that it is shown on. */
  private static BufferedImage image(Figure figure) {
    return PaletteImage.of(NotebookPage.isDark() ? figure.toDarkImage() : figure.toImage());
  }

  /** Returns the picture for Java's own classes. */
  static BufferedImage image(Picture picture) {
    BufferedImage image =
        new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
    byte[] pixels = picture.pixels();
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        int at = (y * picture.width() + x) * picture.channels();
        int blue = pixels[at] & 0xff;
        int green = picture.channels() == 1 ? blue : pixels[at + 1] & 0xff;
        int red = picture.channels() == 1 ? blue : pixels[at + 2] & 0xff;
        image.setRGB(x, y, red << 16 | green << 8 | blue);
      }
    }
    return image;
  }

  /** Returns a PNG file in base64, as the kernel's protocol wants pictures. */
  static String png(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static <T> void image(
      Renderer renderer,
      Class<T> type,
      Function<T, BufferedImage> picture,
      Function<T, String> words) {
    renderer
        .createRegistration(type)
        .preferring(MIMEType.IMAGE_PNG)
        .register((value, context) -> put(context, value, picture, words));
  }

  /** A picture that cannot be drawn is replaced by the reason, so that the cell does not fail. */
  private static <T> void put(
      RenderContext context,
      T value,
      Function<T, BufferedImage> picture,
      Function<T, String> words) {
    new Decoration(why -> context.getOutputContainer().putHTML(Html.paragraph(why).text()))
        .attempt(
            "the picture",
            () -> {
              String text = words.apply(value);
              context.renderIfRequested(MIMEType.IMAGE_PNG, () -> png(picture.apply(value)));
              context.getOutputContainer().putMetaData(MIMEType.IMAGE_PNG, Map.of("alt", text));
              context.getOutputContainer().putText(text);
            });
  }
}
