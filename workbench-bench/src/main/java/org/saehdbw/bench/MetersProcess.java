package org.saehdbw.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.files.FileTree;
import org.saehdbw.tensors.Precision;
import org.saehdbw.training.steps.Interpreter;
import org.saehdbw.training.steps.StepResult;
import org.saehdbw.training.steps.SyntheticStep;

/** The child process that times steps with and without meters: MODEL BATCH THREADS ROUNDS STEPS. */
public final class MetersProcess {
  private static final int WARM_UP = 10;

  private final SyntheticStep step;
  private final MeterSet meters;
  private final int steps;

  private MetersProcess(SyntheticStep step, MeterSet meters, int steps) {
    this.step = step;
    this.meters = meters;
    this.steps = steps;
  }

  /** Times the blocks and prints one JSON line. */
  public static void main(String[] arguments) throws IOException {
    ModelSpec spec = ModelSpec.parse(arguments[0]);
    int batch = Integer.parseInt(arguments[1]);
    int threads = Integer.parseInt(arguments[2]);
    int rounds = Integer.parseInt(arguments[3]);
    Path folder = Files.createTempDirectory("bench-meters");
    try (SyntheticStep step =
            new SyntheticStep(spec, Interpreter.SCRIPT, Precision.FLOAT32, threads, batch);
        MeterSet meters = new MeterSet(folder, batch)) {
      MetersTiming timing =
          new MetersProcess(step, meters, Integer.parseInt(arguments[4])).measure(rounds);
      System.out.println(new ObjectMapper().writeValueAsString(timing));
    } finally {
      FileTree.delete(folder);
    }
  }

  /** In every round a block with meters and one without, the order turned from round to round. */
  private MetersTiming measure(int rounds) throws IOException {
    for (int i = 0; i < WARM_UP; i++) {
      iterate(true);
    }
    double[] with = new double[rounds];
    double[] without = new double[rounds];
    double[] micros = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      if (round % 2 == 0) {
        with[round] = block(true, micros, round);
        without[round] = block(false, micros, round);
      } else {
        without[round] = block(false, micros, round);
        with[round] = block(true, micros, round);
      }
    }
    return new MetersTiming(with, without, micros);
  }

  private double block(boolean metered, double[] micros, int round) throws IOException {
    long begun = System.nanoTime();
    long spent = 0;
    for (int i = 0; i < steps; i++) {
      spent += iterate(metered);
    }
    if (metered) {
      micros[round] = spent / 1e3 / steps;
    }
    return (System.nanoTime() - begun) / 1e6 / steps;
  }

  /** Returns the nanoseconds of the meters. */
  private long iterate(boolean metered) throws IOException {
    long begun = System.nanoTime();
    StepResult result = step.run();
    long ended = System.nanoTime();
    if (!metered) {
      return 0;
    }
    meters.iterated(result, (ended - begun) / 1e6, step.optimizerNanos() / 1e6);
    return System.nanoTime() - ended;
  }
}
