package org.saehdbw.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.saehdbw.experiments.compare.plan.CompareSpec;
import org.saehdbw.experiments.compare.plan.QualityPlan;
import org.saehdbw.experiments.deciding.Decide;
import org.saehdbw.experiments.sweeps.plan.ExperimentBuilder;
import org.saehdbw.experiments.sweeps.results.ComparedPair;
import org.saehdbw.experiments.sweeps.results.SweepDecision;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.statistics.sequential.Margin;
import picocli.CommandLine.Option;

/**
 * The options of {@code sweep --until decided} and {@code compare --until decided}, each over the
 * file's {@code decide}.
 */
final class DecideOptions {
  @Option(
      names = "--until",
      paramLabel = "decided",
      description = {
        "Add seeds until the best two points, or the arms and colour, are found different or",
        "equivalent.",
        "Keys of the file's decide set how; the options below override them."
      })
  private @Nullable String until;

  @Option(
      names = "--margin",
      paramLabel = "SHARE",
      description =
          "Difference that is as good as none, 0.05 for 5 %% of the second's (colour's) mean.")
  private @Nullable Double margin;

  @Option(
      names = "--most-seeds",
      paramLabel = "N",
      description = "Give no point or arm more than N seeds.")
  private @Nullable Integer mostSeeds;

  @Option(
      names = "--time-limit",
      paramLabel = "SECONDS",
      description =
          "Add no seeds that would take the trainings longer than so many seconds; 0: never.")
  private @Nullable Double timeLimit;

  /** Changes a sweep's experiment as the options say. */
  void set(Optional<Decide> ofFile, ExperimentBuilder builder) {
    if (until != null) {
      builder.until(until);
    }
    if (saysHow()) {
      builder.decide(Optional.of(changed(ofFile)));
    }
  }

  /** Whether one of the options was given. */
  boolean isGiven() {
    return until != null || saysHow();
  }

  private boolean saysHow() {
    return margin != null || mostSeeds != null || timeLimit != null;
  }

  /**
   * Changes a comparison as the options say; they replace the file's number of seeds.
   *
   * @param words of {@code --set}
   * @throws SettingsException if they do not fit the comparison
   */
  CompareSpec set(CompareSpec spec, List<String> words) throws SettingsException {
    if (!isGiven()) {
      return spec;
    }
    require(until == null || until.equals(Decide.DECIDED), "--until must be decided, got " + until);
    require(
        spec.quality().isPresent(),
        "--until decided needs quality in the experiment, the trainings that are compared");
    QualityPlan quality = spec.quality().orElseThrow();
    require(
        until != null || quality.deciding().isPresent(),
        "--margin, --most-seeds and --time-limit need --until decided, or quality.until: decided in"
            + " the experiment");
    for (String word : words) {
      require(
          !word.startsWith("quality.seeds="),
          "--until decided adds seeds, --most-seeds says how many at most; got --set " + word);
    }
    try {
      return spec.with(quality.untilDecided(changed(quality.decide())));
    } catch (IllegalArgumentException e) {
      throw new SettingsException(String.valueOf(e.getMessage()), e);
    }
  }

  private static void require(boolean holds, String message) throws SettingsException {
    if (!holds) {
      throw new SettingsException(message);
    }
  }

  private Decide changed(Optional<Decide> ofFile) {
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
    return how;
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
      data.put("means", List.of(pair.figures().firstMean(), pair.figures().secondMean()));
      data.put("interval", List.of(pair.figures().low(), pair.figures().high()));
      data.put("interval_level", pair.figures().level());
      data.put("margin", pair.figures().margin());
      data.put("deviation", pair.figures().deviation());
      data.put("power", pair.figures().power());
      data.put("difference_p", pair.figures().differenceP());
      data.put("equivalence_p", pair.figures().equivalenceP());
    }
    data.put("words", decision.words());
    return data;
  }
}
