package org.saehdbw.experiments.sweeps.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.saehdbw.experiments.sweeps.plan.SweepFolder;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.files.Utf8File;
import org.saehdbw.runs.RunException;

/**
 * {@code curves.csv}: every trial's judged saves, one row each, so that curves can be drawn where
 * the run folders were not kept. Columns are {@code trial}, {@code iteration}, {@code train_s} and
 * the figures by name; a figure that a save does not have is empty.
 */
final class CurveTable {
  private static final List<String> FIRST = List.of("trial", "iteration", "train_s");

  private CurveTable() {}

  /**
   * Writes the saves of all trials whose run folders are there; without any the file stays as it
   * is.
   */
  static void write(SweepResults sweep) throws IOException {
    Map<TrialResult, List<SweepCurves.CheckpointScores>> all = new LinkedHashMap<>();
    TreeSet<String> figures = new TreeSet<>();
    for (TrialResult result : sweep.results()) {
      List<SweepCurves.CheckpointScores> saves = SweepCurves.saves(result);
      all.put(result, saves);
      saves.forEach(save -> figures.addAll(save.figures().keySet()));
    }
    if (figures.isEmpty()) {
      return;
    }
    List<String> lines = new ArrayList<>();
    lines.add(String.join(",", FIRST) + "," + String.join(",", figures));
    all.forEach((result, saves) -> saves.forEach(save -> lines.add(row(result, save, figures))));
    AtomicFile.write(sweep.folder().curvesFile(), String.join("\r\n", lines) + "\r\n");
  }

  private static String row(
      TrialResult result, SweepCurves.CheckpointScores save, TreeSet<String> figures) {
    List<String> cells = new ArrayList<>();
    cells.add(String.valueOf(result.trial().number()));
    cells.add(String.valueOf(save.iteration()));
    cells.add(String.valueOf(save.trainSeconds()));
    for (String figure : figures) {
      Double value = save.figures().get(figure);
      cells.add(value == null ? "" : String.valueOf(value));
    }
    return String.join(",", cells);
  }

  /**
   * Reads the saves of one trial.
   *
   * @return none where the file or the trial is missing
   * @throws RunException if a line is not what {@link #write} writes; the message has its number
   */
  static List<SweepCurves.CheckpointScores> read(SweepFolder folder, int trial) throws IOException {
    Path file = folder.curvesFile();
    if (!Files.exists(file)) {
      return List.of();
    }
    List<String> lines = Utf8File.readLines(file);
    List<String> header = lines.isEmpty() ? List.of() : List.of(lines.get(0).split(",", -1));
    if (header.size() <= FIRST.size() || !header.subList(0, FIRST.size()).equals(FIRST)) {
      throw new RunException(file + " line 1: must begin with " + String.join(",", FIRST));
    }
    List<SweepCurves.CheckpointScores> saves = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      String[] cells = lines.get(i).split(",", -1);
      try {
        if (cells.length == header.size() && Integer.parseInt(cells[0]) != trial) {
          continue;
        }
        add(saves, save(header, cells));
      } catch (IllegalArgumentException e) {
        throw new RunException(
            String.format(
                Locale.ROOT,
                "%s line %d: must have %d numbers, later than the line before of the same trial; got"
                    + " %s",
                file,
                i + 1,
                header.size(),
                lines.get(i)),
            e);
      }
    }
    return saves;
  }

  private static void add(
      List<SweepCurves.CheckpointScores> saves, SweepCurves.CheckpointScores save) {
    boolean finite = save.figures().values().stream().allMatch(Double::isFinite);
    boolean later = true;
    if (!saves.isEmpty()) {
      SweepCurves.CheckpointScores last = saves.get(saves.size() - 1);
      // A time that is not known is NaN.
      later = save.iteration() > last.iteration() && !(save.trainSeconds() <= last.trainSeconds());
    }
    if (!finite || !later || Double.isInfinite(save.trainSeconds())) {
      throw new IllegalArgumentException("cannot be a point of a curve");
    }
    saves.add(save);
  }

  private static SweepCurves.CheckpointScores save(List<String> header, String[] cells) {
    if (cells.length != header.size()) {
      throw new IllegalArgumentException("another number of cells");
    }
    Map<String, Double> figures = new TreeMap<>();
    for (int i = FIRST.size(); i < cells.length; i++) {
      if (!cells[i].isEmpty()) {
        figures.put(header.get(i), Double.parseDouble(cells[i]));
      }
    }
    return new SweepCurves.CheckpointScores(
        Long.parseLong(cells[1]), Double.parseDouble(cells[2]), figures);
  }
}
