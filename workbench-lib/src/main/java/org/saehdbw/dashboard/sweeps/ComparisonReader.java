package org.saehdbw.dashboard.sweeps;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.dashboard.answers.Json;
import org.saehdbw.experiments.compare.plan.Arm;
import org.saehdbw.experiments.compare.plan.CompareFolder;
import org.saehdbw.experiments.compare.plan.CompareSpec;
import org.saehdbw.experiments.compare.plan.QualityPlan;
import org.saehdbw.experiments.compare.results.ComparisonLedger;
import org.saehdbw.experiments.compare.results.ComparisonResult;
import org.saehdbw.experiments.compare.results.QualityResult;
import org.saehdbw.experiments.sweeps.plan.TrialFigures;
import org.saehdbw.experiments.sweeps.results.RunOfTrial;

/** Reads the trainings of a comparison: its points are the arms. */
final class ComparisonReader {
  private static final String ARM = "arm";

  private ComparisonReader() {}

  static KnownStudy read(StudyFolder study) throws IOException {
    try {
      ComparisonResult result = ComparisonResult.open(study.path());
      return known(study, result);
    } catch (IOException | RuntimeException e) {
      return new KnownStudy(
          new Json(), List.of(), List.of(), List.of(), false, String.valueOf(e.getMessage()));
    }
  }

  private static KnownStudy known(StudyFolder study, ComparisonResult result) throws IOException {
    CompareSpec spec = result.spec();
    ComparisonLedger ledger = ComparisonLedger.open(new CompareFolder(study.path()));
    Json head = new Json();
    head.put("base", spec.set())
        .put("search", "arms")
        .put("remarks", result.remarks())
        .put("missing", result.missing())
        .put("words", result.isComplete() ? result.answers() : List.of());
    List<KnownTrial> trials = new ArrayList<>();
    if (spec.quality().isPresent()) {
      QualityPlan plan = spec.quality().get();
      head.put("metric", plan.metric().key()).put("budget", plan.iterations() + " iterations");
      for (long seed = 1; seed <= plan.seeds(); seed++) {
        for (int i = 0; i < spec.arms().size(); i++) {
          Arm arm = spec.arms().get(i);
          if (seed > seeds(result, plan, arm)) {
            continue;
          }
          List<String> runs = ledger.state().runs(arm, seed);
          Optional<String> name =
              runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(runs.size() - 1));
          RunOfTrial run = new RunOfTrial(name, "");
          int number = trials.size() + 1;
          trials.add(
              new KnownTrial(
                  number, arm.text() + "-" + seed, i, seed, run, end(result, arm, seed)));
        }
      }
    }
    return new KnownStudy(
        head,
        List.of(ARM),
        spec.arms().stream().map(arm -> Map.of(ARM, arm.text())).toList(),
        trials,
        result.isComplete(),
        "");
  }

  private static int seeds(ComparisonResult result, QualityPlan plan, Arm arm) {
    return result.decision().map(decision -> decision.seeds(arm)).orElse(plan.seeds());
  }

  private static Optional<KnownTrial.End> end(ComparisonResult result, Arm arm, long seed) {
    return result.quality().stream()
        .flatMap(quality -> quality.arms().stream())
        .filter(quality -> quality.arm() == arm)
        .flatMap(quality -> quality.seeds().stream())
        .filter(quality -> quality.seed() == seed)
        .findFirst()
        .map(quality -> end(result, quality));
  }

  private static KnownTrial.End end(ComparisonResult result, QualityResult.SeedQuality quality) {
    long iterations = quality.points().get(quality.points().size() - 1).iteration();
    String metric = result.quality().orElseThrow().metric().key();
    return new KnownTrial.End(
        "done",
        true,
        iterations,
        Map.of(
            metric,
            quality.atEnd(),
            TrialFigures.TRAIN_SECONDS,
            quality.trainSeconds(),
            TrialFigures.ITERATIONS,
            (double) iterations),
        "");
  }
}
