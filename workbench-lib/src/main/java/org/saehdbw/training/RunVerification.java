package org.saehdbw.training;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.saehdbw.checkpoints.CheckedGeneration;
import org.saehdbw.checkpoints.CheckpointStore;
import org.saehdbw.checkpoints.KeepPolicy;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.FileCheck;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.settings.Settings;
import org.saehdbw.training.classes.ClassFolder;
import org.saehdbw.training.classes.ClassFolderException;
import org.saehdbw.training.classes.OwnClasses;
import org.saehdbw.training.incidents.IncidentCheck;

/**
 * A complete look at a run's files: every byte of every checkpoint generation, the settings, the
 * metrics and the events. Nothing is changed by it, and a trainer may be at work: what that one
 * removes meanwhile is left out.
 *
 * @param generations the generations, oldest first
 * @param temporaries names of folders of a save that is at work or was interrupted
 * @param files settings, metrics and events, in this order; then the folder of the user's own
 *     classes, if the run has one, its files counted as lines; then each incident's folder
 * @param lostSave says that the generation that was saved last is missing
 * @param remarks what could not be checked, one line each
 */
public record RunVerification(
    List<CheckedGeneration> generations,
    List<String> temporaries,
    List<FileCheck> files,
    Optional<String> lostSave,
    List<String> remarks) {
  /** Copies the lists. */
  public RunVerification {
    generations = List.copyOf(generations);
    temporaries = List.copyOf(temporaries);
    files = List.copyOf(files);
    remarks = List.copyOf(remarks);
  }

  /** Takes how far the check is. */
  @FunctionalInterface
  public interface Progress {
    /** Takes how many generations are done, and how many there are. */
    void checked(int done, int all);
  }

  /**
   * Checks a run.
   *
   * @param progress told after each generation
   * @throws IOException if the folder of generations cannot be read
   */
  public static RunVerification of(RunFolder run, Progress progress) throws IOException {
    Optional<Settings> settings = Optional.empty();
    FileCheck settingsCheck;
    try {
      settings = Optional.of(StoredSettings.read(run));
      settingsCheck = StoredSettings.check(run).refusing();
    } catch (IOException e) {
      settingsCheck = FileCheck.unreadable(run.settingsFile(), e).refusing();
    }
    // Before the generations: what is saved meanwhile is not missed.
    long lastSaved = lastSaved(run);
    CheckpointStore store = new CheckpointStore(run.checkpoints(), KeepPolicy.defaults());
    List<Path> folders = store.candidates();
    List<CheckedGeneration> generations = new ArrayList<>();
    Set<String> remarks = new LinkedHashSet<>();
    for (int i = 0; i < folders.size(); i++) {
      checked(folders.get(i), settings, remarks).ifPresent(generations::add);
      progress.checked(i + 1, folders.size());
    }
    List<FileCheck> files = new ArrayList<>(List.of(settingsCheck));
    files.addAll(FileCheck.tables(run));
    classes(run, settings).ifPresent(files::add);
    files.addAll(IncidentCheck.of(run));
    remarks.addAll(missingIncidents(run));
    return new RunVerification(
        generations,
        store.temporaries().stream().map(path -> String.valueOf(path.getFileName())).toList(),
        files,
        lostSave(folders, store, lastSaved),
        List.copyOf(remarks));
  }

  private static List<String> missingIncidents(RunFolder run) {
    try {
      return IncidentCheck.missing(run, run.events());
    } catch (IOException e) {
      // The check of the file itself says what is wrong with it.
      return List.of();
    }
  }

  /** Every class and source of the user's own is compared; none is loaded. */
  private static Optional<FileCheck> classes(RunFolder run, Optional<Settings> settings) {
    boolean named = settings.isPresent() && !settings.get().get(OwnClasses.OWN_CLASSES).isEmpty();
    if (!named && !Files.exists(run.classes())) {
      return Optional.empty();
    }
    try {
      int count = ClassFolder.open(run.classes()).read().size();
      return Optional.of(FileCheck.good(run.classes(), count));
    } catch (ClassFolderException e) {
      String inside = String.valueOf(e.getMessage()).replace(run.classes() + File.separator, "");
      return Optional.of(FileCheck.unreadable(run.classes(), new RunException(inside)));
    } catch (IOException e) {
      return Optional.of(FileCheck.unreadable(run.classes(), e));
    }
  }

  private static Optional<CheckedGeneration> checked(
      Path folder, Optional<Settings> settings, Set<String> remarks) throws IOException {
    while (true) {
      Optional<CheckedGeneration> found = CheckedGeneration.of(folder);
      if (found.isEmpty() || !found.get().good() || found.get().opened().isEmpty()) {
        return found;
      }
      try {
        ModelShapes shapes = new ModelShapes(found.get().opened().get(), settings);
        shapes.remark().ifPresent(remarks::add);
        return Optional.of(found.get().with(shapes.problems()));
      } catch (NoSuchFileException e) {
        // Removed between the two looks: the next one says so.
        continue;
      }
    }
  }

  /** The last save after which the run did not go back to an older generation; -1 for none. */
  private static long lastSaved(RunFolder run) {
    long saved = -1;
    try {
      for (Event event : run.events()) {
        boolean counts =
            event.kind() == EventKind.SAVED
                || event.kind() == EventKind.RESUMED
                || event.kind() == EventKind.ROLLED_BACK;
        if (counts && event.fields().get("iteration") instanceof Number iteration) {
          saved = iteration.longValue();
        }
      }
    } catch (IOException e) {
      // The check of the file itself says what is wrong with it.
      return -1;
    }
    return saved;
  }

  private static Optional<String> lostSave(List<Path> before, CheckpointStore store, long lastSaved)
      throws IOException {
    // One that is just being replaced by another of its iteration may be missed by one look.
    long newest = Math.max(newest(before), newest(store.candidates()));
    return newest >= lastSaved
        ? Optional.empty()
        : Optional.of(
            "the generation of iteration " + lastSaved + ", which was saved last, is missing");
  }

  private static long newest(List<Path> folders) {
    return folders.stream()
        .mapToLong(path -> Long.parseLong(path.getFileName().toString().replaceAll("\\D", "")))
        .max()
        .orElse(-1);
  }

  /** Whether nothing is damaged. */
  public boolean good() {
    return lostSave.isEmpty()
        && goodGenerations() == generations.size()
        && files.stream().allMatch(file -> file.problem().isEmpty());
  }

  /** Whether a resume is refused until the damage is repaired. */
  public boolean refusesResume() {
    return files.stream().anyMatch(FileCheck::refuses)
        || (lostSave.isPresent() && generations.isEmpty())
        || (resumed().isEmpty() && !generations.isEmpty());
  }

  /** Returns how many generations are good. */
  public int goodGenerations() {
    return (int) generations.stream().filter(CheckedGeneration::good).count();
  }

  /**
   * Returns the generation that a resume begins with: the newest whose checksums and state are
   * right. Empty where none is, or a newer one is of a format that is not read here.
   */
  public Optional<CheckedGeneration> resumed() {
    for (int i = generations.size() - 1; i >= 0; i--) {
      CheckedGeneration generation = generations.get(i);
      if (generation.refused()) {
        return Optional.empty();
      }
      if (generation.opened().isPresent()) {
        return Optional.of(generation);
      }
    }
    return Optional.empty();
  }
}
