package org.saehdbw.training.replay;

import java.nio.file.Path;
import java.util.Arrays;
import org.saehdbw.testing.EverythingOn;
import org.saehdbw.training.PreparedRun;
import org.saehdbw.training.ResumableRun;
import org.saehdbw.training.Trainer;
import org.saehdbw.training.TrainerListener;

/** Begins a training of {@link EverythingOn}, or continues it, in a process of its own. */
public final class TrainingChild {
  private TrainingChild() {}

  /** Takes the folder of runs, the run's name, its channels and further settings. */
  public static void main(String[] arguments) throws Exception {
    String[] more = Arrays.copyOfRange(arguments, 3, arguments.length);
    PreparedRun run =
        ResumableRun.prepare(
            EverythingOn.settings(arguments[2], more), Path.of(arguments[0]), arguments[1]);
    Trainer.run(run, TrainerListener.NONE, () -> false);
  }
}
