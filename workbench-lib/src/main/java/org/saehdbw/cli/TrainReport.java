package org.saehdbw.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.reports.DurationText;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.queries.SavedFigures;
import org.saehdbw.statistics.Summary;
import org.saehdbw.training.TrainingOutcome;

/**
 * What a training came to: a line, a table of both sides' figures, and a sentence.
 *
 * @param outcome how it ended
 * @param rows of the iterations that it made, in order
 * @param judged figures of held-out faces at its end, empty where none were judged
 */
record TrainReport(TrainingOutcome outcome, List<MetricsRow> rows, Map<String, Double> judged) {
  private static final String SRC = "_src";
  private static final String DST = "_dst";

  /** Returns the figures by the names that JSON has. */
  Map<String, Object> data() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("reason", outcome.reason());
    data.put("iteration", outcome.iteration());
    data.put("iterations_made", outcome.made());
    data.put("seconds", outcome.seconds());
    if (!rows.isEmpty()) {
      data.put("median_step_ms", median());
      data.put("src_loss", last().srcLoss());
      data.put("dst_loss", last().dstLoss());
    }
    data.putAll(judged);
    return data;
  }

  /** Returns what people read. */
  String text() {
    StringBuilder text = new StringBuilder(line());
    if (!rows.isEmpty()) {
      text.append("\n\n").append(table()).append('\n');
    }
    HeldOutText.sentence(new SavedFigures(outcome.iteration(), judged))
        .ifPresent(sentence -> text.append("\nheld-out faces: ").append(sentence));
    text.append("\nrun: ").append(outcome.run().path());
    if (!rows.isEmpty()) {
      text.append("\ncharts as PDF and SVG: ").append(charts());
    }
    return text.toString();
  }

  /** The command by path: it works from any folder of runs. */
  private String charts() {
    return ShellWords.of(
        List.of(
            "./workbench",
            "runs",
            "show",
            outcome.run().path().toString(),
            FiguresOption.OPTION,
            "FOLDER"));
  }

  private String line() {
    String line =
        String.format(
            Locale.ROOT,
            "%s at iteration %d: %d made in %s",
            outcome.finished() ? "finished" : "stopped",
            outcome.iteration(),
            outcome.made(),
            DurationText.of(outcome.seconds()));
    return rows.isEmpty()
        ? line
        : line + String.format(Locale.ROOT, ", median %.0f ms an iteration", median());
  }

  private TextTable table() {
    TextTable table = new TextTable("", "src", "dst");
    row(table, "loss", last().srcLoss(), last().dstLoss());
    sides("held_out_src_error", "held_out_dst_error")
        .ifPresent(both -> row(table, "held-out error", both[0], both[1]));
    sides("mean_face_src_error", "mean_face_dst_error")
        .ifPresent(both -> row(table, "error of the mean face", both[0], both[1]));
    for (String name : judged.keySet()) {
      if (!name.startsWith("held_out")
          && !name.startsWith("mean_face")
          && !name.startsWith("one_picture")) {
        sides(name + SRC, name + DST)
            .ifPresentOrElse(
                both -> row(table, words(name), both[0], both[1]), () -> whole(table, name));
      }
    }
    return table;
  }

  /** What is measured of the swap, a face of dst that the decoder of src drew. */
  private void whole(TextTable table, String name) {
    if (!name.endsWith(SRC) && !name.endsWith(DST)) {
      table.row(words(name), "", RunTable.number(judged.getOrDefault(name, Double.NaN)));
    }
  }

  private static String words(String name) {
    return name.replace('_', ' ');
  }

  private static void row(TextTable table, String name, double src, double dst) {
    table.row(name, RunTable.number(src), RunTable.number(dst));
  }

  private Optional<double[]> sides(String src, String dst) {
    return judged.containsKey(src) && judged.containsKey(dst)
        ? Optional.of(new double[] {judged.get(src), judged.get(dst)})
        : Optional.empty();
  }

  private double median() {
    return Summary.of(rows.stream().mapToDouble(MetricsRow::stepMillis)).median();
  }

  private MetricsRow last() {
    return rows.get(rows.size() - 1);
  }
}
