package org.saehdbw.dashboard;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.saehdbw.dashboard.answers.PageProblem;
import org.saehdbw.dashboard.sweeps.StudyFolder;
import org.saehdbw.dashboard.sweeps.StudyIndex;
import org.saehdbw.runs.RunFolder;

/** The runs that the page may show, by the names of their folders. A name is never made a path. */
public final class RunIndex {
  private static final long FRESH_NANOS = 500_000_000L;

  private final Source source;
  private final StudyIndex studies;
  private Map<String, RunFolder> known = Map.of();
  private long readNanos;
  private boolean read;

  /** Where the runs come from. */
  private interface Source {
    List<RunFolder> list() throws IOException;
  }

  private RunIndex(Source source, StudyIndex studies) {
    this.source = source;
    this.studies = studies;
  }

  /**
   * All runs of a folder, also those that are made later, and the sweeps and comparisons beside it:
   * for {@code results/runs} those in {@code results/sweeps} and {@code results/compare}.
   */
  public static RunIndex of(Path runsFolder) {
    return new RunIndex(() -> RunFolder.all(runsFolder), StudyIndex.beside(runsFolder));
  }

  /**
   * What a folder holds: one sweep or comparison, several of them, or runs.
   *
   * @param folder such as {@code results/sweeps/dims}, {@code results/sweeps} or {@code
   *     results/runs}
   */
  public static RunIndex in(Path folder) throws IOException {
    Optional<StudyFolder> study = StudyFolder.of(folder);
    if (study.isPresent()) {
      return new RunIndex(
          () -> RunFolder.all(study.get().runs()), StudyIndex.single(study.get().path()));
    }
    StudyIndex several = StudyIndex.in(folder);
    return several.all().isEmpty() || !RunFolder.all(folder).isEmpty()
        ? of(folder)
        : new RunIndex(List::of, several);
  }

  /** Whether a folder is one of runs, perhaps without one yet, or is or holds sweeps. */
  public static boolean holdsSeveral(Path folder) {
    try {
      return folder.endsWith("runs")
          || StudyFolder.of(folder).isPresent()
          || !RunFolder.all(folder).isEmpty()
          || !StudyIndex.in(folder).all().isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  /** The sweeps and comparisons. */
  StudyIndex studies() {
    return studies;
  }

  /**
   * Some runs only.
   *
   * @throws IllegalArgumentException if two have the same name
   */
  public static RunIndex of(List<RunFolder> runs) {
    if (runs.stream().map(RunFolder::name).distinct().count() < runs.size()) {
      throw new IllegalArgumentException(
          "two of the runs have the same name; show them one by one");
    }
    List<RunFolder> fixed = List.copyOf(runs);
    return new RunIndex(
        () -> fixed.stream().filter(run -> RunFolder.isRun(run.path())).toList(),
        StudyIndex.none());
  }

  /** Returns the runs in the order of their numbers, as they were half a second ago at most. */
  synchronized List<RunFolder> all() throws IOException {
    long now = System.nanoTime();
    if (!read || now - readNanos > FRESH_NANOS) {
      Map<String, RunFolder> found = new LinkedHashMap<>();
      source.list().forEach(run -> found.put(run.name(), run));
      known = found;
      readNanos = now;
      read = true;
    }
    return List.copyOf(known.values());
  }

  /**
   * Finds a run by its folder's name, or one of a sweep by {@code SWEEP:RUN}.
   *
   * @throws PageProblem if there is none of this name
   */
  synchronized RunFolder find(String name) throws IOException {
    all();
    @Nullable RunFolder run = known.get(name);
    if (run == null) {
      run = studies.run(name).orElse(null);
    }
    if (run == null) {
      throw new PageProblem(404, "this run does not exist");
    }
    return run;
  }
}
