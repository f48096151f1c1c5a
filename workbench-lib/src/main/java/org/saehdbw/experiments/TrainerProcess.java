package org.saehdbw.experiments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.saehdbw.processes.ChildProgram;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunRequest;

/** Starts a trainer that outlives us. What it prints goes to the run folder. */
final class TrainerProcess {
  private TrainerProcess() {}

  /**
   * Starts the trainer of a prepared run folder.
   *
   * @param words settings that change, {@code key=value}
   */
  static Process start(RunFolder run, List<String> words) throws IOException {
    RunRequest.STOP.withdraw(run);
    TrainerTask task = new TrainerTask.Resume(run.path(), words);
    Process process = ChildProgram.find(TrainerTask.class).startDetached(task, run.logFile());
    StartedProcess.note(note(run), process);
    return process;
  }

  /** The file of {@link StartedProcess}. */
  static Path note(RunFolder run) {
    return run.path().resolve(".started");
  }
}
