package org.saehdbw.training.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.saehdbw.files.FileTree;
import org.saehdbw.files.FolderLock;
import org.saehdbw.runs.RunEnvironment;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.PreparedRun;
import org.saehdbw.training.Trainer;
import org.saehdbw.training.incidents.IncidentFolders;

/**
 * Repeats a run from its folder alone, in a folder of its own, with the settings and the number of
 * threads that it had at each iteration, and compares every loss and every checkpoint that both
 * have. It ends at the first difference. The run itself is only read.
 */
public final class Replay {
  private static final String PLACE = ".replays";

  private final RecordedRun recorded;
  private final long end;
  private final ReplayProgress progress;
  private final BooleanSupplier stop;

  private Replay(RecordedRun recorded, long end, ReplayProgress progress, BooleanSupplier stop) {
    this.recorded = recorded;
    this.end = end;
    this.progress = progress;
    this.stop = stop;
  }

  /**
   * Repeats a run.
   *
   * @param run the run; no trainer may be at work on it
   * @param iterations how many of its iterations at most, at least 1
   * @param place a folder of run folders for the replay, which then stays; empty makes it beside
   *     the run and removes it
   * @param progress told after each iteration
   * @param stop asked after each iteration
   * @throws RunException if the folder is damaged, is being trained or repeated, or does not say
   *     how it was made; the message names the file
   * @throws SettingsException if the settings cannot be done here, such as faces or a loss of one's
   *     own that are not found
   * @throws IllegalArgumentException if {@code iterations} is below 1
   */
  public static ReplayResult of(
      RunFolder run,
      long iterations,
      Optional<Path> place,
      ReplayProgress progress,
      BooleanSupplier stop)
      throws SettingsException, IOException, InterruptedException {
    if (iterations < 1) {
      throw new IllegalArgumentException("iterations must be at least 1, got " + iterations);
    }
    RecordedRun recorded = RecordedRun.read(run);
    long first = recorded.segments().get(0).after();
    long end = iterations > recorded.last() - first ? recorded.last() : first + iterations;
    Replay replay = new Replay(recorded, end, progress, stop);
    return place.isPresent() ? replay.in(place.get()) : replay.aside();
  }

  /** The folder of a replay that was killed is removed by the next one. */
  @SuppressWarnings("try") // the lock is held, not called
  private ReplayResult aside() throws SettingsException, IOException, InterruptedException {
    RunFolder run = recorded.run();
    Path all = Files.createDirectories(run.path().resolveSibling(PLACE));
    try (FolderLock lock =
        FolderLock.acquire(all, run.name(), who -> run.path() + ": is being repeated by " + who)) {
      Path place = all.resolve(run.name());
      FileTree.delete(place);
      try {
        return in(place);
      } finally {
        FileTree.delete(place);
      }
    }
  }

  private ReplayResult in(Path place) throws SettingsException, IOException, InterruptedException {
    long begun = System.nanoTime();
    ReplaySettings settings = new ReplaySettings(recorded);
    List<Segment> segments = new ArrayList<>();
    for (Segment segment : recorded.segments()) {
      if (segment.after() < end) {
        segments.add(segment.until(end));
      }
    }
    Origin origin = Origin.of(recorded);
    PreparedRun prepared =
        PreparedRun.create(
            settings.of(segments.get(0)),
            place,
            Optional.of("replay-of-" + recorded.run().number()));
    RunFolder folder = prepared.folder();
    origin.giveTo(folder);
    new IncidentFolders(recorded.run()).copyTo(folder);
    ReplayedRows rows = new ReplayedRows(recorded, folder, end, progress);
    for (int i = 0; i < segments.size(); i++) {
      Segment segment = segments.get(i);
      PreparedRun part =
          i == 0
              ? prepared
              : PreparedRun.reopen(folder, settings.changes(segments.get(i - 1), segment));
      Trainer.run(part, rows, () -> stop.getAsBoolean() || rows.isOver(segment.last()));
      if (rows.difference().isPresent() || stop.getAsBoolean()) {
        break;
      }
      requireReached(rows.iteration(), segment);
    }
    return result(folder, rows, (System.nanoTime() - begun) / 1e9);
  }

  private static void requireReached(long iteration, Segment segment) throws RunException {
    if (iteration < segment.last()) {
      throw new RunException(
          String.format(
              Locale.ROOT,
              "the replay ended at iteration %d, the run came to %d with the same settings",
              iteration,
              segment.last()));
    }
  }

  private ReplayResult result(RunFolder folder, ReplayedRows rows, double seconds)
      throws IOException {
    List<String> digests = rows.digests();
    RunEnvironment here = RunEnvironment.read(folder.environmentFile());
    return new ReplayResult(
        recorded.run(),
        folder.path(),
        recorded.segments().get(0).after() + 1,
        rows.iteration(),
        end,
        digests.get(0),
        digests.get(1),
        rows.difference(),
        rows.generations(),
        new Surroundings(recorded.environment(), here).differences(),
        rows.remarks(),
        seconds);
  }
}
