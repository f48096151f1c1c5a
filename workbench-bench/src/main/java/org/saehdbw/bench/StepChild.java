package org.saehdbw.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A program that times a step in a process of its own and prints a {@link StepTiming}. */
final class StepChild {
  /** What {@code workbench} sets for our programs, and PyTorch's users do not. */
  private static final List<String> OURS = List.of("GOMP_SPINCOUNT", "GLIBC_TUNABLES");

  private final ProcessBuilder builder;

  private StepChild(List<String> command, int threads) {
    builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("OMP_NUM_THREADS", String.valueOf(threads));
  }

  /** Our program, its threads' spinning and memory as {@code workbench} sets them. */
  static StepChild ofOurs(List<String> command, int threads) {
    return new StepChild(command, threads);
  }

  /** PyTorch's program, its threads' spinning and memory as PyTorch itself has them. */
  static StepChild ofPyTorch(List<String> command, int threads) {
    StepChild child = new StepChild(command, threads);
    OURS.forEach(child.environment()::remove);
    return child;
  }

  Map<String, String> environment() {
    return builder.environment();
  }

  StepTiming run() throws IOException, InterruptedException {
    return run(StepTiming.class);
  }

  /** Runs it and reads the last line that it prints as JSON. */
  <T> T run(Class<T> type) throws IOException, InterruptedException {
    Process process = builder.start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException(
            "ended with exit code "
                + process.exitValue()
                + ": "
                + String.join(" ", builder.command()));
      }
      String[] lines = output.strip().split("\n");
      return new ObjectMapper().readValue(lines[lines.length - 1], type);
    } finally {
      process.destroy();
    }
  }
}
