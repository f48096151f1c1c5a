package org.saehdbw.bench;

import java.nio.file.Path;
import java.util.Optional;
import org.saehdbw.training.steps.Interpreter;

/**
 * How the step benchmark runs.
 *
 * @param rounds how often both programs run, at least 1
 * @param steps timed in each run, at least 1
 * @param threads of both programs, at least 1
 * @param interpreter ours
 * @param home where a Python made for the comparison and the scripts go
 * @param python one that has PyTorch already
 */
record BenchOptions(
    int rounds, int steps, int threads, Interpreter interpreter, Path home, Optional<Path> python) {

  BenchOptions {
    atLeastOne("--rounds", rounds);
    atLeastOne("--steps", steps);
    atLeastOne("--threads", threads);
  }

  static void atLeastOne(String option, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(option + " must be at least 1, got " + value);
    }
  }
}
