package org.saehdbw.planning;

import java.io.IOException;

/** Makes training steps and says what became of them: {@link StepProbe}, or a test's own. */
@FunctionalInterface
public interface StepMaker {
  /** Runs a task. */
  StepMeasurement run(StepTask task) throws IOException, InterruptedException;
}
