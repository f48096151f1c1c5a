package org.saehdbw.cli;

import java.util.List;
import java.util.Locale;
import org.saehdbw.architectures.OptionLetters;
import org.saehdbw.planning.BatchFinder;
import org.saehdbw.planning.BudgetSearch;
import org.saehdbw.planning.CostCard;
import org.saehdbw.planning.EqualCost;
import org.saehdbw.planning.Estimate;
import org.saehdbw.planning.PublishedSizes;
import org.saehdbw.planning.StepCost;
import org.saehdbw.planning.StepMeasurement;
import org.saehdbw.tensors.CostOps;

/** What people read of {@code plan}'s answers. */
final class PlanText {
  private static final double MIB = 1 << 20;
  private static final double GIGA = 1e9;
  private static final double MILLION = 1e6;

  private PlanText() {}

  static String card(CostCard card) {
    TextTable parts =
        new TextTable("part", "parameters", "forward GFLOP", "backward GFLOP", "kept MiB");
    for (StepCost.Part part : card.parts()) {
      part(parts, part);
    }
    part(parts, card.cost().total());
    CostOps.Work work = card.work();
    return String.join(
        "\n",
        card.spec()
            + ", batch "
            + card.batch()
            + " a side, "
            + card.precision().option()
            + PlanJudges.settings(card),
        "",
        parts.toString(),
        "",
        text(
            "work     %.1f GFLOP a step: convolutions %.1f, dense layers and windows %.1f",
            work.total() / GIGA, work.convolution() / GIGA, work.dense() / GIGA),
        text(
            "arrays   weights %.1f MiB, gradients %.1f, moments %.1f, batch %.1f, kept for"
                + " gradients %.1f",
            card.weightBytes() / MIB,
            card.gradientBytes() / MIB,
            card.optimizerBytes() / MIB,
            card.cost().inputBytes() / MIB,
            card.keptBytes() / MIB),
        PlanJudges.updates(card)
            + "trainer  "
            + card.plain().map(PlanJudges::resident).orElseGet(() -> resident(card)),
        text(
            "card     %.0f MiB at least: the arrays above and the largest stage, counted; not"
                + " measured on any card",
            card.deviceMib()),
        disk(card),
        "step     "
            + card.plain().map(plain -> PlanJudges.step(card, plain)).orElseGet(() -> step(card)));
  }

  private static String disk(CostCard card) {
    String ours = text("disk     a checkpoint %.1f MiB; ", card.disk().ourBytes() / MIB);
    String letters = OptionLetters.ours(card.spec().options());
    return letters.isEmpty()
        ? ours
            + text(
                "DeepFaceLab's files with a preview sample %.1f MiB",
                card.disk().deepFaceLabBytes() / MIB)
        : ours + "no files of DeepFaceLab's, which has no options " + letters;
  }

  private static void part(TextTable table, StepCost.Part part) {
    table.row(
        part.name(),
        text("%,d", part.parameters()),
        text("%.2f", part.forward().total() / GIGA),
        text("%.2f", part.backward().total() / GIGA),
        text("%.1f", part.keptBytes() / MIB));
  }

  static String resident(CostCard card) {
    return card.peakResidentMib()
        .map(
            peak ->
                text(
                    "%,.0f MiB resident at most on the CPU, %s, %s",
                    peak.value(),
                    card.settings().way().beside()
                        ? text(
                            "beside a save's copy of %,.0f MiB (save_beside: n makes none)",
                            card.copyBytes() / MIB)
                        : "without a copy for saves",
                    margin(peak)))
        .orElse("resident memory is not predicted: it was measured in float32 only");
  }

  static String step(CostCard card) {
    return card.stepMillis()
        .map(time -> text("%,.0f ms without loading, %s", time.value(), margin(time)))
        .orElse("time is not predicted: " + card.remark());
  }

  private static String margin(Estimate estimate) {
    return text("within %.0f %% (%s)", Math.ceil(estimate.marginPercent()), estimate.basis());
  }

  /** Says of one model whether it fits a budget, on the CPU and on a card. */
  static String verdict(PlanVerdict verdict) {
    CostCard card = verdict.card();
    double budget = verdict.budgetMib();
    StringBuilder lines = new StringBuilder();
    card.peakResidentMib().ifPresent(peak -> lines.append(onCpu(verdict, peak)).append('\n'));
    int onCard = card.largestDeviceBatch(budget);
    return lines
        .append(
            text(
                "on a card, batch %d %s %,.0f MiB: %,.0f MiB counted; %s. Not measured on any card:"
                    + " what a driver and an allocator take comes on top",
                card.batch(),
                card.deviceMib() <= budget ? "fits" : "does not fit",
                budget,
                card.deviceMib(),
                largest(onCard)))
        .append(
            text(
                "%nof the %,.0f MiB on a card, %.0f are weights, gradients and moments at any"
                    + " batch, %.0f each sample a side",
                card.deviceMib(),
                card.fixedBytes() / MIB,
                (card.deviceBytes() - card.fixedBytes()) / MIB / card.batch()))
        .toString();
  }

  private static String onCpu(PlanVerdict verdict, Estimate peak) {
    CostCard card = verdict.card();
    TextTable table = new TextTable("way", "MiB", "with its margin", "fits");
    for (PlanVerdict.Row row : verdict.ways()) {
      table.row(
          row.way().toString(),
          text("%,.0f", row.peak().value()),
          text("%,.0f", row.peak().high()),
          row.peak().within(verdict.budgetMib()) == Estimate.Fit.YES ? "yes" : "no");
    }
    return text(
            "on the CPU, batch %d %s %,.0f MiB: %,.0f MiB predicted, within %.0f %%; %s; %s%n%n",
            card.batch(),
            word(peak, verdict.budgetMib()),
            verdict.budgetMib(),
            peak.value(),
            Math.ceil(peak.marginPercent()),
            plainly(verdict),
            chosen(verdict))
        + table
        + "\n";
  }

  private static String plainly(PlanVerdict verdict) {
    if (verdict.largest().isEmpty()) {
      return "the largest batch that fits was not looked for";
    }
    int largest = verdict.largest().getAsInt();
    int between = verdict.between().orElse(largest);
    return (largest == 0 ? "in the plain way not even batch 1 is sure to fit" : largest(largest))
        + (between == largest ? "" : text(" (with save_beside: n it is %d)", between));
  }

  private static String chosen(PlanVerdict verdict) {
    return verdict
        .chosen()
        .map(
            row ->
                text(
                    "memory_mib: %.0f chooses %s for batch %d",
                    Math.floor(verdict.budgetMib()), row.way(), verdict.card().batch()))
        .orElse(text("no way fits at batch %d", verdict.card().batch()));
  }

  private static String word(Estimate peak, double budget) {
    return switch (peak.within(budget)) {
      case YES -> "fits";
      case NO -> "does not fit";
      case OPEN -> "may or may not fit";
    };
  }

  private static String largest(int batch) {
    return batch == 0 ? "not even batch 1 fits" : "the largest batch that fits is " + batch;
  }

  static String budget(
      List<BudgetSearch.Candidate> found, List<BudgetSearch.NextStep> next, BudgetSearch search) {
    if (found.isEmpty()) {
      return text(
          "no dims of those looked at fit %,.0f MiB at batch %d",
          search.budgetMib(), search.batch());
    }
    StringBuilder lines = new StringBuilder();
    lines.append(
        text(
            "dims that fit %,.0f MiB %s at batch %d and cannot grow by a step; most parameters"
                + " first, then most work%n%n",
            search.budgetMib(),
            search.card()
                ? "on a card (counted, not measured)"
                : "resident on the CPU, margin included,",
            search.batch()));
    lines
        .append(table(found, search))
        .append("\n\nthe next dim of ")
        .append(found.get(0).card().spec());
    lines.append(" would buy\n\n");
    CostCard best = found.get(0).card();
    TextTable steps = new TextTable("dim", "parameters", "work", "memory MiB", "batch that fits");
    for (BudgetSearch.NextStep step : next) {
      CostCard card = step.candidate().card();
      steps.row(
          step.dim() + " -> " + dim(step),
          text("%+.1f %%", 100.0 * card.parameters() / best.parameters() - 100),
          text("%+.1f %%", 100.0 * card.work().total() / best.work().total() - 100),
          text("%+.0f", memory(card, search) - memory(best, search)),
          String.valueOf(step.candidate().largestBatch()));
    }
    return lines.append(steps).toString();
  }

  private static int dim(BudgetSearch.NextStep step) {
    var spec = step.candidate().card().spec();
    return switch (step.dim()) {
      case "ae_dims" -> spec.aeDims();
      case "e_dims" -> spec.eDims();
      case "d_dims" -> spec.dDims();
      default -> spec.dMaskDims();
    };
  }

  private static TextTable table(List<BudgetSearch.Candidate> found, BudgetSearch search) {
    TextTable table =
        new TextTable(
            "model", "parameters", "GFLOP a sample", "memory MiB", "batch that fits", "step ms");
    for (BudgetSearch.Candidate each : found) {
      CostCard card = each.card();
      table.row(
          card.spec().toString(),
          text("%,d", card.parameters()),
          text("%.1f", card.work().total() / GIGA / card.batch()),
          text("%,.0f", memory(card, search)),
          String.valueOf(each.largestBatch()),
          card.stepMillis().map(time -> text("%,.0f", time.value())).orElse("-"));
    }
    return table;
  }

  static double memory(CostCard card, BudgetSearch search) {
    return search.card()
        ? card.deviceMib()
        : card.peakResidentMib().map(Estimate::value).orElse(Double.NaN);
  }

  static String equal(CostCard colour, List<EqualCost.Match> matches, EqualCost search) {
    TextTable table =
        new TextTable(
            "model", "difference", "parameters (million)", "GFLOP", "card MiB", "step ms");
    table.row(equalRow(colour, "-"));
    for (EqualCost.Match match : matches) {
      table.row(equalRow(match.card(), text("%+.2f %%", match.differencePercent())));
    }
    return text(
            "gray models with the %s of %s, batch %d: the same dims first, then the closest, fewest"
                + " dims moved first%n%n",
            search.measure().option(), colour.spec(), search.batch())
        + table;
  }

  private static String[] equalRow(CostCard card, String difference) {
    return new String[] {
      card.spec().toString(),
      difference,
      text("%.3f", card.parameters() / MILLION),
      text("%.2f", card.work().total() / GIGA),
      text("%,.1f", card.deviceMib()),
      card.stepMillis().map(time -> text("%,.0f", time.value())).orElse("-")
    };
  }

  static String published(List<PublishedSizes.Row> rows) {
    TextTable table =
        new TextTable("model", "published MiB", "expected MiB", "sample of batch", "error", "note");
    long close = rows.stream().filter(row -> Math.abs(row.errorPercent()) <= 3).count();
    for (PublishedSizes.Row row : rows) {
      table.row(
          row.model(),
          text("%.1f", row.publishedMib()),
          text("%.1f", row.expectedMib()),
          String.valueOf(row.batch()),
          text("%+.2f %%", row.errorPercent()),
          row.note());
    }
    return table
        + text(
            "%n%nexpected: weights and two moments in float32 and the stored preview sample of"
                + " batch 6 or 4, whichever is closer; %d of %d are within 3 %%",
            close, rows.size());
  }

  static String tried(StepMeasurement each) {
    return text("batch %d: %s", each.batch(), each.done() ? figures(each) : each.outcome().text());
  }

  private static String figures(StepMeasurement each) {
    return text(
        "%.0f ms, %.1f samples/s, %.0f MiB",
        each.stepMillis(), each.samplesPerSecond(), each.peakMib());
  }

  static String batches(BatchFinder.Found found, double budget, double surplus) {
    TextTable table =
        new TextTable("batch", "outcome", "steps timed", "ms a step", "samples/s", "peak MiB");
    for (StepMeasurement each : found.tried()) {
      table.row(
          String.valueOf(each.batch()),
          each.outcome().text(),
          String.valueOf(each.steps()),
          each.done() ? text("%.0f", each.stepMillis()) : "-",
          each.done() ? text("%.2f", each.samplesPerSecond()) : "-",
          text("%.0f", each.peakMib()));
    }
    String answer =
        found
            .largest()
            .map(
                largest ->
                    text(
                        "largest batch %d, fastest batch %d",
                        largest.batch(), found.fastest().orElse(largest).batch()))
            .orElse("not even batch 1 fits");
    return table
        + text(
            "%n%n%s; steps may hold %.0f of the %.0f MiB, since a whole trainer takes about %.0f"
                + " MiB more for faces, previews and a save's copy",
            answer, budget - surplus, budget, surplus);
  }

  static String text(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
