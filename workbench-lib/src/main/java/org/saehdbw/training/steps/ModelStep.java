package org.saehdbw.training.steps;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtEngine;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.FloatBuffer;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.architectures.Network;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.layers.BlockKind;
import org.saehdbw.layers.StandardBlock;
import org.saehdbw.losses.LossOptions;
import org.saehdbw.optimizers.OptimizerOptions;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.EagerOps;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.Precision;
import org.saehdbw.tensors.ScriptForm;
import org.saehdbw.training.onboard.DeviceFailure;
import org.saehdbw.training.onboard.HostMemory;
import org.saehdbw.training.onboard.InputArrays;
import org.saehdbw.training.onboard.OnboardOptimizer;
import org.saehdbw.training.onboard.StepDevice;
import org.saehdbw.training.onboard.WeightMemory;

/**
 * A model's weights and the computation of one training step on them: forward pass, losses and
 * gradients. The weights are in CPU memory, where Java updates them; or, with a {@link StepDevice}
 * that updates, on that device, where {@link #update} moves them in the same call.
 *
 * <p>An instance owns its native memory until {@link #close}; buffers that it handed out must not
 * be used after that. Use it from one thread at a time. The same weights and inputs give the same
 * bytes at the same number of threads on the same machine. The number of libtorch's threads is one
 * for the whole process; every call sets it to this instance's.
 */
public final class ModelStep implements AutoCloseable {
  private final StepBody program;
  private final StepMemory memory;
  private final int batchSize;
  private final int threads;
  private final NDManager manager;
  private final Map<String, NDArray> weights = new LinkedHashMap<>();
  private final Map<StepPart, WeightMemory> memories = new EnumMap<>(StepPart.class);
  private final InputArrays inputs;
  private final StepEngine engine;
  private final Optional<OnboardEngine> onboard;
  private NDManager lastStep;
  private List<Parameter> trainedNow = List.of();

  private ModelStep(
      StepBody program,
      Interpreter interpreter,
      Precision precision,
      StepMemory memory,
      StepDevice device,
      int threads,
      int batchSize,
      NDManager manager) {
    this.program = program;
    this.memory = memory;
    this.batchSize = batchSize;
    this.threads = threads;
    this.manager = manager;
    this.lastStep = manager.newSubManager();
    ScriptForm form = new ScriptForm(precision, interpreter == Interpreter.CHANNELS_LAST);
    onboard =
        device.updates()
            ? Optional.of(
                new OnboardEngine(
                    program, manager, form, device, batchSize, memory.samplesAtOnce(batchSize)))
            : Optional.empty();
    onboard.ifPresentOrElse(
        own -> memories.putAll(own.weights()),
        () -> {
          for (StepPart part : StepPart.values()) {
            memories.put(part, new HostMemory(manager, program.parameters(part)));
          }
        });
    memories.values().forEach(own -> weights.putAll(own.arrays()));
    inputs = new InputArrays(manager);
    boolean inPieces = memory.samplesAtOnce(batchSize) < batchSize;
    if (interpreter == Interpreter.EAGER) {
      engine = new EagerEngine(program, weights);
    } else if (memory.checkpointing() || inPieces) {
      engine = new SegmentEngine(program, manager, weights, form, memory.checkpointing());
    } else {
      engine = new ScriptEngine(program, manager, weights, form);
    }
  }

  /**
   * Makes a model whose weights are zero; {@link #initialise} them or write to {@link #weights}.
   *
   * @param spec the model
   * @param losses what it is judged by
   * @param interpreter how the step is computed
   * @param threads libtorch's threads, at least 1
   * @param batchSize samples a side, at least 1
   * @throws IllegalArgumentException if threads or batchSize is below 1
   */
  public static ModelStep open(
      ModelSpec spec, LossOptions losses, Interpreter interpreter, int threads, int batchSize) {
    return open(spec, losses, interpreter, Precision.FLOAT32, threads, batchSize);
  }

  /**
   * Makes a model as {@link #open(ModelSpec, LossOptions, Interpreter, int, int)} does.
   *
   * @param precision of the step's convolutions; the eager interpreter has only 32-bit floats
   * @throws IllegalArgumentException if threads or batchSize is below 1, or the interpreter has no
   *     such precision
   */
  public static ModelStep open(
      ModelSpec spec,
      LossOptions losses,
      Interpreter interpreter,
      Precision precision,
      int threads,
      int batchSize) {
    return open(spec, StandardBlock.RESIDUAL, losses, interpreter, precision, threads, batchSize);
  }

  /**
   * Makes a model as {@link #open(ModelSpec, LossOptions, Interpreter, Precision, int, int)} does,
   * with blocks of a kind in the place of residual ones.
   *
   * @param block the kind, which checkpoints of the model name
   */
  public static ModelStep open(
      ModelSpec spec,
      BlockKind block,
      LossOptions losses,
      Interpreter interpreter,
      Precision precision,
      int threads,
      int batchSize) {
    return open(spec, block, losses, interpreter, precision, StepMemory.PLAIN, threads, batchSize);
  }

  /**
   * Makes a model as {@link #open(ModelSpec, BlockKind, LossOptions, Interpreter, Precision, int,
   * int)} does, whose steps save memory.
   *
   * @param memory how; the eager interpreter keeps all activations
   * @throws IllegalArgumentException also if the interpreter cannot do so
   */
  public static ModelStep open(
      ModelSpec spec,
      BlockKind block,
      LossOptions losses,
      Interpreter interpreter,
      Precision precision,
      StepMemory memory,
      int threads,
      int batchSize) {
    return open(
        spec, block, losses, interpreter, precision, memory, StepDevice.HOST, threads, batchSize);
  }

  /**
   * Makes a model as {@link #open(ModelSpec, BlockKind, LossOptions, Interpreter, Precision,
   * StepMemory, int, int)} does, on a device.
   *
   * @param device what its steps run on, and whether they update the weights there
   * @throws IllegalArgumentException also if a step that updates on the device is asked to compute
   *     activations again or for the eager interpreter
   * @throws DeviceFailure if a card has no memory for the weights, or cannot be used
   */
  public static ModelStep open(
      ModelSpec spec,
      BlockKind block,
      LossOptions losses,
      Interpreter interpreter,
      Precision precision,
      StepMemory memory,
      StepDevice device,
      int threads,
      int batchSize) {
    if (memory.checkpointing() && interpreter == Interpreter.EAGER) {
      throw new IllegalArgumentException(
          "activation_checkpointing needs the script interpreter, got interpreter eager");
    }
    if (precision != Precision.FLOAT32 && interpreter == Interpreter.EAGER) {
      throw new IllegalArgumentException(
          "precision bf16 needs the script interpreter, got interpreter eager");
    }
    if (device.updates()) {
      requireUpdates(interpreter, memory);
    }
    if (threads < 1 || batchSize < 1) {
      throw new IllegalArgumentException(
          "threads and batch_size must be at least 1, got " + threads + " and " + batchSize);
    }
    TorchLibraries.require();
    if (device.updates()) {
      device.switchTf32();
    }
    NDManager manager = NDManager.newBaseManager(device.device(), PtEngine.ENGINE_NAME);
    JniUtils.setNumThreads(threads);
    StepBody program = StepBody.of(spec, block, losses);
    try {
      return DeviceFailure.explained(
          device.name(),
          () ->
              new ModelStep(
                  program, interpreter, precision, memory, device, threads, batchSize, manager));
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  private static void requireUpdates(Interpreter interpreter, StepMemory memory) {
    if (interpreter == Interpreter.EAGER || memory.checkpointing()) {
      throw new IllegalArgumentException(
          "a step that updates on its device needs the script interpreter, and keeps activations");
    }
  }

  /** Returns the model. */
  public ModelSpec spec() {
    return program.spec();
  }

  /** Returns what stands in the place of residual blocks. */
  public BlockKind block() {
    return program.block();
  }

  /** Returns the model's network, for its parts and parameters. */
  public Network network() {
    return program.network();
  }

  /** Returns the samples a side of a step. */
  public int batchSize() {
    return batchSize;
  }

  /**
   * Returns the weights' own memory by name, in definition order: writing changes the model. Shapes
   * are those of {@code network().parameters()}, in the same order.
   *
   * <p>Where weights are on a device, this brings their newest values to Java's memory, and the
   * next step brings back what was written there. {@link #update} makes the buffers out of date:
   * ask for them again.
   */
  public Map<String, FloatBuffer> weights() {
    return weights(StepPart.MODEL);
  }

  /**
   * Returns the memory of what one part of an iteration updates, by name, in definition order;
   * empty for a discriminator that is not there.
   */
  public Map<String, FloatBuffer> weights(StepPart part) {
    WeightMemory own = memories.get(part);
    return own == null ? Map.of() : own.host();
  }

  /** Returns the discriminators that judge the model. */
  public Discriminators discriminators() {
    return program.discriminators();
  }

  /**
   * Returns the names of the weights that are trained, in definition order: all, but for LIAE's
   * inter_AB while random_warp is off.
   */
  public Set<String> trainedWeights(boolean randomWarp) {
    List<String> frozen = randomWarp ? List.of() : network().frozenWithoutWarp();
    Map<String, Boolean> names = new LinkedHashMap<>();
    for (Parameter parameter : network().parameters()) {
      if (!frozen.contains(parameter.part())) {
        names.put(parameter.name(), true);
      }
    }
    return Collections.unmodifiableSet(names.keySet());
  }

  /**
   * Gives all weights their initial values, a function of the seed and each weight's name; those of
   * discriminators too.
   */
  public void initialise(long seed) {
    initialise(seed, program.parameters().stream().map(Parameter::part).distinct().toList());
  }

  /**
   * Gives the weights of some parts their initial values.
   *
   * @param parts such as {@code network().renewedAfterPretraining()}
   * @throws IllegalArgumentException if the model has no such part
   */
  public void initialise(long seed, Collection<String> parts) {
    for (String part : parts) {
      List<Parameter> members =
          program.parameters().stream().filter(p -> p.part().equals(part)).toList();
      if (members.isEmpty()) {
        throw new IllegalArgumentException(spec() + " has no part " + part);
      }
      members.forEach(p -> p.initialise(seed, weightMemory(p.name())));
    }
  }

  /**
   * Computes losses and gradients.
   *
   * @param src the source side; its memory is used as it stands, not copied
   * @param dst the destination side
   * @param trained names of the weights that get gradients, at least one
   * @return losses and gradients; the gradients' buffers are valid until the next call
   * @throws IllegalArgumentException if a side has another size than the step, or a name is unknown
   */
  public StepResult compute(BatchSide src, BatchSide dst, Set<String> trained) {
    CollectedGradients collected = new CollectedGradients();
    compute(StepPart.MODEL, src, dst, chosen(StepPart.MODEL, trained), collected);
    return collected.result(trainedNow);
  }

  /**
   * Computes losses and gradients, and gives both away as soon as they are known, so that the
   * gradients of a step with activation checkpointing need not be held all at once.
   *
   * @param src the source side; its memory is used as it stands, not copied
   * @param dst the destination side
   * @param trained names of the weights that get gradients, at least one
   * @param sink takes them
   * @throws IllegalArgumentException if a side has another size than the step, or a name is unknown
   */
  public void compute(BatchSide src, BatchSide dst, Set<String> trained, GradientSink sink) {
    compute(StepPart.MODEL, src, dst, chosen(StepPart.MODEL, trained), sink);
  }

  private List<Parameter> chosen(StepPart part, Set<String> trained) {
    List<Parameter> chosen =
        program.parameters(part).stream().filter(p -> trained.contains(p.name())).toList();
    if (chosen.isEmpty() || chosen.size() != trained.size()) {
      throw new IllegalArgumentException(
          "trained must name weights of " + spec() + ", at least one; got " + trained);
    }
    return chosen;
  }

  /**
   * Computes the loss of a discriminator and its gradients, with the weights as they are: after the
   * model's update those of the updated model.
   *
   * @param part the discriminator
   * @param src the source side, as for the model
   * @param dst the destination side
   * @return its loss as the only term, {@code D_code} or {@code D_src_dst}, no losses of src and
   *     dst, and gradients that are valid until the next call
   * @throws IllegalArgumentException if the model is judged without it, or a side has another size
   *     than the step
   */
  public StepResult compute(StepPart part, BatchSide src, BatchSide dst) {
    List<Parameter> chosen = discriminators().parameters(part);
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException(spec() + " is judged without " + part);
    }
    CollectedGradients collected = new CollectedGradients();
    compute(part, src, dst, chosen, collected);
    return collected.result(trainedNow);
  }

  private void compute(
      StepPart part, BatchSide src, BatchSide dst, List<Parameter> chosen, GradientSink sink) {
    ready();
    long begun = System.nanoTime();
    check("src", src);
    check("dst", dst);
    int atOnce = memory.samplesAtOnce(batchSize);
    List<List<NDArray>> taken =
        onboard.isPresent()
            ? onboard.get().take(src, dst)
            : inputs.of(src, dst, program.inputs(batchSize), atOnce);
    long copied = System.nanoTime() - begun;
    choose(chosen);
    GradientHanding handing = new GradientHanding(sink, batchSize, copied, this::values);
    engine.step(nextScope(), part, taken, chosen, handing);
    handing.end();
  }

  /**
   * Makes a step with its update on the device, where all losses of the part are finite; otherwise
   * the weights and the optimizer stay as they are. Waits until the step is done.
   *
   * @param part what is updated
   * @param src the source side, which is copied
   * @param dst the destination side
   * @param trained names of the part's weights that move, at least one
   * @param optimizer made by {@link #newOptimizer} for the part
   * @return the losses before the update, without gradients
   * @throws IllegalArgumentException if a side has another size than the step, or a name is unknown
   * @throws IllegalStateException if this step does not update on its device
   */
  public Updated update(
      StepPart part,
      BatchSide src,
      BatchSide dst,
      Set<String> trained,
      OnboardOptimizer optimizer) {
    OnboardEngine own =
        onboard.orElseThrow(
            () -> new IllegalStateException("this step does not update on its device"));
    ready();
    long begun = System.nanoTime();
    check("src", src);
    check("dst", dst);
    own.take(src, dst);
    long copied = System.nanoTime();
    List<Parameter> chosen = chosen(part, trained);
    choose(List.of());
    OnboardEngine.Found found = own.step(nextScope(), part, chosen, optimizer);
    nextScope();
    long computed = System.nanoTime() - copied;
    return new Updated(
        StepResult.of(batchSize, found.lossNames(), found.losses(), copied - begun, computed),
        found.moved());
  }

  /**
   * A step with its update.
   *
   * @param losses before the update, without gradients
   * @param made whether the update was made: not where a loss was NaN or infinite
   */
  public record Updated(StepResult losses, boolean made) {}

  /** Returns whether steps update the weights on their device, by {@link #update}. */
  public boolean updatesOnDevice() {
    return onboard.isPresent();
  }

  /**
   * Makes an optimizer of a part, with zero state, for {@link #update}.
   *
   * @param adaBelief whether it is AdaBelief, else RMSprop
   * @throws IllegalStateException if this step does not update on its device
   */
  public OnboardOptimizer newOptimizer(StepPart part, boolean adaBelief, OptimizerOptions options) {
    return onboard
        .orElseThrow(() -> new IllegalStateException("this step does not update on its device"))
        .newOptimizer(part, adaBelief, options, threads);
  }

  /**
   * Draws faces without gradients; gradients of the last step are gone afterwards.
   *
   * @param src source pictures, {@code count * channels * side * side} values from position 0
   * @param dst destination pictures, likewise
   * @param count samples, at least 1; any number, not only the step's batch size
   */
  public Prediction predict(FloatBuffer src, FloatBuffer dst, int count) {
    ready();
    NDManager scope = nextScope();
    Dims dims = program.pictures(count);
    NDArray first = picture(scope, dims, src);
    return prediction(count, engine.predict(scope, first, picture(scope, dims, dst)));
  }

  /**
   * Draws the same faces as source and as destination, encoded once and without a swap decoded,
   * unlike {@link #predict(FloatBuffer, FloatBuffer, int)}: the swap of a face with itself is the
   * source.
   *
   * @param faces pictures, as there
   * @param count samples, at least 1
   */
  public Prediction predict(FloatBuffer faces, int count) {
    ready();
    NDManager scope = nextScope();
    NDArray both = picture(scope, program.pictures(count), faces);
    return prediction(count, engine.predict(scope, both, both));
  }

  /**
   * src in the place of dst, in (sample, channel, row, column) order, values in [0, 1].
   *
   * @param srcDst pictures
   * @param srcDstMask their masks, one channel
   * @param dstDstMask masks of dst itself
   */
  public record Replaced(FloatBuffer srcDst, FloatBuffer srcDstMask, FloatBuffer dstDstMask) {}

  /**
   * Draws src in the place of dst, and nothing more.
   *
   * @param dst pictures, as in {@link #predict(FloatBuffer, FloatBuffer, int)}
   * @param count samples, at least 1
   */
  public Replaced replace(FloatBuffer dst, int count) {
    ready();
    NDManager scope = nextScope();
    NDList drawn = engine.replace(scope, picture(scope, program.pictures(count), dst));
    List<FloatBuffer> all =
        drawn.stream().map(array -> FloatBuffer.wrap(array.toFloatArray())).toList();
    nextScope();
    return new Replaced(all.get(0), all.get(1), all.get(2));
  }

  private Prediction prediction(int count, NDList drawn) {
    List<FloatBuffer> all =
        drawn.stream().map(array -> FloatBuffer.wrap(array.toFloatArray())).toList();
    int swap = all.size() > 4 ? 4 : 0;
    nextScope();
    return new Prediction(
        count,
        spec().channels(),
        spec().resolution(),
        all.get(0),
        all.get(1),
        all.get(2),
        all.get(3),
        all.get(swap).duplicate(),
        all.get(swap + 1).duplicate());
  }

  /** Work on the weights, operation by operation. */
  interface EagerWork<R> {
    /** Does it; arrays made in the scope are freed afterwards. */
    R apply(EagerOps ops, NDManager scope);
  }

  /**
   * Does work on the weights as they are, without gradients; gradients of the last step are gone
   * afterwards.
   *
   * @param watch told of each layer's result
   */
  <R> R eagerly(BiConsumer<String, NDArray> watch, EagerWork<R> work) {
    ready();
    JniUtils.setGradMode(false);
    NDManager scope = nextScope();
    EagerOps ops = new EagerOps(scope, parameter -> weight(parameter.name()), watch);
    R result = work.apply(ops, scope);
    nextScope();
    return result;
  }

  /** Returns how many native arrays are held now, for leak tests. */
  int liveArrays() {
    return manager.getManagedArrays().size() + lastStep.getManagedArrays().size();
  }

  /** Frees the model's memory; buffers handed out must not be used any more. */
  @Override
  public void close() {
    engine.close();
    onboard.ifPresent(OnboardEngine::close);
    manager.close();
  }

  /** The process has one number of threads; what Java wrote goes to the device. */
  private void ready() {
    JniUtils.setNumThreads(threads);
    memories.values().forEach(WeightMemory::toDevice);
  }

  private NDManager nextScope() {
    lastStep.close();
    lastStep = manager.newSubManager();
    return lastStep;
  }

  private void choose(List<Parameter> chosen) {
    if (!chosen.equals(trainedNow)) {
      for (Parameter parameter : program.parameters()) {
        NDArray array = weights.get(parameter.name());
        if (array != null) {
          array.setRequiresGradient(chosen.contains(parameter));
        }
      }
      trainedNow = chosen;
    }
  }

  private void check(String name, BatchSide side) {
    if (side.count() != batchSize
        || side.channels() != spec().channels()
        || side.side() != spec().resolution()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s must have %d samples of %d channels and %d pixels for %s, got %d, %d and %d",
              name,
              batchSize,
              spec().channels(),
              spec().resolution(),
              spec(),
              side.count(),
              side.channels(),
              side.side()));
    }
  }

  private NDArray picture(NDManager scope, Dims dims, FloatBuffer values) {
    Shape shape = new Shape(dims.toLongs());
    if (onboard.isPresent()) {
      float[] copy = new float[Math.toIntExact(dims.count())];
      values.get(0, copy);
      return scope.create(copy, shape);
    }
    NDArray array = scope.zeros(shape);
    FloatBuffer to = HostMemory.floats(array);
    to.put(0, values, 0, to.capacity());
    return array;
  }

  private FloatBuffer weightMemory(String name) {
    for (WeightMemory own : memories.values()) {
      if (own.arrays().containsKey(name)) {
        FloatBuffer buffer = own.host().get(name);
        if (buffer != null) {
          return buffer;
        }
      }
    }
    throw new IllegalArgumentException(spec() + " has no weight " + name);
  }

  private NDArray weight(String name) {
    NDArray array = weights.get(name);
    if (array == null) {
      throw new IllegalArgumentException(spec() + " has no weight " + name);
    }
    return array;
  }

  private FloatBuffer values(NDArray array) {
    return onboard.isPresent() ? FloatBuffer.wrap(array.toFloatArray()) : HostMemory.floats(array);
  }
}
