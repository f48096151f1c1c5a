package org.saehdbw.experiments.compare.running;

import java.nio.file.Path;
import org.saehdbw.experiments.compare.plan.Level;

/**
 * What a process of its own does for a comparison; the program for it is a {@code ChildProgram} of
 * this type.
 */
public sealed interface CompareTask {
  /**
   * Measures an arm; requests and answers go by the process's standard streams.
   *
   * @param settings the arm's settings file
   * @param level what is measured
   * @param warmUp steps before the first request
   */
  record Arm(Path settings, Level level, int warmUp) implements CompareTask {}

  /**
   * Makes a whole comparison.
   *
   * @param folder its result folder, which exists
   */
  record Whole(Path folder) implements CompareTask {}
}
