package org.saehdbw.training.steps;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.layers.StandardBlock;
import org.saehdbw.losses.LossOptions;
import org.saehdbw.optimizers.AdaBelief;
import org.saehdbw.optimizers.OptimizerOptions;
import org.saehdbw.optimizers.Slot;
import org.saehdbw.optimizers.StateArray;
import org.saehdbw.optimizers.Variable;
import org.saehdbw.tensors.CounterRandom;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.Precision;

/**
 * A whole training step on random pictures, for timing and for measuring memory: losses, gradients
 * and AdaBelief's update, then the same for each discriminator, nothing loaded. It owns its native
 * memory until {@link #close}.
 */
public final class SyntheticStep implements AutoCloseable {
  private final ModelStep step;
  private final AdaBelief optimizer;
  private final BatchSide src;
  private final BatchSide dst;
  private final Set<String> trained;
  private final Map<StepPart, AdaBelief> discriminators = new EnumMap<>(StepPart.class);
  private long optimizerNanos;

  /** Makes a step of 32-bit floats. */
  public SyntheticStep(ModelSpec spec, Interpreter interpreter, int threads, int batch) {
    this(spec, interpreter, Precision.FLOAT32, threads, batch);
  }

  /**
   * Makes a step with initial weights.
   *
   * @param precision of convolutions
   * @param threads of engine and optimizer, at least 1
   * @param batch samples a side, at least 1
   * @throws IllegalArgumentException as {@link ModelStep#open}, or if the pictures of a side would
   *     not fit an array of 2 GiB
   */
  public SyntheticStep(
      ModelSpec spec, Interpreter interpreter, Precision precision, int threads, int batch) {
    this(spec, LossOptions.defaults(), interpreter, precision, threads, batch);
  }

  /**
   * Makes a step with initial weights.
   *
   * @param losses what the model is judged by; its discriminators are trained too
   * @param precision of convolutions
   * @param threads of engine and optimizer, at least 1
   * @param batch samples a side, at least 1
   * @throws IllegalArgumentException as {@link ModelStep#open}, or if the pictures of a side would
   *     not fit an array of 2 GiB
   */
  public SyntheticStep(
      ModelSpec spec,
      LossOptions losses,
      Interpreter interpreter,
      Precision precision,
      int threads,
      int batch) {
    this(spec, losses, interpreter, precision, StepMemory.PLAIN, threads, batch);
  }

  /**
   * Makes a step that saves memory, with initial weights.
   *
   * @param memory how
   */
  public SyntheticStep(
      ModelSpec spec,
      LossOptions losses,
      Interpreter interpreter,
      Precision precision,
      StepMemory memory,
      int threads,
      int batch) {
    long largest = (long) batch * spec.channels() * spec.resolution() * spec.resolution();
    if (largest * Float.BYTES > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a batch of " + batch + " of " + spec + " needs an array beyond 2 GiB");
    }
    step =
        ModelStep.open(
            spec, StandardBlock.RESIDUAL, losses, interpreter, precision, memory, threads, batch);
    step.initialise(1);
    trained = step.trainedWeights(true);
    optimizer = optimizer(step.network().parameters(), threads);
    for (StepPart part : StepPart.values()) {
      List<Parameter> own = step.discriminators().parameters(part);
      if (!own.isEmpty()) {
        discriminators.put(part, optimizer(own, threads));
      }
    }
    src = side(spec, batch, "src");
    dst = side(spec, batch, "dst");
  }

  private static AdaBelief optimizer(List<Parameter> parameters, int threads) {
    List<Variable> variables =
        parameters.stream().map(p -> new Variable(p.name(), p.dims().sizes())).toList();
    return new AdaBelief(OptimizerOptions.defaults(1), variables, threads);
  }

  /** Returns the model. */
  public ModelStep model() {
    return step;
  }

  /** Returns the random source side. */
  public BatchSide src() {
    return src;
  }

  /** Returns the random destination side. */
  public BatchSide dst() {
    return dst;
  }

  /** Computes without updating. */
  public StepResult compute() {
    return step.compute(src, dst, trained);
  }

  /** Returns views of the state of the model's optimizer; the next step changes them. */
  public List<StateArray> optimizerState() {
    return optimizer.state();
  }

  /** How long the last update took, those of discriminators apart. */
  public long optimizerNanos() {
    return optimizerNanos;
  }

  /** Makes one step. */
  public StepResult run() {
    return run(src, dst);
  }

  /**
   * Makes one step on other pictures and returns the losses of the model's update; its gradients
   * are gone.
   */
  public StepResult run(BatchSide srcFaces, BatchSide dstFaces) {
    optimizerNanos = 0;
    LossesFirst sink = new LossesFirst();
    step.compute(srcFaces, dstFaces, trained, sink);
    optimizer.finish();
    discriminators.forEach(
        (part, own) -> own.step(slots(part, step.compute(part, srcFaces, dstFaces))));
    return sink.losses.orElseThrow();
  }

  /** Updates weights as their gradients come. */
  private final class LossesFirst implements GradientSink {
    private Optional<StepResult> losses = Optional.empty();

    @Override
    public boolean losses(StepResult found) {
      losses = Optional.of(found);
      return true;
    }

    @Override
    public void gradients(Map<String, FloatBuffer> gradients) {
      List<Slot> slots = new ArrayList<>();
      step.weights(StepPart.MODEL)
          .forEach(
              (name, values) -> {
                FloatBuffer gradient = gradients.get(name);
                if (gradient != null) {
                  slots.add(Slot.of(name, values, gradient));
                }
              });
      long begun = System.nanoTime();
      optimizer.update(slots);
      optimizerNanos += System.nanoTime() - begun;
    }
  }

  private List<Slot> slots(StepPart part, StepResult result) {
    List<Slot> slots = new ArrayList<>();
    step.weights(part)
        .forEach((name, values) -> slots.add(Slot.of(name, values, gradient(result, name))));
    return slots;
  }

  @Override
  public void close() {
    discriminators.values().forEach(AdaBelief::close);
    optimizer.close();
    step.close();
  }

  private static FloatBuffer gradient(StepResult result, String name) {
    FloatBuffer gradient = result.gradients().get(name);
    if (gradient == null) {
      throw new IllegalStateException("no gradient for " + name);
    }
    return gradient;
  }

  private static BatchSide side(ModelSpec spec, int batch, String purpose) {
    int side = spec.resolution();
    int pixels = side * side;
    FloatBuffer picture = direct(batch * spec.channels() * pixels);
    CounterRandom random = CounterRandom.of(1, "bench " + purpose, 0, 0);
    for (int i = 0; i < picture.capacity(); i++) {
      picture.put(i, random.nextFloat());
    }
    FloatBuffer mask = direct(batch * pixels);
    int edge = side / 5;
    for (int i = 0; i < mask.capacity(); i++) {
      int x = i % side;
      int y = i / side % side;
      boolean inside = x >= edge && x < side - edge && y >= edge && y < side - edge;
      mask.put(i, inside ? 1 : 0);
    }
    FloatBuffer eyes = direct(batch * pixels);
    return BatchSide.of(batch, spec.channels(), side, picture, picture, mask, eyes, List.of());
  }

  private static FloatBuffer direct(int count) {
    return ByteBuffer.allocateDirect(Float.BYTES * count)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
