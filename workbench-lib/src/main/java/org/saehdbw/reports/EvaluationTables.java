package org.saehdbw.reports;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.saehdbw.evaluation.FaceFigures;
import org.saehdbw.experiments.EvaluatedSide;
import org.saehdbw.experiments.Evaluation;
import org.saehdbw.experiments.PairedFaces;
import org.saehdbw.statistics.PairedT;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Evaluations as tables; what a figure means is in results/README.md. */
public final class EvaluationTables {
  private static final String ALL = "all";

  private EvaluationTables() {}

  /** Returns one row for each side and one for each of its bins of pose that has faces. */
  public static Table bins(Evaluation evaluation) {
    Map<String[], FaceFigures> rows = new LinkedHashMap<>();
    add(rows, "src", evaluation.src());
    add(rows, "dst", evaluation.dst());
    StringColumn side = StringColumn.create("side");
    StringColumn pose = StringColumn.create("pose (degrees)");
    IntColumn faces = IntColumn.create("faces");
    rows.forEach(
        (names, figures) -> {
          side.append(names[0]);
          pose.append(names[1]);
          faces.append(figures.faces());
        });
    return Table.create(
        String.format(
            Locale.ROOT,
            "%s, %s, iteration %d",
            evaluation.run(),
            evaluation.model(),
            evaluation.iteration()),
        side,
        pose,
        faces,
        column("luma MSE", rows, FaceFigures::lumaMse),
        column("PSNR (dB)", rows, FaceFigures::lumaPsnrDb),
        column("SSIM", rows, FaceFigures::lumaSsim),
        column("mask IoU", rows, FaceFigures::maskIou),
        column("eyes and mouth MSE", rows, FaceFigures::eyesMouthMse),
        column("sharpness ratio", rows, FaceFigures::sharpnessRatio));
  }

  private static void add(Map<String[], FaceFigures> rows, String name, EvaluatedSide side) {
    rows.put(new String[] {name, ALL}, side.all());
    side.byBin().forEach((bin, figures) -> rows.put(new String[] {name, bin}, figures));
  }

  private static DoubleColumn column(
      String name, Map<String[], FaceFigures> rows, ToDoubleFunction<FaceFigures> figure) {
    return DoubleColumn.create(name, rows.values().stream().mapToDouble(figure).toArray());
  }

  /** Returns one row for each run and side; a cell is empty where nothing is compared. */
  public static Table paired(PairedFaces compared) {
    StringColumn run = StringColumn.create("run");
    StringColumn side = StringColumn.create("side");
    IntColumn faces = IntColumn.create("faces");
    DoubleColumn error = DoubleColumn.create("error");
    DoubleColumn mean = DoubleColumn.create("mean face");
    StringColumn verdict = StringColumn.create("beside the mean face");
    DoubleColumn minus = DoubleColumn.create("minus first");
    DoubleColumn low = DoubleColumn.create("95 % from");
    DoubleColumn high = DoubleColumn.create("to");
    StringColumn beside = StringColumn.create("beside the first");
    for (PairedFaces.Row row : compared.rows()) {
      run.append(row.run());
      side.append(row.side());
      faces.append(row.faces());
      error.append(row.error());
      mean.append(row.meanFaceError());
      verdict.append(row.minusMeanFace().map(PairedFaces.Difference::verdict).orElse(""));
      Optional<PairedT> first = row.minusFirst().map(PairedFaces.Difference::paired);
      minus.append(first.map(PairedT::mean).orElse(Double.NaN));
      low.append(first.map(paired -> paired.interval().low()).orElse(Double.NaN));
      high.append(first.map(paired -> paired.interval().high()).orElse(Double.NaN));
      beside.append(row.minusFirst().map(PairedFaces.Difference::verdict).orElse(""));
    }
    return Table.create(
        "the same faces", run, side, faces, error, mean, verdict, minus, low, high, beside);
  }

  /** Returns one row a figure of the swap; no rows where swaps could not be compared. */
  public static Table swap(Evaluation evaluation) {
    StringColumn figure = StringColumn.create("figure");
    DoubleColumn value = DoubleColumn.create("value");
    evaluation
        .swap()
        .ifPresent(
            swap ->
                swap.byName()
                    .forEach(
                        (name, number) -> {
                          figure.append(name);
                          value.append(number);
                        }));
    return Table.create("swap", figure, value);
  }
}
