package org.saehdbw.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.processes.ChildStart;
import org.saehdbw.tensors.Precision;
import org.saehdbw.training.steps.Interpreter;
import org.saehdbw.training.steps.StepResult;
import org.saehdbw.training.steps.SyntheticStep;

/**
 * Where the time of one training step goes. libtorch's work is divided by PyTorch's profiler on the
 * same archive that Java runs; the update and what Java does around the archive by Java's clock.
 */
final class StepProfile {
  private static final int WARM_UP = 4;

  /** The kinds in the order in which they are shown. */
  static final List<String> KINDS =
      List.of(
          "convolutions forward",
          "convolutions backward",
          "dense layers",
          "windows",
          "moves and casts",
          "other by element",
          "allocation",
          "optimizer",
          "Java's own");

  private final Path python;
  private final int threads;
  private final int steps;

  StepProfile(Path python, int threads, int steps) {
    this.python = python;
    this.threads = threads;
    this.steps = steps;
  }

  /**
   * Profiles a model.
   *
   * @param folder for the archive
   * @return milliseconds of a step by kind, in the order of {@link #KINDS}, and the step itself as
   *     Java timed it under {@code step}
   */
  Map<String, Double> of(String model, int batch, Precision precision, Path folder)
      throws IOException, InterruptedException {
    ModelSpec spec = ModelSpec.parse(model);
    StepEmitter.emit(folder, spec, batch, precision);
    JsonNode torch = run(folder);
    double[] whole = new double[steps];
    double[] update = new double[steps];
    double[] own = new double[steps];
    try (SyntheticStep step =
        new SyntheticStep(spec, Interpreter.SCRIPT, precision, threads, batch)) {
      for (int i = -WARM_UP; i < steps; i++) {
        long startNanos = System.nanoTime();
        StepResult result = step.run();
        long nanos = System.nanoTime() - startNanos;
        if (i >= 0) {
          whole[i] = nanos / 1e6;
          update[i] = step.optimizerNanos() / 1e6;
          own[i] = (nanos - step.optimizerNanos() - result.engineNanos()) / 1e6;
        }
      }
    }
    Map<String, Double> millis = new LinkedHashMap<>();
    KINDS.forEach(kind -> millis.put(kind, torch.path("kinds").path(kind).asDouble()));
    millis.put("optimizer", Numbers.median(update));
    millis.put("Java's own", Numbers.median(own));
    millis.put("step", Numbers.median(whole));
    return millis;
  }

  private JsonNode run(Path folder) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            python.toString(),
            "-W",
            "ignore::UserWarning",
            folder.resolve("profile_archive.py").toString(),
            "--threads",
            String.valueOf(threads),
            "--steps",
            String.valueOf(steps));
    Process process = ChildStart.of(command).sharingErrors().start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("the profile ended with exit code " + process.exitValue());
    }
    String[] lines = output.strip().split("\n");
    return new ObjectMapper().readTree(Arrays.asList(lines).get(lines.length - 1));
  }
}
