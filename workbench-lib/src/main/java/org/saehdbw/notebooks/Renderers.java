package org.saehdbw.notebooks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.saehdbw.architectures.ModelCost;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.deepfacelab.ModelInfo;
import org.saehdbw.experiments.CodeDims;
import org.saehdbw.experiments.Evaluation;
import org.saehdbw.experiments.PairedFaces;
import org.saehdbw.experiments.Run;
import org.saehdbw.experiments.compare.results.ComparisonResult;
import org.saehdbw.experiments.compare.running.CompareRun;
import org.saehdbw.experiments.sweeps.results.SweepResults;
import org.saehdbw.experiments.sweeps.running.SweepRun;
import org.saehdbw.facesets.health.HealthReport;
import org.saehdbw.facesets.resizing.ResizeSummary;
import org.saehdbw.facesets.sorting.FacesetOrder;
import org.saehdbw.merging.jobs.MergeFigures;
import org.saehdbw.planning.BatchFinder;
import org.saehdbw.planning.CostCard;
import org.saehdbw.planning.Estimate;
import org.saehdbw.reports.CodeDimsTables;
import org.saehdbw.reports.ComparisonTables;
import org.saehdbw.reports.EvaluationTables;
import org.saehdbw.reports.HealthPage;
import org.saehdbw.reports.MergePage;
import org.saehdbw.reports.OrderTables;
import org.saehdbw.reports.RunTables;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunSummary;
import org.saehdbw.training.TrainedModel;
import org.saehdbw.training.gradients.GradientReport;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** How our types look on a page: pictures as PNG, tables, records and lists of records as HTML. */
final class Renderers {
  private Renderers() {}

  static void register(Renderer renderer) {
    PngRenderers.register(renderer);
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
    html(renderer, RunFolder.class, Renderers::run);
    html(renderer, Run.class, run -> run(run.folder()));
    html(renderer, SweepRun.class, Renderers::sweep);
    html(renderer, CompareRun.class, Renderers::comparison);
    html(renderer, TrainedModel.class, model -> Html.of(RunTables.spec(model.spec())));
    html(renderer, MergeFigures.class, Renderers::merge);
    html(renderer, Record.class, RecordTables::of);
    renderer
        .createRegistration(List.class)
        .preferring(MIMEType.TEXT_HTML)
        .register(
            (list, context) ->
                RecordTables.of((List<?>) list)
                    .ifPresent(
                        page -> context.renderIfRequested(MIMEType.TEXT_HTML, () -> page.text())));
  }

  private static Html merge(MergeFigures figures) {
    Map<String, Double> means = MergePage.means(figures);
    return Html.of(
        Table.create(
            "Merge " + figures.folder().path().getFileName() + ": means over the frames",
            StringColumn.create("figure", means.keySet()),
            DoubleColumn.create("mean", means.values().toArray(Double[]::new))));
  }

  private static Html run(RunFolder run) {
    return Html.of(RunTables.runs(List.of(RunSummary.of(run))));
  }

  private static Html sweep(SweepRun sweep) {
    try {
      return SweepMatrix.of(sweep.folder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Html comparison(CompareRun run) {
    try {
      return Html.paragraph(run.folder().name() + ": " + run.progress().strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  private static <T> void html(Renderer renderer, Class<T> type, Function<T, Html> page) {
    renderer
        .createRegistration(type)
        .preferring(MIMEType.TEXT_HTML)
        .register(
            (value, context) ->
                context.renderIfRequested(MIMEType.TEXT_HTML, () -> page.apply(value).text()));
  }
}
