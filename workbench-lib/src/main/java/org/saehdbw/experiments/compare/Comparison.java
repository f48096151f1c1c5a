package org.saehdbw.experiments.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.runs.RunException;
import org.saehdbw.training.settings.SettingsException;

/**
 * What a comparison found, worked out from its result folder whether it is finished or not, without
 * running anything.
 *
 * @param folder where it stands
 * @param spec what was compared
 * @param levels one for each level with a whole round
 * @param quality of the finished trainings, empty where there is none
 * @param environments of the sessions in which it was made, each once
 * @param missing what is not done yet, in words; empty when all is
 * @param remarks on what could not be read, one a line of the ledger
 */
public record Comparison(
    CompareFolder folder,
    CompareSpec spec,
    List<LevelResult> levels,
    Optional<QualityResult> quality,
    List<Map<String, String>> environments,
    List<String> missing,
    List<String> remarks) {
  /** Copies the lists. */
  public Comparison {
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
  public static Comparison open(Path path) throws IOException {
    CompareFolder folder = CompareFolder.open(path);
    CompareSpec spec = read(folder);
    Ledger.Entries entries = new Ledger(folder.ledger()).read();
    List<LevelResult> levels = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Level level : spec.levels()) {
      Optional<LevelResult> result = LevelAnalysis.of(spec, level, entries);
      result.ifPresent(levels::add);
      int rounds = result.map(LevelResult::rounds).orElse(0);
      if (rounds < spec.plan().rounds()) {
        missing.add(
            String.format(Locale.ROOT, "%s: %d of %d rounds", level, rounds, spec.plan().rounds()));
      }
    }
    Optional<QualityResult> quality = Optional.empty();
    if (spec.quality().isPresent()) {
      QualityPlan plan = spec.quality().get();
      quality = QualityAnalysis.of(spec, plan, folder, entries);
      int wanted = plan.seeds() * spec.arms().size();
      int done =
          quality.map(q -> q.arms().stream().mapToInt(a -> a.seeds().size()).sum()).orElse(0);
      if (done < wanted) {
        missing.add(String.format(Locale.ROOT, "quality: %d of %d trainings", done, wanted));
      }
    }
    return new Comparison(
        folder,
        spec,
        levels,
        quality,
        entries.sessions().stream().map(Ledger.Session::environment).distinct().toList(),
        missing,
        entries.damaged().stream()
            .map(
                line ->
                    String.format(
                        Locale.ROOT,
                        "ledger.jsonl: line %d cannot be read, what it told of is not counted",
                        line))
            .toList());
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
  public boolean complete() {
    return missing.isEmpty();
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
