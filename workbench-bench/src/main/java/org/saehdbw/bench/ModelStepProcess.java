package org.saehdbw.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;

/**
 * The child process that times our step, and says what processor time it took and what memory the
 * process had before: the arguments of {@link OurStepProcess}.
 */
public final class ModelStepProcess {
  private static final String TINY = "df-ud-32-8-4-4-2-gray";

  private ModelStepProcess() {}

  /** Steps a tiny model, then times the step and prints one JSON line. */
  public static void main(String[] arguments) throws IOException {
    String[] tiny = arguments.clone();
    tiny[0] = TINY;
    tiny[1] = "1";
    tiny[3] = "1";
    OurStepProcess.time(tiny, () -> {});
    double base = OurStepProcess.peakResidentMib();
    Duration[] start = new Duration[1];
    StepTiming timing = OurStepProcess.time(arguments, () -> start[0] = processorTime());
    double cpuMillis = processorTime().minus(start[0]).toNanos() / 1e6;
    int steps = Integer.parseInt(arguments[3]);
    System.out.println(
        new ObjectMapper().writeValueAsString(new ModelTiming(timing, cpuMillis / steps, base)));
  }

  private static Duration processorTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
