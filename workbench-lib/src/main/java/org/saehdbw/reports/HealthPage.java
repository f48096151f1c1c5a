package org.saehdbw.reports;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.saehdbw.charts.ChartFiles;
import org.saehdbw.charts.HealthCharts;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.facesets.health.Finding;
import org.saehdbw.facesets.health.FindingKind;
import org.saehdbw.facesets.health.HealthReport;
import org.saehdbw.pictures.Picture;
import org.saehdbw.pictures.PictureFiles;
import org.saehdbw.runs.Decoration;

/**
 * A health report as one page of HTML: styles and pictures are in it, it has no scripts, and loads
 * nothing. All text from files is escaped.
 */
public final class HealthPage {
  private static final int QUALITY = 85;
  private static final int MOST_NAMES = 500;

  /** Up to this many names are not folded if the finding has no pictures. */
  private static final int FEW_NAMES = 10;

  private HealthPage() {}

  /** Returns the whole page; a chart that cannot be drawn is replaced by the reason. */
  public static String of(HealthReport report) {
    return of(report, new ArrayList<>());
  }

  private static String of(HealthReport report, List<String> warnings) {
    String title = Markup.escape(title(report));
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
        <body style="margin:0">
        %s
        </body>
        </html>
        """,
        title,
        fragment(report, warnings));
  }

  /** Returns the content of the page's body, with its style, for use in another page. */
  public static String fragment(HealthReport report) {
    return fragment(report, new ArrayList<>());
  }

  private static String fragment(HealthReport report, List<String> warnings) {
    StringBuilder page = new StringBuilder();
    page.append("<style>").append(HealthStyle.TEXT).append("</style>\n<div class=\"fh\">\n");
    page.append("<h1>").append(Markup.escape(title(report))).append("</h1>\n");
    page.append("<p class=\"lead\">").append(lead(report)).append("</p>\n");
    page.append(HealthTable.of(report));
    page.append("<h2>Findings</h2>\n");
    if (report.findings().isEmpty()) {
      page.append("<p>No problems were found.</p>\n");
    }
    report.findings().forEach(finding -> page.append(section(finding)));
    page.append("<h2>Overview</h2>\n");
    charts(page, report, warnings);
    page.append(HealthTable.limits());
    return page.append("</div>").toString();
  }

  /**
   * Writes the page to a file, by way of a temporary one beside it.
   *
   * @return a warning if the charts could not be drawn, else nothing
   * @throws IOException if the file cannot be written
   */
  public static List<String> write(HealthReport report, Path file) throws IOException {
    List<String> warnings = new ArrayList<>();
    ChartFiles.write(file, of(report, warnings).getBytes(StandardCharsets.UTF_8));
    return List.copyOf(warnings);
  }

  private static String title(HealthReport report) {
    String names =
        report.sides().stream()
            .map(side -> side.name() + " (" + side.role() + ")")
            .collect(Collectors.joining(", "));
    return "Faceset report: " + names;
  }

  private static String lead(HealthReport report) {
    long mend =
        report.findings().stream()
            .filter(one -> one.kind().weight() == FindingKind.Weight.MEND)
            .count();
    return String.format(
        Locale.ROOT,
        "For training at %d pixels. %d findings, %d of them to correct before training.",
        report.trainingSide(),
        report.findings().size(),
        mend);
  }

  private static String section(Finding finding) {
    String weight = finding.kind().weight().word();
    StringBuilder text = new StringBuilder();
    text.append("<section class=\"").append(weight).append("\">\n<h3><span class=\"tag\">");
    text.append(weight).append("</span> ").append(Markup.escape(finding.headline()));
    text.append("</h3>\n<p>")
        .append(Markup.sentence(finding.meaning()))
        .append("</p>\n<p><b>What to do:</b> ");
    text.append(Markup.sentence(finding.action())).append("</p>\n");
    if (!finding.worst().isEmpty()) {
      text.append("<div class=\"faces\">\n");
      finding.worst().forEach(face -> text.append(figure(face)));
      text.append("</div>\n");
    }
    return text.append(names(finding)).append("</section>\n").toString();
  }

  private static String figure(Finding.Shown face) {
    String name = Markup.escape(face.name());
    String figure = Markup.escape(face.figure());
    String picture =
        face.picture()
            .map(
                one ->
                    String.format(
                        Locale.ROOT,
                        "<img alt=\"%s: %s\" width=\"%d\" height=\"%d\" src=\"%s\"/>",
                        name,
                        figure,
                        one.width(),
                        one.height(),
                        jpeg(one)))
            .orElse("<span class=\"gone\">cannot be shown</span>");
    return String.format(
        Locale.ROOT,
        "<figure>%s<figcaption>%s<br/><span>%s</span></figcaption></figure>\n",
        picture,
        figure,
        name);
  }

  private static String jpeg(Picture picture) {
    return Markup.data("image/jpeg", PictureFiles.encodeJpeg(picture, QUALITY));
  }

  private static String names(Finding finding) {
    List<Finding.Named> faces = finding.faces();
    if (faces.isEmpty()) {
      return "";
    }
    String rows =
        faces.stream()
            .limit(MOST_NAMES)
            .map(
                face ->
                    String.format(
                        Locale.ROOT,
                        "<li><b>%s</b> %s</li>",
                        Markup.escape(face.name()),
                        Markup.escape(face.figure())))
            .collect(Collectors.joining("\n"));
    String more =
        faces.size() > MOST_NAMES
            ? String.format(
                Locale.ROOT,
                "<p>and %,d more; <code>--json</code> names all</p>\n",
                faces.size() - MOST_NAMES)
            : "";
    return String.format(
        Locale.ROOT,
        "<details%s><summary>%,d by name</summary>\n<ul>\n%s\n</ul>\n%s</details>\n",
        finding.worst().isEmpty() && faces.size() <= FEW_NAMES ? " open=\"\"" : "",
        faces.size(),
        rows,
        more);
  }

  private static void charts(StringBuilder page, HealthReport report, List<String> warnings) {
    if (report.sides().stream().allMatch(side -> side.faces().isEmpty())) {
      page.append("<p>No faces to draw.</p>\n");
      return;
    }
    StringBuilder charts = new StringBuilder("<div class=\"charts\">\n");
    if (new Decoration(warnings::add).attempt("the charts", () -> drawAll(charts, report))) {
      page.append(charts).append("</div>\n");
    } else {
      warnings.forEach(why -> page.append("<p>").append(Markup.escape(why)).append("</p>\n"));
    }
  }

  private static void drawAll(StringBuilder page, HealthReport report) throws IOException {
    chart(page, HealthCharts.poses(report), poses(report));
    chart(
        page,
        HealthCharts.sharpness(report),
        "How soft the sharpest edges of each face are at the training size. If src is to"
            + " the right of dst, the swapped face will look softer than its frame.");
    chart(
        page,
        HealthCharts.brightness(report),
        "Where src and dst differ, a transfer (ct_mode) makes them alike.");
    chart(
        page,
        HealthCharts.contrast(report),
        "The contrast that a gray model learns from: levels between the darkest and the lightest 2"
            + " %.");
    if (HealthCharts.hasColour(report)) {
      chart(
          page,
          HealthCharts.grayShare(report),
          "1 where all contrast is in brightness; low where features differ in colour only.");
    }
    chart(
        page,
        HealthCharts.sizes(report),
        "Pixels above the training size are decoded for nothing.");
  }

  private static String poses(HealthReport report) {
    return report
        .poses()
        .map(
            cover ->
                String.format(
                    Locale.ROOT,
                    "Crosses are dst faces without a src face within %.0f degrees: %,d of %,d.",
                    cover.distanceDegrees(),
                    cover.holes().size(),
                    cover.dstFaces()))
        .orElse("Every face with plausible landmarks.");
  }

  private static void chart(StringBuilder page, Figure figure, String caption) throws IOException {
    String title = Markup.escape(figure.panels().get(0).getTitle());
    page.append("<figure class=\"chart\"><img alt=\"").append(title).append("\" width=\"");
    page.append(figure.width()).append("\" height=\"").append(figure.height());
    page.append("\" src=\"").append(Markup.data("image/png", ChartFiles.png(figure)));
    page.append("\"/><figcaption>")
        .append(Markup.escape(caption))
        .append("</figcaption></figure>\n");
  }
}
