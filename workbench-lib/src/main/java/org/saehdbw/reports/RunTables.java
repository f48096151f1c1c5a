package org.saehdbw.reports;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.architectures.ModelCost;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.charts.CostChart;
import org.saehdbw.charts.drawing.Lines;
import org.saehdbw.deepfacelab.ModelInfo;
import org.saehdbw.planning.BatchFinder;
import org.saehdbw.planning.CostCard;
import org.saehdbw.planning.Estimate;
import org.saehdbw.planning.StepCost;
import org.saehdbw.planning.StepMeasurement;
import org.saehdbw.runs.RunSummary;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.queries.RunFacts;
import org.saehdbw.tensors.CostOps;
import org.saehdbw.training.forecast.StageForecast;
import org.saehdbw.training.gradients.GradientReport;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Runs, their figures and models' costs as tables with units in the column names. */
public final class RunTables {
  private static final double MILLION = 1e6;
  private static final double BILLION = 1e9;
  private static final double MEBI = 1 << 20;

  private RunTables() {}

  /** Returns a row for each stage: its end, its longest length and what an iteration takes. */
  public static Table forecast(List<StageForecast> stages) {
    StringColumn name = StringColumn.create("stage");
    StringColumn learns = StringColumn.create("learns");
    StringColumn changes = StringColumn.create("settings");
    StringColumn end = StringColumn.create("until");
    DoubleColumn step = DoubleColumn.create("ms an iteration");
    DoubleColumn minutes = DoubleColumn.create("minutes at most");
    for (StageForecast stage : stages) {
      name.append(stage.name().isEmpty() ? "(one stage)" : stage.name());
      learns.append(stage.learns());
      changes.append(stage.settings().isEmpty() ? "" : stage.settings().toString());
      end.append(stage.end().text());
      step.append(stage.stepMillis());
      minutes.append(stage.mostSeconds().orElse(Double.NaN) / 60);
    }
    return Table.create(
        "Stages, saves and previews apart", name, learns, changes, end, step, minutes);
  }

  /** Returns one row an iteration, with columns of {@code metrics.csv}. */
  public static Table metrics(List<MetricsRow> rows) {
    return Table.create(
        "metrics",
        LongColumn.create("iteration", rows.stream().mapToLong(MetricsRow::iteration)),
        DoubleColumn.create("wall_clock_unix_s", Lines.values(rows, MetricsRow::wallClockSeconds)),
        DoubleColumn.create("step_ms", Lines.values(rows, MetricsRow::stepMillis)),
        DoubleColumn.create("wait_ms", Lines.values(rows, MetricsRow::waitMillis)),
        DoubleColumn.create("src_loss", Lines.values(rows, MetricsRow::srcLoss)),
        DoubleColumn.create("dst_loss", Lines.values(rows, MetricsRow::dstLoss)),
        DoubleColumn.create("lr_factor", Lines.values(rows, MetricsRow::lrFactor)),
        DoubleColumn.create("samples_s", Lines.values(rows, MetricsRow::samplesPerSecond)),
        DoubleColumn.create("resident_mib", Lines.values(rows, MetricsRow::residentMib)));
  }

  /** Returns one row a run, with the figures of its last iteration. */
  public static Table runs(List<RunSummary> runs) {
    StringColumn name = StringColumn.create("run");
    StringColumn status = StringColumn.create("status");
    LongColumn iteration = LongColumn.create("iteration");
    DoubleColumn src = DoubleColumn.create("src loss");
    DoubleColumn dst = DoubleColumn.create("dst loss");
    for (RunSummary run : runs) {
      name.append(run.name());
      status.append(run.status().text());
      iteration.append(run.iteration());
      src.append(run.lastRow().map(row -> (double) row.srcLoss()).orElse(Double.NaN));
      dst.append(run.lastRow().map(row -> (double) row.dstLoss()).orElse(Double.NaN));
    }
    return Table.create("runs", name, status, iteration, src, dst);
  }

  /** Returns one row a run, with its labels and the figures of its last iteration and save. */
  public static Table found(List<RunFacts> runs) {
    IntColumn number = IntColumn.create("number");
    StringColumn name = StringColumn.create("name");
    StringColumn status = StringColumn.create("status");
    LongColumn iteration = LongColumn.create("iteration");
    StringColumn model = StringColumn.create("model");
    DoubleColumn src = DoubleColumn.create("src loss");
    DoubleColumn dst = DoubleColumn.create("dst loss");
    DoubleColumn heldOut = DoubleColumn.create("held out");
    DoubleColumn mean = DoubleColumn.create("mean face");
    StringColumn saved = StringColumn.create("last save (UTC)");
    StringColumn tags = StringColumn.create("tags");
    for (RunFacts run : runs) {
      RunSummary summary = run.summary();
      number.append(run.folder().number());
      name.append(run.nameWithSeed());
      status.append(summary.status().text());
      iteration.append(summary.iteration());
      model.append(run.model());
      src.append(summary.lastRow().map(row -> (double) row.srcLoss()).orElse(Double.NaN));
      dst.append(summary.lastRow().map(row -> (double) row.dstLoss()).orElse(Double.NaN));
      heldOut.append(run.lastSave().heldOut().orElse(Double.NaN));
      mean.append(run.lastSave().meanFace().orElse(Double.NaN));
      saved.append(summary.lastSave().map(Instant::toString).orElse(""));
      tags.append(String.join(" ", run.labels().tags()));
    }
    return Table.create(
        "runs", number, name, status, iteration, model, src, dst, heldOut, mean, saved, tags);
  }

  /** Returns one row a fact: what a DeepFaceLab model is, then its options by their names. */
  public static Table model(ModelInfo info) {
    StringColumn what = StringColumn.create("of " + info.name() + "_" + info.modelClass());
    StringColumn value = StringColumn.create("is");
    what.append("model").append("iteration").append("parameters").append("optimizer");
    value
        .append(info.spec().toString())
        .append(String.valueOf(info.iteration()))
        .append(String.valueOf(info.parameters()))
        .append(info.optimizer().orElse("none"));
    info.options()
        .forEach(
            (name, option) -> {
              what.append(name);
              value.append(String.valueOf(option));
            });
    return Table.create("model", what, value);
  }

  /** Returns one row a model: its size and its work, for comparing. */
  public static Table models(ModelCost... costs) {
    StringColumn model = StringColumn.create("model");
    LongColumn parameters = LongColumn.create("parameters");
    IntColumn batch = IntColumn.create("batch a side");
    DoubleColumn work = DoubleColumn.create("forward (GFLOP)");
    DoubleColumn memory = DoubleColumn.create("activations (MiB)");
    for (ModelCost cost : costs) {
      model.append(cost.spec().toString());
      parameters.append(cost.parameters());
      batch.append(cost.batch());
      work.append(cost.flops() / BILLION);
      memory.append(cost.activationBytes() / MEBI);
    }
    return Table.create("models", model, parameters, batch, work, memory);
  }

  /** Returns one row a part of a model, in the order of use. */
  public static Table parts(ModelCost cost) {
    StringColumn part = StringColumn.create("part");
    LongColumn parameters = LongColumn.create("parameters");
    DoubleColumn share = DoubleColumn.create("share (%)");
    DoubleColumn work = DoubleColumn.create("forward (GFLOP)");
    Map<String, Long> flops = CostChart.byPart(cost, CostOps.Row::flops);
    cost.parametersByPart()
        .forEach(
            (name, count) -> {
              part.append(name);
              parameters.append(count);
              share.append(100.0 * count / cost.parameters());
              work.append(flops.getOrDefault(name, 0L) / BILLION);
            });
    return Table.create(cost.spec().toString(), part, parameters, share, work);
  }

  /** Returns one row a call of a layer: shape of its result, trained values, work. */
  public static Table layers(ModelCost cost) {
    StringColumn layer = StringColumn.create("layer");
    StringColumn output = StringColumn.create("output");
    LongColumn parameters = LongColumn.create("parameters");
    DoubleColumn work = DoubleColumn.create("forward (MFLOP)");
    for (CostOps.Row row : cost.rows()) {
      layer.append(row.name());
      output.append(row.output().toString());
      parameters.append(row.parameters());
      work.append(row.flops() / MILLION);
    }
    return Table.create(cost.spec().toString(), layer, output, parameters, work);
  }

  /** Returns one row an array of a gradient check; the title says what came of it. */
  public static Table gradients(GradientReport report) {
    StringColumn array = StringColumn.create("gradient by");
    IntColumn compared = IntColumn.create("values compared");
    DoubleColumn largest = DoubleColumn.create("largest gradient");
    DoubleColumn eager = DoubleColumn.create("eager off by (share)");
    DoubleColumn script = DoubleColumn.create("script off by (share)");
    for (GradientReport.Row row : report.rows()) {
      array.append(row.array());
      compared.append(row.compared());
      largest.append(row.largest());
      eager.append(row.eager());
      script.append(row.script());
    }
    return Table.create(report.toString(), array, compared, largest, eager, script);
  }

  /** Returns one row a part of a model with its work, then the losses', then the sums. */
  public static Table parts(CostCard card) {
    StringColumn part = StringColumn.create("part");
    LongColumn parameters = LongColumn.create("parameters");
    DoubleColumn forward = DoubleColumn.create("forward (GFLOP)");
    DoubleColumn backward = DoubleColumn.create("backward (GFLOP)");
    DoubleColumn kept = DoubleColumn.create("kept for gradients (MiB)");
    List<StepCost.Part> rows = new ArrayList<>(card.parts());
    rows.add(card.cost().total());
    for (StepCost.Part row : rows) {
      part.append(row.name());
      parameters.append(row.parameters());
      forward.append(row.forward().total() / BILLION);
      backward.append(row.backward().total() / BILLION);
      kept.append(row.keptBytes() / MEBI);
    }
    String name = card.spec() + ", batch " + card.batch() + " a side";
    return Table.create(name, part, parameters, forward, backward, kept);
  }

  /**
   * Returns one row a card: what a step takes in work, memory and time, and what predictions may be
   * off; a cell is empty where nothing can be predicted.
   */
  public static Table plans(CostCard... cards) {
    StringColumn model = StringColumn.create("model");
    IntColumn batch = IntColumn.create("batch a side");
    LongColumn parameters = LongColumn.create("parameters");
    DoubleColumn work = DoubleColumn.create("step (GFLOP)");
    DoubleColumn resident = DoubleColumn.create("trainer, CPU (MiB)");
    DoubleColumn residentMargin = DoubleColumn.create("within (%)");
    DoubleColumn device = DoubleColumn.create("card, counted (MiB)");
    DoubleColumn disk = DoubleColumn.create("checkpoint (MiB)");
    DoubleColumn time = DoubleColumn.create("step (ms)");
    DoubleColumn timeMargin = DoubleColumn.create("within (%) of time");
    for (CostCard card : cards) {
      model.append(card.spec().toString());
      batch.append(card.batch());
      parameters.append(card.parameters());
      work.append(card.work().total() / BILLION);
      append(resident, residentMargin, card.peakResidentMib());
      device.append(card.deviceMib());
      disk.append(card.disk().ourBytes() / MEBI);
      append(time, timeMargin, card.stepMillis());
    }
    return Table.create(
        "plans",
        model,
        batch,
        parameters,
        work,
        resident,
        residentMargin,
        device,
        disk,
        time,
        timeMargin);
  }

  private static void append(DoubleColumn value, DoubleColumn margin, Optional<Estimate> estimate) {
    if (estimate.isPresent()) {
      value.append(estimate.get().value());
      margin.append(estimate.get().marginPercent());
    } else {
      value.appendMissing();
      margin.appendMissing();
    }
  }

  /** Returns one row a batch that was tried. */
  public static Table batches(BatchFinder.Found found) {
    IntColumn batch = IntColumn.create("batch a side");
    StringColumn outcome = StringColumn.create("outcome");
    DoubleColumn time = DoubleColumn.create("step (ms)");
    DoubleColumn rate = DoubleColumn.create("samples/s");
    DoubleColumn peak = DoubleColumn.create("peak (MiB)");
    for (StepMeasurement each : found.tried()) {
      batch.append(each.batch());
      outcome.append(each.outcome().text());
      if (each.done()) {
        time.append(each.stepMillis());
        rate.append(each.samplesPerSecond());
      } else {
        time.appendMissing();
        rate.appendMissing();
      }
      peak.append(each.peakMib());
    }
    return Table.create("batches tried", batch, outcome, time, rate, peak);
  }

  /** Returns what a spec says, a row a setting. */
  public static Table spec(ModelSpec spec) {
    StringColumn key = StringColumn.create("setting");
    StringColumn value = StringColumn.create("value");
    key.append("archi").append("resolution").append("ae_dims").append("e_dims").append("d_dims");
    key.append("d_mask_dims").append("channels");
    value.append(spec.archi()).append(String.valueOf(spec.resolution()));
    value.append(String.valueOf(spec.aeDims())).append(String.valueOf(spec.eDims()));
    value.append(String.valueOf(spec.dDims())).append(String.valueOf(spec.dMaskDims()));
    value.append(spec.channels() == 1 ? "1 (gray)" : "3 (colour)");
    return Table.create(spec.toString(), key, value);
  }
}
