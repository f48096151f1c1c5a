package org.saehdbw.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.saehdbw.processes.ChildStart;

/** A program that times a step in a process of its own and prints a {@link StepTiming}. */
final class StepChild {
  /** What {@code workbench} sets for our programs, and PyTorch's users do not. */
  private static final List<String> OURS = List.of("GOMP_SPINCOUNT", "GLIBC_TUNABLES");

  private final ChildStart start;

  private StepChild(ChildStart start) {
    this.start = start;
  }

  /** Our program, its threads' spinning and memory as {@code workbench} sets them. */
  static StepChild ofOurs(List<String> command, int threads) {
    return new StepChild(
        ChildStart.of(command)
            .sharingErrors()
            .variable("OMP_NUM_THREADS", String.valueOf(threads)));
  }

  /** PyTorch's program, its threads' spinning and memory as PyTorch itself has them. */
  static StepChild ofPyTorch(List<String> command, int threads) {
    ChildStart start = ofOurs(command, threads).start;
    for (String name : OURS) {
      start = start.hiding(name);
    }
    return new StepChild(start);
  }

  Map<String, String> environment() {
    return start.environment();
  }

  StepTiming run() throws IOException, InterruptedException {
    return run(StepTiming.class);
  }

  /** Runs it and reads the last line that it prints as JSON. */
  <T> T run(Class<T> type) throws IOException, InterruptedException {
    Process process = start.start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException(
            "ended with exit code " + process.exitValue() + ": " + String.join(" ", start.words()));
      }
      String[] lines = output.strip().split("\n");
      return new ObjectMapper().readValue(lines[lines.length - 1], type);
    } finally {
      process.destroy();
    }
  }
}
