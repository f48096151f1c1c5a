package org.saehdbw.experiments.compare.results;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.experiments.compare.plan.CompareFile;
import org.saehdbw.experiments.compare.plan.CompareFolder;
import org.saehdbw.experiments.compare.plan.CompareSpec;
import org.saehdbw.experiments.compare.plan.Level;
import org.saehdbw.experiments.compare.plan.QualityPlan;
import org.saehdbw.runs.RunException;
import org.saehdbw.settings.SettingsException;

/**
 * What a comparison found, worked out from its result folder whether it is finished or not, without
 * running anything.
 *
 * @param folder of the results
 * @param spec what was compared
 * @param levels one for each level with a whole round
 * @param quality of the finished trainings, empty without one
 * @param decision how far the arms are decided, empty without {@code until: decided}
 * @param environments of the sessions in which it was made, each once
 * @param missing what is not done yet, in words; empty when all is
 * @param remarks on what could not be read, one a line of the ledger
 */
public record ComparisonResult(
    CompareFolder folder,
    CompareSpec spec,
    List<LevelResult> levels,
    Optional<QualityResult> quality,
    Optional<ComparisonDecision> decision,
    List<Map<String, String>> environments,
    List<String> missing,
    List<String> remarks) {
  /** Copies the lists. */
  public ComparisonResult {
    levels = List.copyOf(levels);
    environments = List.copyOf(environments);
    missing = List.copyOf(missing);
    remarks = List.copyOf(remarks);
  }

  /**
   * Opens a result folder.
   *
   * @throws RunException if it holds no comparison, or experiment.yaml is damaged
   * @throws IOException if a file cannot be read
   */
  public static ComparisonResult open(Path path) throws IOException {
    CompareFolder folder = CompareFolder.open(path);
    CompareSpec spec = read(folder);
    ComparisonLedger ledger = ComparisonLedger.open(folder);
    ComparisonState state = ledger.state();
    List<LevelResult> levels = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Level level : spec.levels()) {
      Optional<LevelResult> result = LevelAnalysis.of(spec, level, state);
      result.ifPresent(levels::add);
      int rounds = result.map(LevelResult::rounds).orElse(0);
      if (rounds < spec.plan().rounds()) {
        missing.add(
            String.format(Locale.ROOT, "%s: %d of %d rounds", level, rounds, spec.plan().rounds()));
      }
    }
    Optional<ComparisonDecision> decision = ComparisonDecision.of(spec, state);
    Optional<QualityResult> quality = Optional.empty();
    if (spec.quality().isPresent()) {
      QualityPlan plan = spec.quality().get();
      quality = QualityAnalysis.of(spec, plan, folder, state);
      if (decision.isPresent()) {
        decision.get().missing().ifPresent(missing::add);
      }
      int wanted = plan.seeds() * spec.arms().size();
      int done =
          quality.map(q -> q.arms().stream().mapToInt(a -> a.seeds().size()).sum()).orElse(0);
      if (decision.isEmpty() && done < wanted) {
        missing.add(String.format(Locale.ROOT, "quality: %d of %d trainings", done, wanted));
      }
    }
    ReportVerdicts verdicts = ReportVerdicts.of(levels, quality);
    return new ComparisonResult(
        folder,
        spec,
        verdicts.levels(),
        verdicts.quality(),
        decision,
        state.sessions().stream().map(ComparisonEntry.Session::environment).distinct().toList(),
        missing,
        ledger.damage());
  }

  private static CompareSpec read(CompareFolder folder) throws IOException {
    try {
      return CompareFile.read(folder.experiment(), List.of());
    } catch (SettingsException e) {
      throw new RunException(folder.experiment() + ": " + e.getMessage(), e);
    }
  }

  /** What was found at a level, if it was measured. */
  public Optional<LevelResult> level(Level level) {
    return levels.stream().filter(result -> result.level() == level).findFirst();
  }

  /** Whether everything that was asked for is done. */
  public boolean isComplete() {
    return missing.isEmpty();
  }

  /** The older name of {@link #isComplete}. */
  public boolean complete() {
    return isComplete();
  }

  /** One sentence for each arm, level and figure, with its interval. */
  public List<String> answers() {
    return ComparisonText.answers(this);
  }

  /** What becomes of the expectation that gray is three times as fast. */
  public String claim() {
    return ComparisonText.claim(this);
  }

  /** The answer in words, as {@code summary.md} has it. */
  public String summary() {
    return ComparisonText.of(this, List.of());
  }

  /** Everything as {@code comparison.json} has it. */
  public Map<String, Object> document() {
    return ComparisonFiles.document(this);
  }

  /**
   * Writes {@code blocks.csv}, {@code quality.csv}, {@code comparison.json}, {@code summary.md}.
   */
  public void write() throws IOException {
    ComparisonFiles.write(this);
  }

  @Override
  public String toString() {
    return summary();
  }
}
