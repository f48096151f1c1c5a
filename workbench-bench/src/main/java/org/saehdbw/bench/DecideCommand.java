package org.saehdbw.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.saehdbw.cli.CommandOutput;
import org.saehdbw.cli.ExitCode;
import org.saehdbw.cli.ProgressLine;
import org.saehdbw.statistics.sequential.Design;
import org.saehdbw.statistics.sequential.Looks;
import org.saehdbw.statistics.sequential.Margin;
import org.saehdbw.statistics.sequential.Simulation;
import org.saehdbw.statistics.sequential.Spending;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws results of sweeps with {@code until: decided}, and counts how they end. */
@Command(
    name = "decide",
    description = {
      "Draw results of sweeps with until: decided, and count how they end;",
      "with --arms of comparisons, whose arms are each compared with colour.",
      "The same options give the same table on every machine."
    },
    footerHeading = "%nExample:%n",
    footer = "  ./workbench bench decide --cases 1000")
final class DecideCommand implements Callable<Integer> {
  private static final double MARGIN = 0.05;
  private static final double LEVEL = 0.95;
  private static final double HUNDRED = 100;

  @Mixin private CommandOutput answer;

  @Option(
      names = "--cases",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Sweeps drawn for each row (default: ${DEFAULT-VALUE}).")
  private int cases;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the draws (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--arms",
      description = "Arms that are compared with one reference, in the place of points of a sweep.")
  private boolean arms;

  /** A row of the table. */
  private record Row(
      Spending spending, int most, int points, int best, double ahead, double deviation) {
    Design design() {
      return new Design(Looks.of(5, 2, most), spending, LEVEL, new Margin(MARGIN, true));
    }
  }

  @Override
  public Integer call() {
    BenchOptions.atLeastOne("--cases", cases);
    ProgressLine progress = answer.progress();
    if (arms) {
      DecideArms table = DecideArms.draw(MARGIN, LEVEL, cases, seed, progress);
      progress.end();
      answer.print(table.data(), table.text());
      return ExitCode.DONE;
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "| spending | points | most seeds | best points | ahead by | standard deviation | found | wrongly"
            + " better | equivalent | undecided | mean seeds |");
    lines.add("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    List<Map<String, Object>> data = new ArrayList<>();
    List<Row> rows = rows();
    for (Row row : rows) {
      progress.at("rows drawn", data.size(), rows.size());
      Simulation found =
          Simulation.of(
              row.design(),
              new Simulation.Case(
                  row.points(), row.points(), row.best(), row.ahead(), row.deviation()),
              cases,
              seed);
      lines.add(line(row, found));
      data.add(data(row, found));
    }
    progress.end();
    answer.print(data, String.join("\n", lines));
    return ExitCode.DONE;
  }

  /** No difference, one margin and half a margin; deviations in margins. */
  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    Spending cautious = Spending.OBRIEN_FLEMING;
    for (double deviation : new double[] {0.5, 1, 1.5, 20}) {
      rows.add(new Row(cautious, 15, 2, 1, 0, deviation));
    }
    for (double deviation : new double[] {0.5, 1, 20}) {
      rows.add(new Row(cautious, 15, 4, 1, 0, deviation));
    }
    for (double deviation : new double[] {0.5, 1, 1.5}) {
      rows.add(new Row(cautious, 15, 2, 1, 1, deviation));
    }
    rows.add(new Row(cautious, 29, 2, 1, 1, 1.5));
    for (double deviation : new double[] {0.5, 0.8, 1}) {
      rows.add(new Row(cautious, 15, 4, 1, 1, deviation));
    }
    rows.add(new Row(cautious, 21, 4, 1, 1, 1));
    rows.add(new Row(cautious, 15, 2, 1, 0.5, 0.5));
    rows.add(new Row(cautious, 15, 2, 1, 0.5, 1));
    rows.add(new Row(cautious, 15, 4, 2, 100, 20));
    rows.add(new Row(Spending.POCOCK, 15, 2, 1, 0, 1));
    rows.add(new Row(Spending.POCOCK, 15, 2, 1, 1, 1));
    return rows;
  }

  private static String line(Row row, Simulation found) {
    double rightly = Simulation.whole(found.rightly());
    double wrongly = Simulation.whole(found.wrongly());
    double equivalent = Simulation.whole(found.equivalent());
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %d | %s | %s | %s | %.1f %% | %.1f %% | %.1f %% | %.1f |",
        row.spending().text(),
        row.points(),
        row.most(),
        row.ahead() == 0 ? row.points() : row.best(),
        row.ahead(),
        row.deviation(),
        row.ahead() == 0 || row.best() > 1
            ? ""
            : String.format(Locale.ROOT, "%.1f %%", HUNDRED * rightly),
        HUNDRED * wrongly,
        HUNDRED * equivalent,
        HUNDRED * Math.max(0, 1 - rightly - wrongly - equivalent),
        found.meanSeeds());
  }

  private static Map<String, Object> data(Row row, Simulation found) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("spending", row.spending().text());
    data.put("points", row.points());
    data.put("most_seeds", row.most());
    data.put("best_points", row.best());
    data.put("ahead_margins", row.ahead());
    data.put("deviation_margins", row.deviation());
    data.put("found", Simulation.whole(found.rightly()));
    data.put("wrongly", Simulation.whole(found.wrongly()));
    data.put("equivalent", Simulation.whole(found.equivalent()));
    data.put("mean_seeds", found.meanSeeds());
    return data;
  }
}
