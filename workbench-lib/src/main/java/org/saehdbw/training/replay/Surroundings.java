package org.saehdbw.training.replay;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.saehdbw.runs.RunEnvironment;

/**
 * What of the place where a run was made differs from this one, and can change its bytes: faces,
 * versions, processor, system. The likeliest reason comes first.
 *
 * @param then what the run's {@code environment.json} says, empty where that file is missing
 * @param now the same of the replay
 */
record Surroundings(Optional<RunEnvironment> then, RunEnvironment now) {
  private static final int SHOWN = 12;

  /** Versions in the order in which they are likely to matter. */
  private static final List<String> LIKELIEST = List.of("pytorch", "djl", "workbench", "java");

  /** Returns one line for each difference. */
  List<String> differences() {
    if (then.isEmpty()) {
      return List.of("environment.json is missing, so where the run was made is not known");
    }
    RunEnvironment before = then.get();
    List<String> lines = new ArrayList<>();
    now.facesets()
        .forEach(
            (side, print) -> {
              String old = before.facesets().get(side);
              if (old != null && !old.equals(print)) {
                lines.add(
                    side
                        + " does not hold the faces that the run started with (fingerprint "
                        + changed(brief(old), brief(print))
                        + ")");
              }
            });
    Set<String> names = new LinkedHashSet<>(LIKELIEST);
    names.addAll(before.versions().keySet());
    for (String name : names) {
      add(lines, name, before.versions().get(name), now.versions().get(name));
    }
    add(lines, "cpu", before.cpu(), now.cpu());
    add(lines, "operating system", before.operatingSystem(), now.operatingSystem());
    add(lines, "source commit", before.gitCommit(), now.gitCommit());
    if (now.gitState().equals("changed")) {
      lines.add("files of the source were changed since commit " + now.gitCommit());
    }
    return lines;
  }

  private static void add(
      List<String> lines, String what, @Nullable String before, @Nullable String after) {
    if (before != null && after != null && !before.equals(after)) {
      lines.add(what + " differs (" + changed(before, after) + ")");
    }
  }

  private static String changed(String before, String after) {
    return before + " then, " + after + " now";
  }

  private static String brief(String fingerprint) {
    return fingerprint.substring(0, Math.min(SHOWN, fingerprint.length()));
  }
}
