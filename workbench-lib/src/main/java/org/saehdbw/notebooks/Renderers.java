package org.saehdbw.notebooks;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import org.dflib.jjava.jupyter.kernel.display.RenderContext;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.knowm.xchart.internal.chartpart.Chart;
import org.saehdbw.architectures.ModelCost;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.deepfacelab.ModelInfo;
import org.saehdbw.experiments.CodeDims;
import org.saehdbw.experiments.Evaluation;
import org.saehdbw.experiments.PairedFaces;
import org.saehdbw.experiments.compare.results.ComparisonResult;
import org.saehdbw.experiments.sweeps.results.SweepResults;
import org.saehdbw.facesets.health.HealthReport;
import org.saehdbw.facesets.resizing.ResizeSummary;
import org.saehdbw.facesets.sorting.FacesetOrder;
import org.saehdbw.pictures.Picture;
import org.saehdbw.planning.BatchFinder;
import org.saehdbw.planning.CostCard;
import org.saehdbw.planning.Estimate;
import org.saehdbw.reports.CodeDimsTables;
import org.saehdbw.reports.ComparisonTables;
import org.saehdbw.reports.EvaluationTables;
import org.saehdbw.reports.HealthPage;
import org.saehdbw.reports.OrderTables;
import org.saehdbw.reports.RunTables;
import org.saehdbw.runs.Decoration;
import org.saehdbw.runs.RunSummary;
import org.saehdbw.training.gradients.GradientReport;
import tech.tablesaw.api.Table;

/** How our types look on a page: pictures as PNG, tables and records as HTML. */
final class Renderers {
  private Renderers() {}

  static void register(Renderer renderer) {
    image(renderer, Picture.class, Renderers::image);
    image(renderer, Figure.class, Renderers::image);
    renderer
        .createRegistration(Chart.class)
        .preferring(MIMEType.IMAGE_PNG)
        .register(
            (chart, context) -> picture(context, () -> image(Figure.of((Chart<?, ?>) chart))));
    html(renderer, Html.class, Function.identity());
    html(renderer, Table.class, Html::of);
    html(renderer, ModelSpec.class, spec -> Html.of(RunTables.spec(spec)));
    html(renderer, ModelCost.class, cost -> Html.of(RunTables.parts(cost)));
    html(renderer, CodeDims.class, Renderers::codeDims);
    html(renderer, ComparisonResult.class, Renderers::comparison);
    html(renderer, Evaluation.class, Renderers::evaluation);
    html(renderer, GradientReport.class, report -> Html.of(RunTables.gradients(report)));
    html(renderer, HealthReport.class, report -> new Html(HealthPage.fragment(report)));
    html(renderer, PairedFaces.class, faces -> Html.of(EvaluationTables.paired(faces)));
    html(renderer, SweepResults.class, sweep -> Html.of(sweep.table()));
    html(renderer, CostCard.class, Renderers::card);
    html(renderer, BatchFinder.Found.class, found -> Html.of(RunTables.batches(found)));
    html(renderer, ResizeSummary.class, Renderers::resized);
    html(renderer, FacesetOrder.class, Renderers::order);
    html(renderer, ModelInfo.class, info -> Html.of(RunTables.model(info)));
    html(renderer, RunSummary.class, run -> Html.of(RunTables.runs(List.of(run))));
  }

  private static Html resized(ResizeSummary summary) {
    StringBuilder page = new StringBuilder();
    summary.lines().forEach(line -> page.append(Html.paragraph(line).text()));
    summary.warnings().forEach(odd -> page.append(Html.paragraph("warning: " + odd).text()));
    return new Html(page.toString());
  }

  /** The two ends of an order, and why files are not in it. */
  private static Html order(FacesetOrder order) {
    String ends = Html.of(OrderTables.ends(order, 5)).text();
    return order.rejected().isEmpty()
        ? new Html(ends)
        : new Html(ends + Html.of(OrderTables.reasons(order)).text());
  }

  private static Html codeDims(CodeDims dims) {
    return new Html(
        Html.of(CodeDimsTables.ranks(dims)).text() + Html.of(CodeDimsTables.layers(dims)).text());
  }

  /** A table over poses, one of the swap where it was compared, and what limits both. */
  private static Html evaluation(Evaluation evaluation) {
    StringBuilder page = new StringBuilder(Html.of(EvaluationTables.bins(evaluation)).text());
    if (evaluation.swap().isPresent()) {
      page.append(Html.of(EvaluationTables.swap(evaluation)).text());
    }
    evaluation.remarks().forEach(remark -> page.append(Html.paragraph(remark).text()));
    return new Html(page.toString());
  }

  /** The answers, the claim, and the tables. */
  private static Html comparison(ComparisonResult comparison) {
    StringBuilder page = new StringBuilder();
    comparison.answers().forEach(line -> page.append(Html.paragraph(line).text()));
    page.append(Html.paragraph(comparison.claim()).text());
    page.append(Html.of(ComparisonTables.speeds(comparison)).text());
    if (comparison.quality().isPresent()) {
      page.append(Html.of(ComparisonTables.quality(comparison)).text());
    }
    return new Html(page.toString());
  }

  /** Returns a card's parts, what a step takes, and what predictions rest on. */
  static Html card(CostCard card) {
    String basis = card.peakResidentMib().map(Estimate::basis).orElse("not measured in bf16");
    String time = card.stepMillis().map(Estimate::basis).orElse(card.remark());
    return new Html(
        Html.of(RunTables.parts(card)).text()
            + Html.of(RunTables.plans(card)).text()
            + Html.paragraph("Memory of a trainer: " + basis + ".").text()
            + Html.paragraph("Of a card: counted, not measured on any card.").text()
            + Html.paragraph("Time of a step, without loading: " + time + ".").text());
  }

  /** Draws a chart for the page that it is shown on. */
  private static BufferedImage image(Figure figure) {
    return NotebookPage.isDark() ? figure.toDarkImage() : figure.toImage();
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
      Renderer renderer, Class<T> type, Function<T, BufferedImage> picture) {
    renderer
        .createRegistration(type)
        .preferring(MIMEType.IMAGE_PNG)
        .register((value, context) -> picture(context, () -> picture.apply(value)));
  }

  /** A picture that cannot be drawn is replaced by the reason, so that the cell does not fail. */
  private static void picture(RenderContext context, Supplier<BufferedImage> picture) {
    new Decoration(why -> context.getOutputContainer().putHTML(Html.paragraph(why).text()))
        .attempt(
            "the picture",
            () -> context.renderIfRequested(MIMEType.IMAGE_PNG, () -> png(picture.get())));
  }

  private static <T> void html(Renderer renderer, Class<T> type, Function<T, Html> page) {
    renderer
        .createRegistration(type)
        .preferring(MIMEType.TEXT_HTML)
        .register(
            (value, context) ->
                context.renderIfRequested(MIMEType.TEXT_HTML, () -> page.apply(value).text()));
  }
}
