package org.saehdbw.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.charts.drawing.FigureSize;
import org.saehdbw.charts.vectors.Drawing;
import org.saehdbw.charts.vectors.Mark;

/** What every chart must stand: it is drawn in the end, decodes as PNG and parses as SVG. */
public final class Pictures {
  private static final Duration SOON = Duration.ofSeconds(60);

  private Pictures() {}

  /** XChart's search for ticks can go on for ever, so a chart that is not drawn soon fails. */
  public static void check(Figure figure) {
    assertTimeoutPreemptively(
        SOON,
        () -> {
          var image = ImageIO.read(new ByteArrayInputStream(ChartFiles.png(figure)));
          assertThat(image.getWidth()).isEqualTo(figure.width());
          assertThat(image.getHeight()).isEqualTo(figure.height());
          var parsers = DocumentBuilderFactory.newInstance();
          parsers.setFeature(
              "http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
          byte[] svg = ChartFiles.svg(figure).getBytes(StandardCharsets.UTF_8);
          var root =
              parsers
                  .newDocumentBuilder()
                  .parse(new ByteArrayInputStream(svg))
                  .getDocumentElement();
          assertThat(root.getTagName()).isEqualTo("svg");
          assertThat(root.getAttribute("width")).isEqualTo(figure.width() + "px");
          for (double width : new double[] {85, 170}) {
            checkPaper(figure.draw(FigureSize.millimetres(width)), width);
          }
        });
  }

  /** On paper all text is text, in one size, inside the page, and no two lines cover each other. */
  private static void checkPaper(Drawing page, double millimetres) {
    assertThat(page.width()).isCloseTo(millimetres * 72 / 25.4, within(1e-6));
    List<Shape> boxes = new ArrayList<>();
    for (Mark mark : page.marks()) {
      if (mark instanceof Mark.Words words) {
        assertThat(words.size()).as(words.text()).isCloseTo(8, within(1e-6));
        // Letters without the parts below their line.
        Rectangle2D line =
            new Rectangle2D.Double(0, -0.7 * words.size(), words.width(), 0.7 * words.size());
        Shape box = words.place().createTransformedShape(line);
        assertThat(new Rectangle2D.Double(0, 0, page.width(), page.height()))
            .as("%s at %s", words.text(), box.getBounds2D())
            .matches(sheet -> sheet.contains(box.getBounds2D()));
        assertThat(boxes).as(words.text()).noneMatch(other -> covers(other, box));
        boxes.add(box);
      }
    }
    assertThat(boxes).isNotEmpty();
  }

  private static boolean covers(Shape one, Shape other) {
    Area both = new Area(one);
    both.intersect(new Area(other));
    Rectangle2D bounds = both.getBounds2D();
    return bounds.getWidth() > 1 && bounds.getHeight() > 1;
  }

  public static XYChart panel(Figure figure, int index) {
    return (XYChart) figure.panels().get(index);
  }

  public static XYSeries series(Figure figure, String name) {
    XYSeries series = panel(figure, 0).getSeriesMap().get(name);
    assertThat(series).as(name).isNotNull();
    return series;
  }
}
