package org.saehdbw.runs.queries;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.saehdbw.files.FileOperationException;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunSummary;
import org.saehdbw.runs.SettingValue;
import org.saehdbw.runs.SettingsFile;
import org.saehdbw.runs.labels.RunLabels;
import org.saehdbw.runs.metrics.MetricsColumn;
import org.saehdbw.runs.metrics.MetricsRow;

/**
 * All that lists, filters and comparisons of runs know of a run, read from its folder at one time.
 *
 * @param folder the run's folder
 * @param summary its status, its last iteration, and all problems of its files
 * @param labels what the user said about it
 * @param settings every setting with its origin, those at their defaults too; empty where the file
 *     cannot be read
 * @param model its short name; empty where the settings cannot be read
 * @param lastRow figures of the last row of {@code metrics.csv} that are known, by column
 * @param lastSave figures of the last {@code saved} event, by name
 * @param dates when it started, and when it was last heard of
 */
public record RunFacts(
    RunFolder folder,
    RunSummary summary,
    RunLabels labels,
    Map<String, SettingValue> settings,
    String model,
    Map<String, Double> lastRow,
    SavedFigures lastSave,
    RunDates dates) {
  /** Copies the maps, keeping their order. */
  public RunFacts {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    lastRow = Collections.unmodifiableMap(new LinkedHashMap<>(lastRow));
  }

  /** Reads a run; what cannot be read is a problem of the summary, never an error. */
  public static RunFacts of(RunFolder run) {
    List<String> problems = new ArrayList<>();
    RunSummary summary = RunSummary.of(run);
    problems.addAll(summary.problems());
    RunLabels labels = RunLabels.NONE;
    try {
      labels = RunLabels.read(run);
    } catch (IOException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    Map<String, SettingValue> settings = Map.of();
    try {
      settings = RunDefaults.fill(SettingsFile.read(run.settingsFile()));
    } catch (IOException e) {
      addNew(problems, String.valueOf(e.getMessage()));
    }
    List<Event> events = List.of();
    try {
      events = run.events();
    } catch (IOException e) {
      addNew(problems, run.path() + ": events " + FileOperationException.unreadable(e));
    }
    return new RunFacts(
        run,
        with(summary, problems),
        labels,
        settings,
        RunDefaults.model(settings),
        summary.lastRow().map(RunFacts::figures).orElse(Map.of()),
        SavedFigures.last(events),
        RunDates.of(events, summary.lastRow()));
  }

  /**
   * Reads all runs of a folder, in the order of their numbers; none where it is absent.
   *
   * @throws IOException if the folder cannot be listed
   */
  public static List<RunFacts> all(Path runsFolder) throws IOException {
    return RunFolder.all(runsFolder).parallelStream().map(RunFacts::of).toList();
  }

  /** Returns the name without the number, such as {@code film_s1}. */
  public String nameWithSeed() {
    return summary.name().replaceFirst("^\\d+_", "");
  }

  private static void addNew(List<String> problems, String problem) {
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
  }

  private static RunSummary with(RunSummary summary, List<String> problems) {
    return new RunSummary(
        summary.path(),
        summary.name(),
        summary.status(),
        summary.iteration(),
        summary.lastRow(),
        summary.lastSave(),
        problems);
  }

  private static Map<String, Double> figures(MetricsRow row) {
    Map<String, Double> figures = new LinkedHashMap<>();
    for (MetricsColumn column : MetricsColumn.values()) {
      double value = row.value(column);
      if (column != MetricsColumn.ITERATION && Double.isFinite(value)) {
        figures.put(column.header(), value);
      }
    }
    return figures;
  }
}
