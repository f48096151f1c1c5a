package org.saehdbw.training.saving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.saehdbw.checkpoints.Backups;
import org.saehdbw.checkpoints.CheckpointStore;
import org.saehdbw.checkpoints.KeepPolicy;
import org.saehdbw.files.FileOperationException;
import org.saehdbw.runs.RunFolder;

/**
 * Backups every few hours of training, made right after a save. Time is that of the processor's
 * clock, so that a wall clock that jumps makes neither more of them nor fewer. One thread at a
 * time.
 */
public final class HourlyBackups {
  private final RunFolder run;
  private final int hours;
  private final LongSupplier nanos;
  private long since;

  /**
   * Counts from now on.
   *
   * @param hours between backups; 0 is off
   */
  public HourlyBackups(RunFolder run, int hours) {
    this(run, hours, System::nanoTime);
  }

  HourlyBackups(RunFolder run, int hours, LongSupplier nanos) {
    this.run = run;
    this.hours = hours;
    this.nanos = nanos;
    since = nanos.getAsLong();
  }

  /** Whether so many hours have passed since the start or the last backup. */
  public boolean due() {
    return hours > 0 && nanos.getAsLong() - since >= TimeUnit.HOURS.toNanos(hours);
  }

  /**
   * Copies the checkpoint of an iteration with the run's settings and the newest preview. One that
   * cannot be made is a warning: the checkpoint itself is saved.
   */
  public void make(long iteration, Consumer<String> warnings) {
    since = nanos.getAsLong();
    try {
      CheckpointStore store = new CheckpointStore(run.checkpoints(), KeepPolicy.defaults());
      new Backups(run.backups()).add(store.generation(iteration), beside());
    } catch (IOException e) {
      warnings.accept(
          "the backup of iteration "
              + iteration
              + " could not be made "
              + FileOperationException.reasonAndRemedy(run.backups(), e));
    }
  }

  private List<Path> beside() throws IOException {
    List<Path> files = new ArrayList<>();
    if (Files.exists(run.settingsFile())) {
      files.add(run.settingsFile());
    }
    List<Path> previews = run.previewFiles();
    if (!previews.isEmpty()) {
      files.add(previews.get(previews.size() - 1));
    }
    return files;
  }
}
