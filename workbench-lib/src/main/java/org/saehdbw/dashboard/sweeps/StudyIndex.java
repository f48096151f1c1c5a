package org.saehdbw.dashboard.sweeps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.saehdbw.dashboard.answers.PageProblem;
import org.saehdbw.runs.RunFolder;

/**
 * The sweeps and comparisons that the page may show, by the names of their folders. A name is never
 * made a path.
 */
public final class StudyIndex {
  /** Between the name of a sweep and that of one of its runs. */
  public static final String OF = ":";

  private static final long FRESH_NANOS = 1_000_000_000L;

  private final List<Path> parents;
  private final List<Path> single;
  private Map<String, StudyFolder> known = Map.of();
  private long readNanos;
  private boolean read;

  private StudyIndex(List<Path> parents, List<Path> single) {
    this.parents = List.copyOf(parents);
    this.single = List.copyOf(single);
  }

  /** None at all. */
  public static StudyIndex none() {
    return new StudyIndex(List.of(), List.of());
  }

  /**
   * Those of a workspace: {@code results/sweeps} and {@code results/compare} beside {@code
   * results/runs}; of a sweep's own folder of runs, that sweep.
   */
  public static StudyIndex beside(Path runsFolder) {
    Path parent = runsFolder.toAbsolutePath().normalize().getParent();
    if (parent == null) {
      return none();
    }
    return StudyFolder.of(parent).isPresent()
        ? single(parent)
        : new StudyIndex(List.of(parent.resolve("sweeps"), parent.resolve("compare")), List.of());
  }

  /** One of them. */
  public static StudyIndex single(Path folder) {
    return new StudyIndex(List.of(), List.of(folder));
  }

  /** All in one folder, such as {@code results/sweeps}. */
  public static StudyIndex in(Path folder) {
    return new StudyIndex(List.of(folder), List.of());
  }

  /** Returns them as they were a second ago at most, in the order of their names. */
  public synchronized List<StudyFolder> all() throws IOException {
    long now = System.nanoTime();
    if (!read || now - readNanos > FRESH_NANOS) {
      Map<String, StudyFolder> found = new LinkedHashMap<>();
      for (Path folder : folders()) {
        StudyFolder.of(folder).ifPresent(study -> found.putIfAbsent(study.name(), study));
      }
      known = found;
      readNanos = now;
      read = true;
    }
    return List.copyOf(known.values());
  }

  private List<Path> folders() throws IOException {
    List<Path> folders = new ArrayList<>(single);
    for (Path parent : parents) {
      if (Files.isDirectory(parent)) {
        try (Stream<Path> inside = Files.list(parent)) {
          inside.filter(Files::isDirectory).sorted().forEach(folders::add);
        }
      }
    }
    return folders;
  }

  /**
   * Finds one by its folder's name.
   *
   * @throws PageProblem if there is none of this name
   */
  public synchronized StudyFolder find(String name) throws IOException {
    all();
    @Nullable StudyFolder study = known.get(name);
    if (study == null) {
      throw new PageProblem(404, "this sweep does not exist");
    }
    return study;
  }

  /** Finds a run of one of them by {@code SWEEP:RUN}; empty where there is none of this name. */
  public Optional<RunFolder> run(String name) throws IOException {
    for (StudyFolder study : all()) {
      String before = study.name() + OF;
      if (name.startsWith(before)) {
        String run = name.substring(before.length());
        Optional<RunFolder> found =
            RunFolder.all(study.runs()).stream().filter(one -> one.name().equals(run)).findFirst();
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }
}
