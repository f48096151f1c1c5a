package org.saehdbw.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.saehdbw.charts.drawing.Figure;

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
        });
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
