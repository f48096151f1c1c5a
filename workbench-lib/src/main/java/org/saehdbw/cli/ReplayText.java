package org.saehdbw.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.saehdbw.training.replay.GenerationComparison;
import org.saehdbw.training.replay.ReplayResult;

/**
 * What {@code runs replay} prints.
 *
 * @param result what came of it
 * @param kept whether the folder of the replay still exists
 */
record ReplayText(ReplayResult result, boolean kept) {
  /** Returns what JSON shows. */
  Map<String, Object> data() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("run", result.run().name());
    data.put("path", result.run().path().toString());
    data.put("equal", result.equal());
    data.put("first_iteration", result.first());
    data.put("last_iteration", result.last());
    data.put("asked_iteration", result.asked());
    data.put("loss_digest", result.lossDigest());
    data.put("replayed_loss_digest", result.replayedLossDigest());
    result
        .difference()
        .ifPresent(
            found -> {
              data.put("difference_iteration", found.iteration());
              data.put("difference", found.text());
            });
    data.put("generations", result.generations().stream().map(ReplayText::data).toList());
    data.put("other_than_then", result.otherwise());
    data.put("remarks", result.remarks());
    data.put("seconds", result.seconds());
    if (kept) {
      data.put("replay", result.replay().toString());
    }
    return data;
  }

  private static Map<String, Object> data(GenerationComparison generation) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("iteration", generation.iteration());
    data.put("equal", generation.equal());
    data.put("differing_arrays", generation.differing().size());
    return data;
  }

  /** Returns a conclusion, the first difference and its likely reasons. */
  String text() {
    List<String> lines = new ArrayList<>();
    result.remarks().forEach(remark -> lines.add("remark: " + remark));
    lines.add(conclusion());
    result
        .difference()
        .ifPresent(found -> lines.add("  iteration " + found.iteration() + ": " + found.text()));
    if (result.difference().isPresent() && result.otherwise().isEmpty()) {
      lines.add(
          "  nothing that the run recorded differs here; left are what it does not record, such as"
              + " environment variables, or a fault of the machine or of this program");
    }
    String label = result.difference().isPresent() ? "  likely because " : "  although ";
    result.otherwise().forEach(line -> lines.add(label + line));
    if (kept) {
      lines.add("  the replay is in " + result.replay());
    }
    return String.join("\n", lines);
  }

  private String conclusion() {
    String range =
        String.format(
            Locale.ROOT,
            "%s: iterations %d to %d repeated in %.1f s",
            result.run().name(),
            result.first(),
            result.last(),
            result.seconds());
    if (result.difference().isPresent()) {
      return range + "; the replay differs from iteration " + result.difference().get().iteration();
    }
    long same = result.generations().stream().filter(GenerationComparison::equal).count();
    String equal =
        String.format(
            Locale.ROOT,
            "; all losses are the same (digest %s), and the weights of %d checkpoints",
            result.lossDigest().substring(0, 16),
            same);
    return range + equal + (result.equal() ? "" : "; stopped before iteration " + result.asked());
  }
}
