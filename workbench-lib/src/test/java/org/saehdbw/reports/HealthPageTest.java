package org.saehdbw.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.charts.HealthCharts;
import org.saehdbw.charts.Pictures;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.facesets.Faceset.RejectedFile;
import org.saehdbw.facesets.health.FacesetHealth;
import org.saehdbw.facesets.health.Finding;
import org.saehdbw.facesets.health.FindingKind;
import org.saehdbw.facesets.health.HealthReport;
import org.saehdbw.facesets.health.SideHealth;
import org.saehdbw.pictures.Picture;
import org.saehdbw.synthesis.SyntheticFaces;
import org.saehdbw.testing.TinyFaceset;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class HealthPageTest {
  private static final Faceset SRC = TinyFaceset.of(16, 64, 51);
  private static final Faceset DST = SyntheticFaces.of(16).size(64).seed(52).gray();

  @TempDir private Path folder;

  @Test
  void thePageIsWellFormedAndFetchesNothing() throws Exception {
    HealthReport report = FacesetHealth.of(SRC, DST).at(96);
    Document page = parse(HealthPage.of(report));
    assertThat(page.getElementsByTagName("script").getLength()).isZero();
    NodeList images = page.getElementsByTagName("img");
    assertThat(images.getLength()).isGreaterThan(20);
    for (int i = 0; i < images.getLength(); i++) {
      Element image = (Element) images.item(i);
      assertThat(image.getAttribute("src")).startsWith("data:image/");
      assertThat(image.getAttribute("alt")).isNotEmpty();
    }
    assertThat(HealthPage.of(report)).doesNotContain("http://", "https://", "url(", "@import");
    assertThat(page.getElementsByTagName("section").getLength())
        .isEqualTo(report.findings().size());
    assertThat(page.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("Faceset report: drawn-16x64-s51 (src), drawn-16x64-s52 (dst)");
  }

  @Test
  void itsChartsFitOnPaper() throws Exception {
    Map<String, Figure> charts = HealthCharts.all(FacesetHealth.of(SRC, DST).at(96));
    assertThat(charts.keySet())
        .containsExactly("poses", "sharpness", "brightness", "contrast", "gray_share", "sizes");
    charts.values().forEach(Pictures::check);
  }

  @Test
  void hostileNamesStayText() throws Exception {
    String hostile = "<script>alert('1')</script>\"><img onerror=x src=y>&amp;\u202Egpj.\u0007";
    Finding finding =
        new Finding(
            FindingKind.BLURRED,
            "src",
            1,
            1,
            "one & all",
            "see \"./workbench <b>\"",
            "act",
            List.of(new Finding.Named(hostile, hostile)),
            List.of(
                new Finding.Shown(hostile, hostile, Optional.of(new Picture(1, 1, 1, new byte[1]))),
                new Finding.Shown(hostile, hostile, Optional.empty())));
    SideHealth side =
        new SideHealth(
            "src",
            hostile,
            List.of(),
            List.of(new RejectedFile(hostile, hostile)),
            List.of(),
            Optional.empty());
    HealthReport report = new HealthReport(192, List.of(side), Optional.empty(), List.of(finding));
    String html = HealthPage.of(report);
    Document page = parse(html);
    assertThat(page.getElementsByTagName("script").getLength()).isZero();
    assertThat(page.getElementsByTagName("img").getLength()).isEqualTo(1);
    assertThat(html).doesNotContain("<script", "\u202E", "\u0007");
    assertThat(html)
        .contains("<code>./workbench &lt;b&gt;</code>", "one &amp; all", "cannot be shown");
    String seen = "<script>alert('1')</script>\"><img onerror=x src=y>&amp;\uFFFDgpj.\uFFFD";
    assertThat(((Element) page.getElementsByTagName("img").item(0)).getAttribute("alt"))
        .isEqualTo(seen + ": " + seen);
  }

  @Test
  void thePageIsWrittenAsUtf8() throws Exception {
    Path file = folder.resolve("new/page.html");
    HealthPage.write(FacesetHealth.of(SRC).at(64), file);
    assertThat(Files.readString(file)).startsWith("<!DOCTYPE html>\n<html lang=\"en\">");
  }

  @Test
  void chartsHaveACurveASide() throws Exception {
    HealthReport report = FacesetHealth.of(SRC, DST).at(64);
    for (Figure figure :
        List.of(
            HealthCharts.sharpness(report),
            HealthCharts.brightness(report),
            HealthCharts.contrast(report),
            HealthCharts.grayShare(report),
            HealthCharts.poses(report))) {
      assertThat(Pictures.panel(figure, 0).getSeriesMap()).containsKeys("src (16)", "dst (16)");
      Pictures.check(figure);
    }
    Pictures.check(HealthCharts.sizes(report));
    assertThat(Pictures.series(HealthCharts.poses(report), "src (16)").getXData()[0])
        .isEqualTo(report.src().faces().get(0).yaw());
  }

  @Test
  void binsHoldSharesAndTheLastHoldsWhatIsBeyond() {
    double[] shares = HealthCharts.shares(new double[] {0, 0.24, 0.26, 99}, 10);
    assertThat(shares[0]).isEqualTo(50);
    assertThat(shares[1]).isEqualTo(25);
    assertThat(shares[39]).isEqualTo(25);
  }

  private static Document parse(String html) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)));
  }
}
