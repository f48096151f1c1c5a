package org.saehdbw.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.losses.AdversarialOptions;
import org.saehdbw.losses.LossOptions;
import org.saehdbw.losses.TotalVariation;
import org.saehdbw.tensors.Precision;
import org.saehdbw.training.steps.Interpreter;
import org.saehdbw.training.steps.StepMemory;
import org.saehdbw.training.steps.SyntheticStep;

/**
 * The child process that times our step: MODEL BATCH THREADS STEPS INTERPRETER PRECISION GAN
 * [MICRO_BATCH CHECKPOINTING].
 */
public final class OurStepProcess {
  private static final int WARM_UP = 5;

  private OurStepProcess() {}

  /** Times the step and prints one JSON line. */
  public static void main(String[] arguments) throws IOException {
    System.out.println(new ObjectMapper().writeValueAsString(time(arguments, () -> {})));
  }

  /**
   * Times the step.
   *
   * @param warm called once, when the untimed steps are done
   */
  static StepTiming time(String[] arguments, Runnable warm) throws IOException {
    ModelSpec spec = ModelSpec.parse(arguments[0]);
    int batch = Integer.parseInt(arguments[1]);
    int threads = Integer.parseInt(arguments[2]);
    double[] millis = new double[Integer.parseInt(arguments[3])];
    Interpreter interpreter = Interpreter.valueOf(arguments[4]);
    Precision precision = Precision.valueOf(arguments[5]);
    LossOptions losses = losses(spec, Double.parseDouble(arguments[6]));
    StepMemory memory =
        arguments.length < 9
            ? StepMemory.PLAIN
            : new StepMemory(Integer.parseInt(arguments[7]), Boolean.parseBoolean(arguments[8]));
    try (SyntheticStep step =
        new SyntheticStep(spec, losses, interpreter, precision, memory, threads, batch)) {
      for (int i = 0; i < WARM_UP; i++) {
        step.run();
      }
      warm.run();
      for (int i = 0; i < millis.length; i++) {
        long start = System.nanoTime();
        step.run();
        millis[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(millis);
    return new StepTiming(
        Numbers.median(millis), millis[0], millis[millis.length - 1], peakResidentMib());
  }

  /** The default losses, and a patch discriminator of default size where its power is not 0. */
  private static LossOptions losses(ModelSpec spec, double gan) {
    return LossOptions.defaults()
        .with(
            new AdversarialOptions(
                0,
                true,
                gan,
                spec.resolution() / 8,
                AdversarialOptions.GAN_DIMS.defaultValue(),
                TotalVariation.ofPictures()));
  }

  static double peakResidentMib() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElse(0);
  }
}
