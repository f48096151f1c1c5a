package org.saehdbw.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.experiments.PairedFaces;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.statistics.Interval;

/** Runs that were measured on the same faces, for people and as JSON. */
final class PairedFacesText {
  private static final int SIDES = 2;
  private static final String VERDICT = "verdict";
  private static final List<String> NOTES =
      List.of(
          "error: mean over faces of the squared luma error inside the mask; lower is better",
          "(low to high): interval of 95 % over these faces, for these trained models;",
          "  whether a setting is better takes several seeds (sweep, compare)",
          "verdict: adjusted for the number of comparisons (Holm); a model that is not better than",
          "  the mean face has not learned these faces");

  private PairedFacesText() {}

  /**
   * Returns two tables: beside the mean face, and beside the first run.
   *
   * @param runs in the order of the rows, of which each has two
   */
  static String text(PairedFaces compared, List<RunFolder> runs) {
    List<String> lines = new ArrayList<>();
    TextTable besideMean =
        new TextTable("run", "side", "faces", "error", "mean face", "minus mean face", VERDICT);
    TextTable besideFirst =
        new TextTable("run", "side", "minus " + number(runs.get(0)), VERDICT).left("side", VERDICT);
    besideMean.left("side", VERDICT);
    for (int i = 0; i < compared.rows().size(); i++) {
      PairedFaces.Row row = compared.rows().get(i);
      String run = number(runs.get(i / SIDES));
      if (i % SIDES == 0) {
        lines.add(run + "  " + row.run().replaceFirst("^\\d+_", ""));
      }
      besideMean.row(
          run,
          row.side(),
          String.valueOf(row.faces()),
          String.format(Locale.ROOT, "%.5f", row.error()),
          String.format(Locale.ROOT, "%.5f", row.meanFaceError()),
          difference(row.minusMeanFace()),
          verdict(row.minusMeanFace()));
      if (i >= SIDES) {
        besideFirst.row(run, row.side(), difference(row.minusFirst()), verdict(row.minusFirst()));
      }
    }
    lines.add(besideMean.toString());
    lines.add("");
    lines.add(besideFirst.toString());
    lines.add("");
    if (compared.rows().stream().anyMatch(row -> row.minusMeanFace().isEmpty())) {
      lines.add("fewer than " + PairedFaces.LEAST_FACES + " faces have no interval");
    }
    lines.addAll(NOTES);
    return String.join("\n", lines);
  }

  private static String number(RunFolder run) {
    return "#" + run.number();
  }

  private static String verdict(Optional<PairedFaces.Difference> difference) {
    return difference.map(PairedFaces.Difference::verdict).orElse("-");
  }

  private static String difference(Optional<PairedFaces.Difference> difference) {
    return difference
        .map(
            one -> {
              Interval range = one.paired().interval();
              return String.format(
                  Locale.ROOT,
                  "%+.5f (%.5f to %.5f)",
                  one.paired().mean(),
                  range.low(),
                  range.high());
            })
        .orElse("-");
  }

  static List<Map<String, Object>> data(PairedFaces compared) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (PairedFaces.Row row : compared.rows()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("run", row.run());
      one.put("side", row.side());
      one.put("faces", row.faces());
      one.put("error", row.error());
      one.put("mean_face_error", row.meanFaceError());
      row.minusMeanFace().ifPresent(difference -> one.put("minus_mean_face", data(difference)));
      row.minusFirst().ifPresent(difference -> one.put("minus_first", data(difference)));
      rows.add(one);
    }
    return rows;
  }

  private static Map<String, Object> data(PairedFaces.Difference difference) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("mean", difference.paired().mean());
    data.put("low", difference.paired().interval().low());
    data.put("high", difference.paired().interval().high());
    data.put("p", difference.paired().pValue());
    data.put("p_holm", difference.adjusted());
    data.put("verdict", difference.verdict());
    return data;
  }
}
