package org.saehdbw.notebooks;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.saehdbw.experiments.sweeps.plan.SweepFolder;
import org.saehdbw.experiments.sweeps.plan.Trial;
import org.saehdbw.experiments.sweeps.results.SweepLedger;
import org.saehdbw.experiments.sweeps.results.TrialMatrix;
import org.saehdbw.experiments.sweeps.results.TrialResult;
import org.saehdbw.reports.DurationText;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunStatus;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsRow;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** How far a sweep is: a row a point, a column a seed, from its ledger and its run folders. */
final class SweepMatrix {
  private static final String WAITING = "waiting";

  private final SweepFolder folder;
  private final TrialMatrix matrix;
  private final List<RunFolder> runs;
  private int running;

  private SweepMatrix(SweepFolder folder) throws IOException {
    this.folder = folder;
    matrix = TrialMatrix.of(SweepLedger.open(folder).state());
    runs = Files.isDirectory(folder.runs()) ? RunFolder.all(folder.runs()) : List.of();
  }

  /** Returns the matrix as it is now; a line alone before the sweep has trials. */
  static Html of(SweepFolder folder) throws IOException {
    if (!Files.exists(folder.ledgerFile())) {
      return Html.paragraph(folder.name() + ": waiting for the first trial");
    }
    SweepMatrix matrix = new SweepMatrix(folder);
    Table table = matrix.table();
    return Html.of(table.setName(matrix.line()));
  }

  private Table table() throws IOException {
    Table table =
        Table.create(
            StringColumn.create("point", matrix.points().stream().map(Trial::text).toList()));
    for (long seed : matrix.seeds()) {
      List<String> cells = new ArrayList<>();
      for (int point = 0; point < matrix.points().size(); point++) {
        Optional<TrialMatrix.Cell> cell = matrix.at(point, seed);
        cells.add(cell.isPresent() ? text(cell.get()) : "");
      }
      table.addColumns(StringColumn.create("seed " + seed, cells));
    }
    return table;
  }

  private String text(TrialMatrix.Cell cell) throws IOException {
    return cell.result().isPresent() ? ended(cell.result().get()) : now(cell);
  }

  private String ended(TrialResult result) {
    double figure = result.compared(matrix.metric());
    return result.isDone()
        ? Double.isFinite(figure) ? String.format(Locale.ROOT, "%.4g", figure) : "done"
        : result.status().text();
  }

  private String now(TrialMatrix.Cell cell) throws IOException {
    Optional<RunFolder> run = cell.run().in(runs);
    if (run.isEmpty()) {
      return WAITING;
    }
    boolean held = RunStatus.of(run.get()).isHeld();
    running += held ? 1 : 0;
    long made = MetricsReader.last(run.get().metricsFile()).map(MetricsRow::iteration).orElse(0L);
    return held ? "training, iteration " + made : "stopped at iteration " + made;
  }

  /** Such as {@code dims: 3 of 8 trials have results, 2 are training, about 4.2 min left}. */
  private String line() {
    List<TrialResult> results = matrix.results();
    int all = matrix.cells().size();
    StringBuilder line = new StringBuilder(folder.name());
    line.append(String.format(Locale.ROOT, ": %d of %d trials have results", results.size(), all));
    if (running > 0) {
      line.append(", ").append(running).append(running == 1 ? " is" : " are").append(" training");
      if (!results.isEmpty()) {
        double each =
            results.stream().mapToDouble(TrialResult::wallSeconds).average().orElseThrow();
        double left = each * (all - results.size()) / running;
        line.append(", about ").append(DurationText.of(left)).append(" left");
      }
    }
    return line.append("; cells: ").append(matrix.metric()).toString();
  }
}
