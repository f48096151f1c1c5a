package org.saehdbw.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.saehdbw.checkpoints.CheckedGeneration;
import org.saehdbw.checkpoints.FileProblem;
import org.saehdbw.runs.FileCheck;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.training.RunVerification;

/**
 * What {@code runs verify} prints.
 *
 * @param run the run
 * @param found what the check found
 */
record RunVerificationText(RunFolder run, RunVerification found) {
  private static final double MIB = 1 << 20;
  private static final String GOOD = "good";

  /** Returns what JSON shows. */
  Map<String, Object> data() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("run", run.name());
    data.put("path", run.path().toString());
    data.put("good", found.good());
    data.put("generations", found.generations().stream().map(RunVerificationText::data).toList());
    data.put("temporary_folders", found.temporaries());
    data.put("files", found.files().stream().map(RunVerificationText::data).toList());
    data.put("problems", found.lostSave().stream().toList());
    data.put("remarks", found.remarks());
    data.put("good_generations", found.goodGenerations());
    found.resumed().ifPresent(begin -> data.put("resume_generation", begin.name()));
    return data;
  }

  private static Map<String, Object> data(CheckedGeneration generation) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", generation.name());
    data.put("iteration", generation.iteration());
    data.put("bytes", generation.bytes());
    data.put(GOOD, generation.good());
    data.put("problems", generation.problems());
    return data;
  }

  private static Map<String, Object> data(FileCheck file) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("file", file.file());
    data.put("lines", file.lines());
    data.put("damaged_lines", file.damagedLines());
    data.put("problem", file.problem().orElse(""));
    return data;
  }

  /** Returns a line for each generation and file, and a conclusion. */
  String text() {
    List<String> lines = new ArrayList<>(List.of(run.name()));
    for (CheckedGeneration generation : found.generations()) {
      lines.add(
          row(
              generation.name(),
              String.format(Locale.ROOT, "%.2f MiB", generation.bytes() / MIB),
              generation.good()
                  ? GOOD
                  : generation.problems().stream()
                      .map(FileProblem::text)
                      .collect(Collectors.joining("; "))));
    }
    for (String folder : found.temporaries()) {
      lines.add(
          row(folder, "", "temporary, of a save that is running or was interrupted; not damage"));
    }
    for (FileCheck file : found.files()) {
      lines.add(row(file.file(), file.lines() + " lines", file.problem().orElse(GOOD)));
    }
    found.lostSave().ifPresent(lost -> lines.add(row("checkpoints", "", lost)));
    found.remarks().forEach(remark -> lines.add("  " + remark));
    lines.add(conclusion());
    return String.join("\n", lines);
  }

  private static String row(String name, String size, String state) {
    return String.format(Locale.ROOT, "  %-14s %12s  %s", name, size, state);
  }

  private String conclusion() {
    int all = found.generations().size();
    String counted = found.goodGenerations() + " of " + all + " generations good; ";
    if (found.refusesResume()) {
      return counted + "a resume is refused until this is repaired";
    }
    return counted
        + found
            .resumed()
            .map(
                begin ->
                    "a resume begins with "
                        + begin.name()
                        + (begin.good() ? "" : ", which is damaged"))
            .orElse("a resume begins at iteration 0");
  }
}
