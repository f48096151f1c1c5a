package org.saehdbw.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.AnnotationImage;
import org.knowm.xchart.XYChart;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.charts.drawing.FigureSize;
import org.saehdbw.charts.drawing.Theme;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ChartFilesTest {
  @TempDir Path folder;

  @Test
  void writesAPictureThatDecodes() throws IOException {
    Path file = folder.resolve("new/loss.png");
    ChartFiles.writePng(LossChart.of(Rows.of(50, i -> 1.0 / i)), file);

    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getWidth()).isEqualTo(860);
    assertThat(image.getHeight()).isEqualTo(400);
    try (Stream<Path> left = Files.list(folder.resolve("new"))) {
      assertThat(left).as("nothing temporary stays").containsExactly(file);
    }
  }

  @Test
  void writesVectorsThatAnXmlParserReads() throws Exception {
    Path file = folder.resolve("throughput.svg");
    ChartFiles.writeSvg(ThroughputChart.of(Rows.of(50, i -> 1), 8), file);

    DocumentBuilderFactory parsers = DocumentBuilderFactory.newInstance();
    parsers.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    Element svg = parsers.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
    assertThat(svg.getTagName()).isEqualTo("svg");
    assertThat(svg.getAttribute("width")).isEqualTo("860px");
    assertThat(svg.getAttribute("height")).isEqualTo("580px");
    assertThat(svg.getElementsByTagName("path").getLength()).isGreaterThan(20);
    NodeList texts = svg.getElementsByTagName("text");
    assertThat(IntStream.range(0, texts.getLength()).mapToObj(i -> texts.item(i).getTextContent()))
        .contains("Throughput", "iteration", "pictures a second", "src and dst pictures", "0", "10")
        .hasSizeLessThan(60);
    assertThat(Files.size(file)).as("smaller than with outlines").isLessThan(60_000);
  }

  @Test
  void filesOfLongRunsStaySmall() throws IOException {
    Figure figure = LossChart.of(Rows.of(100_000, i -> 0.1 + 1.0 / i + 0.05 * Math.sin(37.0 * i)));
    assertThat(ChartFiles.png(figure).length).isLessThan(150_000);
    assertThat(ChartFiles.svg(figure).length()).isLessThan(200_000);
    Path file = folder.resolve("loss.pdf");
    figure.saveAs(file, FigureSize.millimetres(85));
    assertThat(Files.size(file)).isLessThan(250_000);
  }

  @Test
  void darkPicturesHaveLightTextOnADarkPage() {
    Figure figure = LossChart.of(Rows.of(50, i -> 1.0 / i));
    BufferedImage dark = figure.toDarkImage();
    assertThat(dark.getRGB(1, 1) & 0xFFFFFF).isEqualTo(0x111111);
    assertThat(figure.toImage().getRGB(1, 1) & 0xFFFFFF).isEqualTo(0xFFFFFF);
    assertThat(IntStream.range(0, 860 * 40).map(i -> dark.getRGB(i % 860, i / 860) & 0xFF))
        .as("the title")
        .anyMatch(level -> level > 200);
  }

  @Test
  void aChartWithAPictureInItIsStillShown() {
    XYChart chart = Theme.lines("t", "x", "y", 400);
    chart.addSeries("s", new double[] {0, 1}, new double[] {0, 1});
    BufferedImage red = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
    IntStream.range(0, 1600).forEach(i -> red.setRGB(i % 40, i / 40, 0xFF0000));
    chart.addAnnotation(new AnnotationImage(red, 0.5, 0.5, false));
    for (BufferedImage image :
        List.of(Figure.of(chart).toImage(), Figure.of(chart).toDarkImage())) {
      assertThat(IntStream.range(0, 860 * 400).map(i -> image.getRGB(i % 860, i / 860)))
          .contains(0xFFFF0000);
    }
    assertThatThrownBy(() -> Figure.of(chart).draw(FigureSize.millimetres(85)))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(chart.getWidth()).as("as before").isEqualTo(860);
    assertThatThrownBy(() -> Figure.of(chart).draw())
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("a vector picture of a chart cannot hold an image");
  }

  @Test
  void theSameRowsGiveTheSameBytes() throws IOException {
    Figure first = LossChart.of(Rows.of(50, i -> 1.0 / i));
    Figure second = LossChart.of(Rows.of(50, i -> 1.0 / i));

    assertThat(ChartFiles.png(first)).isEqualTo(ChartFiles.png(second));
    assertThat(ChartFiles.svg(first)).isEqualTo(ChartFiles.svg(second));
  }

  @Test
  void aFigureNeedsAPanel() {
    assertThatThrownBy(() -> new Figure(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a figure needs at least one panel, got none");
  }
}
