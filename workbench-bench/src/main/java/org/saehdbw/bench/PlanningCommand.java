package org.saehdbw.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.cli.CommandOutput;
import org.saehdbw.cli.ExitCode;
import org.saehdbw.cli.ProgressLine;
import org.saehdbw.planning.CostCard;
import org.saehdbw.planning.Planner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Times the cost cards of many models by one planner. */
@Command(
    name = "plan",
    description = "Time the cost cards of many models, all different, by one planner.",
    footerHeading = "%nExample:%n",
    footer = "  ./workbench bench plan --specs 500 --rounds 5")
final class PlanningCommand implements Callable<Integer> {
  private static final int BATCH = 4;
  private static final int[] WIDTHS = {16, 24, 32, 40, 48};
  private static final int[] MASKS = {16, 18, 20, 22};
  private static final int LEAST_AE = 32;

  @Mixin private CommandOutput answer;

  @Option(
      names = "--specs",
      paramLabel = "N",
      defaultValue = "500",
      description = "Models of a round (default: ${DEFAULT-VALUE}).")
  private int specs;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Rounds after the first, each by a new planner (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--results",
      paramLabel = "DIR",
      defaultValue = "results/bench",
      description = "Where the results file goes (default: ${DEFAULT-VALUE}).")
  private Path results;

  @Override
  public Integer call() throws IOException {
    BenchOptions.atLeastOne("--specs", specs);
    BenchOptions.atLeastOne("--rounds", rounds);
    List<ModelSpec> models = models(specs);
    ProgressLine progress = answer.progress();
    double first = millis(models);
    double[] later = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      // Between rounds: within one it would be timed too.
      progress.at("rounds measured", i + 1, rounds + 1);
      later[i] = millis(models);
    }
    progress.end();
    BenchReport report =
        BenchReport.here(
            "plan",
            Map.of("specs", specs, "batch", BATCH),
            List.of(
                BenchRow.alone(specs + " cards, the first time", first, "ms", first, first),
                BenchRow.alone(
                    specs + " cards",
                    Numbers.median(later),
                    "ms",
                    Arrays.stream(later).min().orElseThrow(),
                    Arrays.stream(later).max().orElseThrow())));
    answer.remark("written to " + report.save(results));
    answer.print(report.document(), report.table());
    return ExitCode.DONE;
  }

  /** Models of 96 px in the order of their dims, none twice. */
  static List<ModelSpec> models(int count) {
    List<ModelSpec> models = new ArrayList<>();
    for (int ae = LEAST_AE; models.size() < count; ae++) {
      for (int e : WIDTHS) {
        for (int d : WIDTHS) {
          for (int mask : MASKS) {
            if (models.size() < count) {
              models.add(
                  ModelSpec.parse(
                      String.format(Locale.ROOT, "df-ud-96-%d-%d-%d-%d-gray", ae, e, d, mask)));
            }
          }
        }
      }
    }
    return models;
  }

  private static double millis(List<ModelSpec> models) {
    long start = System.nanoTime();
    Planner planner = Planner.here();
    long parameters = 0;
    for (ModelSpec spec : models) {
      CostCard card = planner.card(spec, BATCH);
      parameters += card.parameters();
    }
    double millis = (System.nanoTime() - start) / 1e6;
    if (parameters <= 0) {
      throw new IllegalStateException("models must have parameters, got " + parameters);
    }
    return millis;
  }
}
