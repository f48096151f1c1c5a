package org.saehdbw.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.saehdbw.experiments.sweeps.plan.Decide;
import org.saehdbw.experiments.sweeps.plan.ExperimentBuilder;
import org.saehdbw.experiments.sweeps.results.ComparedPair;
import org.saehdbw.experiments.sweeps.results.SweepDecision;
import org.saehdbw.statistics.sequential.Margin;
import picocli.CommandLine.Option;

/** The options of {@code sweep --until decided}, each over the file's {@code decide}. */
final class DecideOptions {
  @Option(
      names = "--until",
      paramLabel = "decided",
      description = {
        "Add seeds until the best two points are compared: found different, or equivalent.",
        "Keys of the file's decide set how; the options below override them."
      })
  private @Nullable String until;

  @Option(
      names = "--margin",
      paramLabel = "SHARE",
      description = "Difference that is as good as none, 0.05 for 5 %% of the second's mean.")
  private @Nullable Double margin;

  @Option(
      names = "--most-seeds",
      paramLabel = "N",
      description = "Give no point more than N seeds.")
  private @Nullable Integer mostSeeds;

  @Option(
      names = "--time-limit",
      paramLabel = "SECONDS",
      description =
          "Add no seeds that would take the trials longer than so many seconds; 0: never.")
  private @Nullable Double timeLimit;

  /** Changes an experiment as the options say. */
  void set(Optional<Decide> ofFile, ExperimentBuilder builder) {
    if (until != null) {
      builder.until(until);
    }
    if (margin == null && mostSeeds == null && timeLimit == null) {
      return;
    }
    Decide how = ofFile.orElse(Decide.DEFAULT);
    if (margin != null) {
      how = how.withMargin(new Margin(margin, true));
    }
    if (mostSeeds != null) {
      how = how.withMostSeeds(mostSeeds);
    }
    if (timeLimit != null) {
      how = how.withTimeS(timeLimit);
    }
    builder.decide(Optional.of(how));
  }

  /** Returns a decision for {@code --json}. */
  static Map<String, Object> data(SweepDecision decision) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("outcome", decision.outcome().text());
    data.put("continues", decision.continues());
    data.put("plan", decision.how().fields());
    data.put("looks", decision.looks().size());
    decision.last().ifPresent(look -> data.put("seeds", look.seeds()));
    if (decision.pair().isPresent()) {
      ComparedPair pair = decision.pair().get();
      data.put("first", pair.first());
      data.put("second", pair.second());
      data.put("means", List.of(pair.firstMean(), pair.secondMean()));
      data.put("interval", List.of(pair.low(), pair.high()));
      data.put("interval_level", pair.level());
      data.put("margin", pair.margin());
      data.put("deviation", pair.deviation());
      data.put("power", pair.power());
      data.put("difference_p", pair.differenceP());
      data.put("equivalence_p", pair.equivalenceP());
    }
    data.put("words", decision.words());
    return data;
  }
}
