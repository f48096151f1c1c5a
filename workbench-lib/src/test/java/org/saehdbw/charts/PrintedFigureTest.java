package org.saehdbw.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.PieChart;
import org.knowm.xchart.PieChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.charts.drawing.FigureSize;
import org.saehdbw.charts.drawing.Theme;
import org.saehdbw.charts.vectors.Colours;
import org.saehdbw.charts.vectors.Mark;
import org.saehdbw.statistics.Curve;

class PrintedFigureTest {
  private static final FigureSize COLUMN = FigureSize.millimetres(85);

  @TempDir private Path folder;

  /** Every curve has 200 points, so that dashes alone tell them apart. */
  private static CurveChart curves(int count, int points) {
    CurveChart chart = CurveChart.of("Loss of größe × 2 – σ", "iteration", "src loss");
    for (int i = 0; i < count; i++) {
      double[] x = new double[points];
      double[] y = new double[points];
      for (int k = 0; k < points; k++) {
        x[k] = 100 * (k + 1);
        y[k] = 1 + i + 1.0 / (k + 1);
      }
      chart.add("müller run " + i, new Curve(x, y));
    }
    return chart;
  }

  private PDDocument pdf(Figure figure, FigureSize size) throws IOException {
    Path file = folder.resolve("new/figure.pdf");
    figure.saveAs(file, size);
    return Loader.loadPDF(file.toFile());
  }

  /** In the order of the file: the stripper breaks upright text into lines. */
  private static String text(PDDocument file) throws IOException {
    StringBuilder text = new StringBuilder();
    letters(file).forEach(letter -> text.append(letter.getUnicode()));
    return text.toString();
  }

  private static List<TextPosition> letters(PDDocument file) throws IOException {
    List<TextPosition> letters = new ArrayList<>();
    new PDFTextStripper() {
      @Override
      protected void processTextPosition(TextPosition letter) {
        letters.add(letter);
      }
    }.getText(file);
    return letters;
  }

  private static double millimetres(float points) {
    return points * 25.4 / 72;
  }

  @Test
  void thePageIsAsWideAsAskedAndHasTextThatCanBeSelected() throws IOException {
    try (PDDocument file = pdf(curves(3, 200).figure(), COLUMN)) {
      assertThat(file.getNumberOfPages()).isEqualTo(1);
      assertThat(millimetres(file.getPage(0).getMediaBox().getWidth())).isCloseTo(85, within(1e-4));
      assertThat(text(file))
          .contains("Loss of größe × 2 – σ", "iteration", "src loss", "5,000", "4")
          .contains("müller run 0", "müller run 1", "müller run 2");
      assertThat(file.getDocumentInformation().getTitle()).isEqualTo("Loss of größe × 2 – σ");
    }
  }

  @Test
  void allLettersHaveTheSizeAskedForAndAreEmbedded() throws IOException {
    try (PDDocument file = pdf(curves(2, 50).figure(), FigureSize.millimetres(170).points(6.5))) {
      assertThat(letters(file))
          .hasSizeGreaterThan(50)
          .allSatisfy(
              letter -> {
                assertThat(Math.hypot(matrix(letter, 0), matrix(letter, 1)))
                    .as("size in points, level or upright")
                    .isCloseTo(6.5, within(1e-4));
                assertThat(letter.getFont().isEmbedded()).isTrue();
                assertThat(letter.getFont().getName()).endsWith("+LiberationSans");
              });
      assertThat(millimetres(file.getPage(0).getMediaBox().getWidth()))
          .isCloseTo(170, within(1e-4));
    }
  }

  private static double matrix(TextPosition letter, int column) {
    return letter.getTextMatrix().getValue(0, column);
  }

  @Test
  void theHeightCanBeGiven() throws IOException {
    try (PDDocument file = pdf(curves(2, 50).figure(), COLUMN.height(70))) {
      assertThat(millimetres(file.getPage(0).getMediaBox().getHeight()))
          .isCloseTo(70, within(1e-4));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> curves(8, 50).figure().draw(COLUMN.height(25)))
        .withMessageMatching(
            "the height of this figure with letters of 8 points must be at least \\d+ mm,"
                + " got 25");
  }

  @Test
  void curvesDifferByDashesAndLightness() {
    List<Mark.Stroked> curves =
        curves(6, 200).figure().draw(COLUMN).marks().stream()
            .filter(mark -> mark instanceof Mark.Stroked)
            .map(Mark.Stroked.class::cast)
            .filter(mark -> mark.shape().getBounds2D().getWidth() > 60 && isCurve(mark))
            .toList();
    assertThat(curves).hasSize(6);
    Set<String> dashes =
        curves.stream()
            .map(curve -> Arrays.toString(curve.stroke().getDashArray()))
            .collect(Collectors.toSet());
    assertThat(dashes).hasSize(6);
    apart(curves.stream().map(Mark::colour).toList(), 15);
  }

  private static boolean isCurve(Mark.Stroked mark) {
    return mark.clip() != null && mark.stroke().getLineWidth() > 1;
  }

  private static void apart(List<Color> colours, double least) {
    double[] lumas = colours.stream().mapToDouble(Colours::luma).sorted().toArray();
    for (int i = 1; i < lumas.length; i++) {
      assertThat(lumas[i] - lumas[i - 1]).as("lightness of neighbours").isGreaterThan(least);
    }
  }

  @Test
  void fewPointsHaveMarkersOfTheirOwn() {
    Figure figure = curves(3, 8).figure();
    Set<String> outlines =
        figure.draw(COLUMN).marks().stream()
            .filter(mark -> mark instanceof Mark.Filled && mark.clip() != null)
            .map(mark -> ((Mark.Filled) mark).shape())
            .filter(shape -> shape.getBounds2D().getWidth() < 6)
            .map(PrintedFigureTest::segments)
            .collect(Collectors.toSet());
    assertThat(outlines)
        .as("kinds of segments: circle, square, triangle")
        .hasSize(3)
        .anyMatch(kinds -> kinds.startsWith("03333"));
  }

  private static String segments(Shape shape) {
    StringBuilder kinds = new StringBuilder();
    for (PathIterator path = shape.getPathIterator(null); !path.isDone(); path.next()) {
      kinds.append(path.currentSegment(new double[6]));
    }
    return kinds.toString();
  }

  @Test
  void longNamesAreBrokenOrTurned() {
    SeedStrip seeds =
        SeedStrip.of("every seed of many settings", "held_out_dst_error (a long one)");
    seeds.add("128 / 48 / 32 / 16, 20000 iterations", 1, 2, 3);
    seeds.add("256 / 64 / 48 / 22, 20000 iterations", 2, 3, 4);
    Figure names = seeds.figure();
    Pictures.check(names);
    assertThat(words(names)).contains("256 / 64 / 48 / 22, 20000");
    List<String> cases = List.of("encoder", "inter", "decoder_src", "decoder_dst", "inter_AB");
    Figure bars =
        GroupedBars.of(
            "Parameters",
            "part",
            "million",
            cases,
            Map.of("a", List.of(1.0, 2.0, 3.0, 2.0, 1.0)),
            false);
    Pictures.check(bars);
    assertThat(words(bars)).containsAll(cases);
    XYChart wide =
        Theme.lines("t", "a title of an axis that is much too long ".repeat(3), "y", 400);
    wide.addSeries("s", new double[] {1, 2}, new double[] {1, 2});
    Pictures.check(Figure.of(wide));
  }

  private static List<String> words(Figure figure) {
    return figure.draw(COLUMN).marks().stream()
        .filter(mark -> mark instanceof Mark.Words)
        .map(mark -> ((Mark.Words) mark).text())
        .toList();
  }

  @Test
  void areasDifferByLightness() {
    Map<String, List<Double>> series = new LinkedHashMap<>();
    for (int i = 0; i < 6; i++) {
      series.put("case " + i, List.of(1.0 + i));
    }
    Figure figure = GroupedBars.of("Bars", "case", "faces", List.of("a"), series, false);
    List<Color> fills =
        figure.draw(COLUMN).marks().stream()
            .filter(mark -> mark instanceof Mark.Filled && mark.clip() != null)
            .map(Mark::colour)
            .filter(colour -> Colours.luma(colour) < 254)
            .distinct()
            .toList();
    assertThat(fills).hasSizeGreaterThanOrEqualTo(6);
    apart(fills.stream().filter(c -> Colours.luma(c) < 222).toList(), 15);
  }

  @Test
  void inGrayHasNoColour() {
    assertThat(curves(6, 20).figure().draw(COLUMN.inGray()).marks())
        .allSatisfy(mark -> assertThat(Colours.gray(mark.colour())).isEqualTo(mark.colour()));
  }

  /** WCAG asks for a contrast of 3 to 1 of lines: a gray of 110 on this page has 3.7. */
  @Test
  void onADarkPageAllIsLight() throws IOException {
    Figure figure = curves(6, 200).figure();
    List<Mark> marks = figure.draw(COLUMN.onDarkPage()).marks();
    assertThat(marks.get(0).colour()).as("the page").isEqualTo(new Color(0x111111));
    assertThat(marks)
        .filteredOn(mark -> mark instanceof Mark.Words)
        .isNotEmpty()
        .allSatisfy(words -> assertThat(Colours.luma(words.colour())).isGreaterThan(200));
    assertThat(marks)
        .filteredOn(mark -> mark instanceof Mark.Stroked stroked && isCurve(stroked))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(Colours.luma(line.colour())).isGreaterThan(110));
    assertThat(shapes(marks))
        .as("only colours differ")
        .isEqualTo(shapes(figure.draw(COLUMN).marks()));
    try (PDDocument file = pdf(figure, COLUMN.onDarkPage())) {
      BufferedImage page = new PDFRenderer(file).renderImage(0);
      assertThat(page.getRGB(1, 1) & 0xFFFFFF).isEqualTo(0x111111);
      assertThat(text(file)).contains("src loss");
    }
  }

  private static List<String> shapes(List<Mark> marks) {
    return marks.stream()
        .map(
            mark ->
                mark instanceof Mark.Words words
                    ? words.text() + words.place()
                    : mark instanceof Mark.Stroked stroked
                        ? segments(stroked.shape()) + stroked.shape().getBounds2D()
                        : mark.getClass().getName())
        .toList();
  }

  @Test
  void aScaleOfManyColoursIsNotDashed() {
    List<EffectTrial> trials = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      trials.add(new EffectTrial(Map.of("a", "" + i % 4, "b", "" + i % 5), 1, i));
    }
    Figure figure = ParallelChart.of("every trial", List.of("a", "b"), "error", true, trials);
    assertThat(figure.draw(COLUMN).marks())
        .filteredOn(mark -> mark instanceof Mark.Stroked)
        .isNotEmpty()
        .allMatch(mark -> ((Mark.Stroked) mark).stroke().getDashArray() == null);
  }

  @Test
  void theChartLooksAsBeforeAfterwards() throws IOException {
    Figure figure = curves(7, 20).figure();
    ChartFiles.png(figure);
    byte[] before = ChartFiles.png(figure);
    BasicStroke stroke = Pictures.series(figure, "müller run 1").getLineStyle();
    byte[] first = bytes(figure, "first.pdf");
    assertThat(ChartFiles.png(figure)).isEqualTo(before);
    assertThat(Pictures.series(figure, "müller run 1").getLineStyle()).isSameAs(stroke);
    assertThat(bytes(figure, "second.pdf")).as("the same file again").isEqualTo(first);
  }

  private byte[] bytes(Figure figure, String name) throws IOException {
    figure.saveAs(folder.resolve(name), COLUMN);
    return Files.readAllBytes(folder.resolve(name));
  }

  @Test
  void theEndOfTheNameSaysAsWhat() throws IOException {
    Figure figure = curves(2, 20).figure();
    String svg = new String(bytes(figure, "figure.svg"), StandardCharsets.UTF_8);
    assertThat(svg).contains("width=\"85mm\"", ">müller run 1</text>");
    bytes(figure, "figure.PNG");
    BufferedImage image = ImageIO.read(folder.resolve("figure.PNG").toFile());
    assertThat(image.getWidth()).as("300 pixels an inch").isEqualTo(1004);
    Path wrong = folder.resolve("figure.eps");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> figure.saveAs(wrong, COLUMN))
        .withMessage("the name of a figure's file must end in .pdf, .svg or .png, got " + wrong);
  }

  @Test
  void lettersThatTheFontLacksAreDrawn() throws IOException {
    Figure figure = CurveChart.of("面 loss", "iteration", "loss").add("run", Curves.ONE).figure();
    try (PDDocument file = pdf(figure, COLUMN)) {
      assertThat(new PDFTextStripper().getText(file)).doesNotContain("loss");
      assertThat(millimetres(file.getPage(0).getMediaBox().getWidth())).isCloseTo(85, within(1e-4));
    }
  }

  /** A curve that needs no thought. */
  private static final class Curves {
    static final Curve ONE = new Curve(new double[] {1, 2, 3}, new double[] {3, 2, 1});
  }

  @Test
  void ownChartsTakeTheTheme() throws IOException {
    XYChart own = Theme.apply(new XYChartBuilder().title("Own").xAxisTitle("n").build());
    own.addSeries("first", new double[] {1, 2}, new double[] {1, 2});
    own.addSeries("second", new double[] {1, 2}, new double[] {2, 1});
    assertThat(own.getStyler().getSeriesColors()).startsWith(Theme.BLUE, Theme.ORANGE);
    assertThat(own.getStyler().getChartBackgroundColor()).isEqualTo(Color.WHITE);
    try (PDDocument file = pdf(Figure.of(own), COLUMN)) {
      assertThat(new PDFTextStripper().getText(file)).contains("Own", "first", "second");
    }
    PieChart pie = Theme.apply(new PieChartBuilder().title("Parts").build());
    pie.addSeries("gray", 1);
    pie.addSeries("colour", 3);
    try (PDDocument file = pdf(Figure.of(pie), COLUMN)) {
      assertThat(new PDFTextStripper().getText(file)).contains("Parts", "25", "75");
    }
  }
}
