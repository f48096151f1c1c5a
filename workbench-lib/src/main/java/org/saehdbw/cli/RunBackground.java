package org.saehdbw.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.saehdbw.runs.RunEnvironment;
import org.saehdbw.runs.queries.ChangedSetting;
import org.saehdbw.runs.queries.RunFacts;
import org.saehdbw.runs.queries.RunFiles;

/**
 * What a card says beside status and figures: where a run comes from and what it takes.
 *
 * @param changed settings that are not at their defaults
 * @param files how large its files are
 * @param environment where it was started; empty where that cannot be read
 */
record RunBackground(
    List<ChangedSetting> changed, RunFiles files, Optional<RunEnvironment> environment) {
  private static final double MIB = 1 << 20;
  private static final int FINGERPRINT = 12;
  private static final int LONG_VALUE = 60;

  static RunBackground of(RunFacts run) throws IOException {
    Optional<RunEnvironment> environment = Optional.empty();
    try {
      environment = Optional.of(RunEnvironment.read(run.folder().environmentFile()));
    } catch (IOException e) {
      // A run that was never started has none.
    }
    return new RunBackground(ChangedSetting.of(run), RunFiles.of(run.folder()), environment);
  }

  void putData(Map<String, Object> row) {
    List<Map<String, Object>> settings = new ArrayList<>();
    for (ChangedSetting setting : changed) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("key", setting.key());
      one.put("value", setting.value());
      one.put("default", setting.usual());
      one.put("origin", setting.origin());
      settings.add(one);
    }
    row.put("changed_settings", settings);
    row.put("files", files);
    environment.ifPresent(
        known -> {
          row.put("git_commit", known.gitCommit());
          row.put("git_state", known.gitState());
          row.put("facesets", known.facesets());
          row.put("cpu", known.cpu());
          row.put("gpu", known.gpu());
        });
  }

  /** Adds lines about where the run was started. */
  void putLines(Map<String, String> lines) {
    environment.ifPresent(
        known -> {
          if (!known.facesets().isEmpty()) {
            lines.put(
                "fingerprint",
                known.facesets().entrySet().stream()
                    .map(one -> one.getKey() + " " + PlainLine.of(start(one.getValue())))
                    .collect(Collectors.joining(", ")));
          }
          lines.put("git commit", PlainLine.of(start(known.gitCommit()) + state(known)));
        });
    lines.put("files", filesText());
  }

  /** Such as {@code , with changed files}; a run of an older version does not say. */
  private static String state(RunEnvironment known) {
    return switch (known.gitState()) {
      case "changed" -> ", with changed files";
      case "clean" -> ", no changed files";
      default -> "";
    };
  }

  private static String start(String digest) {
    return digest.length() > FINGERPRINT ? digest.substring(0, FINGERPRINT) : digest;
  }

  private String filesText() {
    String parts =
        files.parts().entrySet().stream()
            .map(
                part ->
                    String.format(
                        Locale.ROOT,
                        "%s %s (%d)",
                        part.getKey(),
                        size(part.getValue().bytes()),
                        part.getValue().entries()))
            .collect(Collectors.joining(", "));
    return size(files.bytes()) + (parts.isEmpty() ? "" : ": " + parts);
  }

  /** Such as {@code 12.3 MiB}. */
  static String size(long bytes) {
    return String.format(Locale.ROOT, "%.1f MiB", bytes / MIB);
  }

  /** Returns a line for each setting that is not at its default. */
  List<String> settingLines() {
    int longest = changed.stream().mapToInt(one -> one.key().length()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (ChangedSetting setting : changed) {
      String usual = setting.usual().isEmpty() ? "not set" : setting.usual();
      lines.add(
          String.format(
              Locale.ROOT,
              "%-" + longest + "s  %s (default %s; %s)",
              setting.key(),
              PlainLine.cut(PlainLine.of(setting.value()), LONG_VALUE),
              PlainLine.cut(PlainLine.of(usual), LONG_VALUE),
              PlainLine.of(setting.origin())));
    }
    return lines;
  }
}
