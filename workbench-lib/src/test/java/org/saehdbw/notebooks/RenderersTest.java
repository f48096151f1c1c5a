package org.saehdbw.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.imageio.ImageIO;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.architectures.ModelCost;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.charts.CurveChart;
import org.saehdbw.charts.LossChart;
import org.saehdbw.deepfacelab.ModelClass;
import org.saehdbw.deepfacelab.ModelInfo;
import org.saehdbw.evaluation.EvaluationManifest;
import org.saehdbw.evaluation.EvaluationSet;
import org.saehdbw.evaluation.FaceFigures;
import org.saehdbw.evaluation.PoseBins;
import org.saehdbw.evaluation.SwapFigures;
import org.saehdbw.experiments.CodeDims;
import org.saehdbw.experiments.EvaluatedSide;
import org.saehdbw.experiments.Evaluation;
import org.saehdbw.experiments.FaceErrors;
import org.saehdbw.experiments.Run;
import org.saehdbw.facesets.Faceset.RejectedFile;
import org.saehdbw.facesets.health.FacesetHealth;
import org.saehdbw.facesets.health.HealthReport;
import org.saehdbw.facesets.resizing.ResizeSummary;
import org.saehdbw.facesets.sorting.FacesetOrder;
import org.saehdbw.facesets.sorting.SortMethod;
import org.saehdbw.pictures.Picture;
import org.saehdbw.planning.CostCard;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.statistics.Curve;
import org.saehdbw.statistics.SeedBand;
import org.saehdbw.testing.TinyFaceset;
import org.saehdbw.training.gradients.GradientReport;

class RenderersTest {
  private final Renderer renderer = new Renderer();

  RenderersTest() {
    Renderers.register(renderer);
  }

  @Test
  void picturesBecomePngWithTheirColours() throws IOException {
    BufferedImage colour = png(new Picture(1, 2, 3, new byte[] {1, 2, 3, (byte) 200, 0, 100}));
    assertThat(colour.getRGB(0, 0)).as("stored as blue, green, red").isEqualTo(0xff030201);
    assertThat(colour.getRGB(0, 1)).isEqualTo(0xff6400c8);

    BufferedImage gray = png(new Picture(2, 1, 1, new byte[] {0, (byte) 255}));
    assertThat(gray.getRGB(0, 0)).isEqualTo(0xff000000);
    assertThat(gray.getRGB(1, 0)).isEqualTo(0xffffffff);
  }

  @Test
  void chartsBecomePng() throws IOException {
    assertThat(png(LossChart.of(List.of())).getWidth()).isEqualTo(860);
    assertThat(png(LossChart.of(List.of()).panels().get(0)).getWidth()).isEqualTo(860);
  }

  @Test
  void specsAndCostsBecomeTables() {
    ModelSpec spec = ModelSpec.parse("df-ud-64-32-16-16-16");

    assertThat(html(spec)).contains("df-ud-64-32-16-16-16-gray", "ae_dims", ">32</td>");
    assertThat(html(ModelCost.of(spec, 1))).contains("decoder_src", "parameters");
    assertThat(html(CostCard.of(spec).batch(8)))
        .contains("df-ud-64-32-16-16-16-gray, batch 8 a side", "backward (GFLOP)", "losses")
        .contains("trainer, CPU (MiB)", "Of a card: counted, not measured on any card.");
  }

  @Test
  void modelsOfDeepFaceLabBecomeTables() {
    ModelInfo info =
        new ModelInfo(
            "workspace/model",
            "shared",
            ModelClass.SAEHD,
            ModelSpec.parse("df-ud-64-32-16-16-16-colour"),
            7,
            1000,
            Optional.of("AdaBelief"),
            7,
            List.of(0.5, 0.25),
            4,
            List.of(),
            Map.of("batch_size", 8L),
            Map.of(),
            List.of());
    assertThat(html(info))
        .contains("of shared_SAEHD", "df-ud-64-32-16-16-16-colour", "batch_size", ">8</td>");
  }

  @Test
  void resizingBecomesWhatWasMadeAndWhatWasNot() {
    ResizeSummary summary =
        new ResizeSummary(
            "a",
            "b",
            5,
            2,
            1,
            1,
            List.of(new RejectedFile("<x>.jpg", "not a face")),
            List.of("2 are odd"),
            0.5);
    assertThat(html(summary))
        .contains(
            "b: 2 of 5 faces made in 0.5 s (4 faces/s), 1 were there, 1 are missing; the same"
                + " call continues, 1 skipped</p>",
            ">skipped &lt;x&gt;.jpg: not a face</p>",
            ">warning: 2 are odd</p>");
  }

  @Test
  void evaluationsBecomeTablesWithTheirRemarks() {
    FaceFigures figures = new FaceFigures(4, 0.01, 20, 0.9, 0.95, Double.NaN, 0.8);
    EvaluatedSide side =
        new EvaluatedSide(
            "faces",
            figures,
            Map.of("yaw any, pitch any", figures),
            0,
            0,
            new FaceErrors(Map.of(), Map.of()));
    EvaluationSet pinned = new EvaluationSet("faces", List.of());
    Evaluation evaluation =
        new Evaluation(
            "0001_a_s1",
            "df-ud-64-32-16-16-16-gray",
            "train",
            7,
            new EvaluationManifest(PoseBins.usual(), pinned, Optional.empty()),
            side,
            side,
            Optional.of(new SwapFigures(4, 0, 0.02, 0.05, 0.75, Double.NaN, Double.NaN)),
            List.of("a < b"));

    assertThat(html(evaluation))
        .contains("0001_a_s1, df-ud-64-32-16-16-16-gray, iteration 7", "yaw any, pitch any")
        .contains(">0.8000</td>", "swap_identity_share", ">0.7500</td>", "a &lt; b")
        .doesNotContain("NaN");
  }

  @Test
  void healthReportsBecomeTheirPage() throws InterruptedException {
    HealthReport report = FacesetHealth.of(TinyFaceset.of(4, 64)).at(64);
    assertThat(html(report))
        .startsWith("<style>.fh{")
        .contains("<div class=\"fh\">", "Faceset report: drawn-4x64-s1 (src)", "data:image/png")
        .doesNotContain("<html", "<body");
  }

  @Test
  void usedDimsBecomeTwoTables() {
    CodeDims dims =
        new CodeDims(
            "0007_run_s1",
            "df-ud-64-32-16-16-16-gray",
            100,
            32,
            5,
            1,
            0.0123,
            200,
            20,
            List.of(new CodeDims.RankError(5, 0.98, 0.0124, 0.813)),
            List.of(new CodeDims.Spectrum("inter", List.of(2.0, 1.0))),
            List.of(new CodeDims.LayerChannels("encoder/down1/downs_0", 16, List.of(3, 7))),
            List.of());
    assertThat(html(dims))
        .contains(
            "5 of 32 dims used: luma_mse on 20 held-out faces a side stays within 1 % of 0.01230",
            "variance kept (%)",
            ">98.00</td>",
            ">0.8130</td>",
            "channels of df-ud-64-32-16-16-16-gray",
            ">3, 7</td>");
  }

  @Test
  void gradientChecksBecomeTables() {
    GradientReport report =
        new GradientReport(
            "block gated",
            List.of(new GradientReport.Row("input/x", 150, 0.25, 1e-5, 2e-5)),
            List.of());

    assertThat(html(report))
        .contains("gradient of block gated: as it should be, 150 values compared", "input/x");
  }

  private BufferedImage png(Object value) throws IOException {
    String base64 = (String) renderer.render(value).getData(MIMEType.IMAGE_PNG);
    return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
  }

  @Test
  void ordersShowTheirEndsAndWhyFilesAreNotInThem() {
    FacesetOrder order =
        new FacesetOrder(
            SortMethod.BLUR,
            "",
            "mine",
            "/mine",
            "f",
            List.of(new FacesetOrder.Ranked(0, 3, "a.jpg", OptionalDouble.of(0.75), "0.75")),
            List.of(new FacesetOrder.Rejected("b.jpg", "", "blurred")));
    assertThat(html(order))
        .contains("mine by blur: 1 faces, 1 rejected", "a.jpg", ">0.7500</td>", "blurred");
  }

  private String html(Object value) {
    return (String) renderer.render(value).getData(MIMEType.TEXT_HTML);
  }

  @Test
  void picturesAndChartsHaveTextForScreenReaders() {
    DisplayData picture = renderer.render(new Picture(2, 1, 1, new byte[2]));
    assertThat(picture.getData(MIMEType.TEXT_PLAIN)).isEqualTo("picture of 2 x 1 pixels, gray");
    DisplayData chart =
        renderer.render(
            CurveChart.of("Loss", "iteration", "error")
                .add("src", new Curve(new double[] {1, 2, 3}, new double[] {0.5, 0.25, 0.3}))
                .figure());
    String words = "chart: Loss, error against iteration; src from 0.25 to 0.5, last 0.3";
    assertThat(chart.getData(MIMEType.TEXT_PLAIN)).isEqualTo(words);
    assertThat(chart).extracting("metadata").asString().contains("alt=" + words);
    assertThat(renderer.render(LossChart.of(List.of())).getData(MIMEType.TEXT_PLAIN))
        .isEqualTo("chart: Loss, loss, mean over the batch against iteration");
  }

  @Test
  void facesetsAndCurvesBecomePictures() throws IOException {
    assertThat(png(TinyFaceset.of(3, 64)).getWidth()).isPositive();
    DisplayData faces = renderer.render(TinyFaceset.of(3, 64));
    assertThat(String.valueOf(faces.getData(MIMEType.TEXT_PLAIN))).endsWith(": 3 of 3 faces");
    Curve curve = new Curve(new double[] {1, 2}, new double[] {4, 5});
    assertThat(png(curve).getWidth()).isEqualTo(860);
    assertThat(png(SeedBand.of(List.of(curve, curve))).getWidth()).isEqualTo(860);
  }

  private record Found(String modelName, double luma, Optional<String> note, float[] values) {}

  @Test
  void otherRecordsBecomeTables() {
    Found one = new Found("<df>", 0.123456, Optional.empty(), new float[] {1, 2});
    assertThat(new Html(html(one)).toString().lines().map(String::strip))
        .containsExactly(
            "Found",
            "name  value",
            "model name  <df>",
            "luma  0.1235",
            "note",
            "values  1.000, 2.000");
    Found two = new Found("b", 2, Optional.of("yes"), new float[20]);
    assertThat(new Html(html(List.of(one, two))).toString())
        .startsWith("Found, 2\nmodel name  luma  note  values")
        .contains("b  2.000  yes  0, 0,")
        .endsWith("and 8 more");
    assertThat(renderer.render(List.of(1, 2)).hasDataForType(MIMEType.TEXT_HTML)).isFalse();
    assertThat(renderer.render(List.of(1, 2)).getData(MIMEType.TEXT_PLAIN)).isEqualTo("[1, 2]");
  }

  @Test
  void runsBecomeTheRowOfTheirList(@TempDir Path runs) throws IOException {
    RunFolder run = RunFolder.create(runs, "tiny", 1);
    assertThat(html(run)).contains("0001_tiny_s1");
    assertThat(html(Run.open(run.path()))).isEqualTo(html(run));
  }
}
