package org.saehdbw.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.saehdbw.cli.ProgressLine;
import org.saehdbw.statistics.sequential.ArmSimulation;
import org.saehdbw.statistics.sequential.Design;
import org.saehdbw.statistics.sequential.Looks;
import org.saehdbw.statistics.sequential.Margin;
import org.saehdbw.statistics.sequential.Spending;

/** The table of {@code bench decide --arms}: arms against one reference, as compare makes them. */
final class DecideArms {
  private static final double HUNDRED = 100;

  private final List<String> lines = new ArrayList<>();
  private final List<Map<String, Object>> data = new ArrayList<>();

  private DecideArms() {
    lines.add(
        "| equal arms | differing arms | most seeds | standard deviation | found | any wrongly different"
            + " | equivalent | any wrongly equivalent | mean seeds |");
    lines.add("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
  }

  /** Draws all rows: arms that are equal, that are one margin better, and some of each. */
  static DecideArms draw(double margin, double level, int cases, long seed, ProgressLine progress) {
    DecideArms table = new DecideArms();
    List<int[]> rows = new ArrayList<>();
    for (int[] arms : new int[][] {{1, 0}, {3, 0}, {0, 1}, {0, 3}, {2, 1}, {1, 2}}) {
      rows.add(new int[] {arms[0], arms[1], 15});
    }
    rows.add(new int[] {0, 3, 21});
    rows.add(new int[] {3, 0, 21});
    double[] deviations = {0.5, 1};
    for (int[] row : rows) {
      for (double deviation : deviations) {
        progress.at("rows drawn", table.data.size(), deviations.length * rows.size());
        Design design =
            new Design(
                Looks.of(5, 2, row[2]), Spending.OBRIEN_FLEMING, level, new Margin(margin, true));
        ArmSimulation.Case of = new ArmSimulation.Case(row[0], row[1], 1, deviation);
        table.add(of, row[2], ArmSimulation.of(design, of, cases, seed));
      }
    }
    return table;
  }

  private void add(ArmSimulation.Case of, int most, ArmSimulation found) {
    lines.add(
        String.format(
            Locale.ROOT,
            "| %d | %d | %d | %s | %s | %s | %s | %s | %.1f |",
            of.equal(),
            of.differing(),
            most,
            of.deviation(),
            percent(found.found(), of.differing()),
            percent(found.wrongly(), 1),
            percent(found.equivalent(), of.equal()),
            percent(found.wronglyEquivalent(), of.differing()),
            found.meanSeeds()));
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("equal_arms", of.equal());
    row.put("differing_arms", of.differing());
    row.put("most_seeds", most);
    row.put("deviation_margins", of.deviation());
    row.put("found", found.found());
    row.put("wrongly", found.wrongly());
    row.put("equivalent", found.equivalent());
    row.put("wrongly_equivalent", found.wronglyEquivalent());
    row.put("mean_seeds", found.meanSeeds());
    data.add(row);
  }

  /** Nothing where there are no arms that it could be said of. */
  private static String percent(double share, int arms) {
    return arms == 0 ? "" : String.format(Locale.ROOT, "%.1f %%", HUNDRED * share);
  }

  /** The rows as a Markdown table. */
  String text() {
    return String.join("\n", lines);
  }

  /** The rows by name. */
  List<Map<String, Object>> data() {
    return data;
  }
}
