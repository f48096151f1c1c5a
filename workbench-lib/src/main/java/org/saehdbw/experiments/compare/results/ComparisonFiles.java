package org.saehdbw.experiments.compare.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.saehdbw.experiments.compare.plan.CompareFolder;
import org.saehdbw.experiments.compare.plan.CompareSpec;
import org.saehdbw.experiments.compare.plan.Level;
import org.saehdbw.experiments.ledger.LedgerFormat;
import org.saehdbw.files.AtomicFile;

/** Writes a comparison's tables, figures and words; each file is whole or as it was before. */
final class ComparisonFiles {
  private static final String END = "\r\n";

  private ComparisonFiles() {}

  static void write(ComparisonResult comparison) throws IOException {
    CompareFolder folder = comparison.folder();
    AtomicFile.write(
        folder.blocks(), blocks(comparison.spec(), ComparisonLedger.open(folder).state()));
    AtomicFile.write(folder.quality(), quality(comparison));
    AtomicFile.write(
        folder.comparison(),
        LedgerFormat.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document(comparison))
            + "\n");
    AtomicFile.write(folder.summary(), ComparisonText.of(comparison, charts(folder)));
  }

  /** Pictures that were drawn before. */
  private static List<String> charts(CompareFolder folder) throws IOException {
    if (!Files.isDirectory(folder.charts())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder.charts())) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".png"))
          .sorted()
          .toList();
    }
  }

  /** What {@code comparison.json} holds. */
  static Map<String, Object> document(ComparisonResult comparison) {
    Map<String, Object> document = new LinkedHashMap<>();
    CompareSpec spec = comparison.spec();
    document.put("name", spec.name());
    document.put("folder", comparison.folder().name());
    document.put("model", spec.model().toString().replaceFirst("-(gray|colour)$", ""));
    document.put("faces", spec.faces());
    document.put("drawn", spec.drawn());
    document.put("complete", comparison.isComplete());
    document.put("missing", comparison.missing());
    document.put("remarks", comparison.remarks());
    document.put("interval_level", TimeRatio.LEVEL);
    document.put("levels", plain(comparison.levels()));
    comparison.quality().ifPresent(quality -> document.put("quality", plain(quality)));
    comparison
        .decision()
        .ifPresent(decision -> document.put("decision", plain(DecisionTables.fields(decision))));
    document.put("claim", ComparisonText.claim(comparison));
    document.put("environments", comparison.environments());
    return document;
  }

  private static Object plain(Object value) {
    return Objects.requireNonNull(JsonValues.of(value));
  }

  private static String blocks(CompareSpec spec, ComparisonState state) {
    StringBuilder csv =
        new StringBuilder("level,session,process,round,place,arm,step,")
            .append(String.join(",", StepTimes.NAMES))
            .append(",peak_resident_mib,loader_threads")
            .append(END);
    for (Level level : spec.levels()) {
      for (ComparisonEntry.Round round : state.rounds(level, spec.arms())) {
        for (int place = 0; place < round.blocks().size(); place++) {
          block(csv, round, place);
        }
      }
    }
    return csv.toString();
  }

  private static void block(StringBuilder csv, ComparisonEntry.Round round, int place) {
    ComparisonEntry.Block block = round.blocks().get(place);
    for (int step = 0; step < block.steps().length; step++) {
      csv.append(
          String.format(
              Locale.ROOT,
              "%s,%d,%d,%d,%d,%s,%d",
              round.level(),
              round.session(),
              round.process(),
              round.round(),
              place,
              block.arm(),
              step));
      for (double value : block.steps()[step]) {
        csv.append(',').append(String.format(Locale.ROOT, "%.3f", value));
      }
      String peak =
          Double.isNaN(block.peakMib()) ? "" : String.format(Locale.ROOT, "%.1f", block.peakMib());
      csv.append(',').append(peak).append(',').append(block.loaderThreads()).append(END);
    }
  }

  private static String quality(ComparisonResult comparison) {
    return QualityTable.text(
        comparison.quality().map(q -> q.metric().key()).orElse("value"),
        comparison.quality().map(QualityResult::arms).orElse(List.of()));
  }
}
