package org.saehdbw.training;

import java.io.IOException;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.saehdbw.parallel.StallMonitor;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.FolderWatch;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunRequest;

/** Answers what a trainer is asked between two iterations by files in its run folder. */
final class Requests {
  private static final long LOOK_MILLIS = 100;

  /** What the trainer does when it is asked. */
  interface Work {
    /** Saves a checkpoint, if there was an iteration since the last one. */
    void save() throws IOException;

    /** Copies the last checkpoint to the backups. */
    void backUp() throws IOException;

    /** Draws preview pictures of the model as it is. */
    void preview();

    /** The iteration that was made last. */
    long iteration();
  }

  private final RunFolder run;
  private final FolderWatch place;
  private final StallMonitor watch;
  private final Work work;

  Requests(RunFolder run, FolderWatch place, StallMonitor watch, Work work) {
    this.run = run;
    this.place = place;
    this.watch = watch;
    this.work = work;
  }

  /**
   * Does what is asked for; during a pause it returns when the pause is withdrawn, or the trainer
   * is to stop.
   *
   * @throws org.saehdbw.runs.RunException if the run folder is gone
   */
  void answer(BooleanSupplier stop) throws IOException, InterruptedException {
    boolean backUp = RunRequest.BACKUP.isAsked(run);
    if (backUp || RunRequest.SAVE.isAsked(run)) {
      work.save();
      RunRequest.SAVE.withdraw(run);
    }
    if (backUp) {
      work.backUp();
      RunRequest.BACKUP.withdraw(run);
    }
    answerPreview();
    if (RunRequest.PAUSE.isAsked(run)) {
      pause(stop);
    }
  }

  private void answerPreview() throws IOException {
    if (RunRequest.PREVIEW.isAsked(run)) {
      work.preview();
      RunRequest.PREVIEW.withdraw(run);
    }
  }

  private void pause(BooleanSupplier stop) throws IOException, InterruptedException {
    work.save();
    run.eventLog().append(EventKind.PAUSED, Map.of("iteration", work.iteration()));
    watch.rest();
    while (RunRequest.PAUSE.isAsked(run) && !stop.getAsBoolean()) {
      place.require();
      answerPreview();
      Thread.sleep(LOOK_MILLIS);
    }
    if (!RunRequest.PAUSE.isAsked(run)) {
      run.eventLog().append(EventKind.CONTINUED, Map.of("iteration", work.iteration()));
    }
  }
}
