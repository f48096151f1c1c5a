package org.saehdbw.reports;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.saehdbw.charts.ChartFiles;
import org.saehdbw.charts.CurveChart;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.charts.drawing.FigureWords;
import org.saehdbw.merging.jobs.FrameFigures;
import org.saehdbw.merging.jobs.MergeFigures;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.Picture;
import org.saehdbw.pictures.PictureFiles;
import org.saehdbw.runs.Decoration;
import org.saehdbw.statistics.Curve;

/**
 * How good a merge is, as one page of HTML: the figures of all frames as charts, and the worst
 * twenty as pictures. Styles and pictures are in it, it has no scripts, and loads nothing.
 */
public final class MergePage {
  private static final int WORST = 20;
  private static final int MARGIN = 12;
  private static final int QUALITY = 85;

  private final MergeFigures figures;
  private final List<String> warnings = new ArrayList<>();

  private MergePage(MergeFigures figures) {
    this.figures = figures;
  }

  /**
   * Writes the page, by way of a temporary file beside it.
   *
   * @return warnings if charts or pictures could not be drawn
   * @throws IOException if the file cannot be written
   */
  public static List<String> write(MergeFigures figures, Path file) throws IOException {
    MergePage page = new MergePage(figures);
    ChartFiles.write(file, page.html().getBytes(StandardCharsets.UTF_8));
    return List.copyOf(page.warnings);
  }

  /** Returns means over all frames by name; what is not known is left out. */
  public static Map<String, Double> means(MergeFigures figures) {
    Map<String, Double> means = new LinkedHashMap<>();
    for (FrameFigureKind kind : FrameFigureKind.of(figures)) {
      double mean = figures.mean(kind.of());
      if (Double.isFinite(mean)) {
        means.put(kind.name(), mean);
      }
    }
    return means;
  }

  /** Returns the figures of every frame as CSV with a header. */
  public static String csv(MergeFigures figures) {
    List<FrameFigureKind> kinds = FrameFigureKind.of(figures);
    StringBuilder text = new StringBuilder("frame,file");
    kinds.forEach(kind -> text.append(',').append(kind.name()));
    text.append("\r\n");
    for (FrameFigures frame : figures.frames()) {
      text.append(frame.number() + 1).append(",\"");
      text.append(frame.name().replace("\"", "\"\"")).append('"');
      for (FrameFigureKind kind : kinds) {
        double value = kind.of().applyAsDouble(frame);
        text.append(',').append(Double.isFinite(value) ? format(value) : "");
      }
      text.append("\r\n");
    }
    return text.toString();
  }

  private static String format(double value) {
    return String.format(Locale.ROOT, "%.5f", value);
  }

  private String html() {
    String title = "Merge report: " + figures.folder().path().getFileName();
    return String.format(
        Locale.ROOT,
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"/>
        <title>%s</title>
        </head>
        <body style="margin:0"><style>%s</style>
        <div class="fh">
        <h1>%s</h1>
        <p class="lead">%,d frames with a drawn face, model %s, run %s, iteration %s.</p>
        %s<h2>Worst frames</h2>
        <div class="faces">
        %s</div>
        <h2>Frame by frame</h2>
        %s</div></body></html>
        """,
        Markup.escape(title),
        HealthStyle.TEXT,
        Markup.escape(title),
        figures.frames().size(),
        Markup.escape(figures.job().get("model")),
        Markup.escape(figures.job().get("run")),
        Markup.escape(figures.job().get("iteration")),
        table(),
        worst(),
        charts());
  }

  private String table() {
    StringBuilder text = new StringBuilder("<div class=\"wide\"><table><thead><tr>");
    for (String head : List.of("figure", "mean", "unit", "what it says")) {
      text.append("<th scope=\"col\">").append(head).append("</th>");
    }
    text.append("</tr></thead><tbody>\n");
    for (FrameFigureKind kind : FrameFigureKind.of(figures)) {
      double mean = figures.mean(kind.of());
      text.append("<tr><th scope=\"row\">").append(kind.name()).append("</th><td>");
      text.append(Double.isFinite(mean) ? String.format(Locale.ROOT, "%.3f", mean) : "not known");
      text.append("</td><td>").append(kind.unit()).append("</td><td>");
      text.append(Markup.escape(kind.meaning())).append("</td></tr>\n");
    }
    return text.append("</tbody></table></div>\n").toString();
  }

  private String worst() {
    StringBuilder text = new StringBuilder();
    for (FrameFigures frame : figures.worst(WORST)) {
      try {
        text.append(figure(frame, cut(frame)));
      } catch (FaceFileException e) {
        warnings.add(String.valueOf(e.getMessage()));
      }
    }
    return text.toString();
  }

  private static String figure(FrameFigures frame, Picture picture) {
    String words =
        String.format(
            Locale.ROOT,
            "frame %d: seam %.1f, flicker %.1f, brightness %+.1f, coverage %.0f %%",
            frame.number() + 1,
            frame.seam(),
            frame.flicker(),
            frame.brightness(),
            100 * frame.coverage());
    return String.format(
        Locale.ROOT,
        "<figure><img alt=\"%s\" width=\"%d\" height=\"%d\" src=\"%s\"/><figcaption>%s</figcaption>"
            + "</figure>\n",
        Markup.escape(words),
        picture.width(),
        picture.height(),
        Markup.data("image/jpeg", PictureFiles.encodeJpeg(picture, QUALITY)),
        Markup.escape(words));
  }

  /** The part of the frame around the mask. */
  private Picture cut(FrameFigures frame) throws FaceFileException {
    Picture picture = PictureFiles.read(figures.folder().frames().resolve(frame.name()));
    Picture mask = PictureFiles.read(figures.folder().masks().resolve(frame.name()));
    return picture.partOf(mask, MARGIN);
  }

  /** Returns a chart of each figure that at least two frames have, by its name. */
  public static Map<String, Figure> charts(MergeFigures figures) {
    Map<String, Figure> charts = new LinkedHashMap<>();
    for (FrameFigureKind kind : FrameFigureKind.of(figures)) {
      List<FrameFigures> known =
          figures.frames().stream()
              .filter(frame -> Double.isFinite(kind.of().applyAsDouble(frame)))
              .toList();
      if (known.size() >= 2) {
        Curve curve =
            new Curve(
                known.stream().mapToDouble(frame -> frame.number() + 1).toArray(),
                known.stream().mapToDouble(kind.of()).toArray());
        charts.put(
            kind.name(),
            CurveChart.of(kind.name(), "frame", kind.name() + " (" + kind.unit() + ")")
                .add(kind.name(), curve)
                .figure());
      }
    }
    return charts;
  }

  private String charts() {
    StringBuilder text = new StringBuilder("<div class=\"charts\">\n");
    for (Figure figure : charts(figures).values()) {
      new Decoration(warnings::add)
          .attempt(
              "the charts",
              () -> {
                text.append("<img alt=\"").append(Markup.escape(FigureWords.of(figure)));
                text.append("\" src=\"");
                text.append(Markup.data("image/png", ChartFiles.png(figure))).append("\"/>\n");
              });
    }
    return text.append("</div>\n").toString();
  }

  /** Whether a page may be written there: a new file, or an earlier page. */
  public static boolean mayReplace(Path file) throws IOException {
    if (!Files.exists(file)) {
      return true;
    }
    return Files.isRegularFile(file)
        && Files.readString(file).startsWith("<!DOCTYPE html>")
        && Files.readString(file).contains("<title>Merge report: ");
  }
}
