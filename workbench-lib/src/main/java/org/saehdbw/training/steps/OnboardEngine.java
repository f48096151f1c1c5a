package org.saehdbw.training.steps;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtEngine;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.optimizers.OptimizerOptions;
import org.saehdbw.optimizers.UpdateScript;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.ScriptForm;
import org.saehdbw.tensors.ScriptOps;
import org.saehdbw.training.onboard.BatchMemory;
import org.saehdbw.training.onboard.DeviceCopy;
import org.saehdbw.training.onboard.DeviceFailure;
import org.saehdbw.training.onboard.FlatMemory;
import org.saehdbw.training.onboard.OnboardOptimizer;
import org.saehdbw.training.onboard.OnboardScript;
import org.saehdbw.training.onboard.ScriptModule;
import org.saehdbw.training.onboard.StepDevice;

/** Whole steps with their updates, one TorchScript module for each set of trained parameters. */
final class OnboardEngine implements AutoCloseable {
  private record Loaded(
      List<String> lossNames, ScriptModule module, List<NDArray> constants, UpdateScript update) {}

  private record Key(StepPart part, List<Parameter> trained, OnboardOptimizer optimizer) {}

  /**
   * What a step found.
   *
   * @param lossNames the losses' names, one a column
   * @param losses (N, names), flat, before the update
   * @param moved whether the update was made
   */
  @SuppressWarnings("ArrayRecordComponent") // Read, never compared as a whole.
  record Found(List<String> lossNames, float[] losses, boolean moved) {}

  private final String device;
  private final StepBody body;
  private final NDManager manager;
  private final ScriptForm form;
  private final int batch;
  private final int atOnce;
  private final DeviceCopy copy;
  private final BatchMemory samples;
  private final Map<StepPart, FlatMemory> weights = new EnumMap<>(StepPart.class);
  private final Map<Key, Loaded> steps = new HashMap<>();

  /**
   * Makes weights that are zero, and the memory of a batch.
   *
   * @param manager of the device; owns them
   * @param place the device
   * @param batch samples a side
   * @param atOnce samples a side that are computed at once
   */
  OnboardEngine(
      StepBody body, NDManager manager, ScriptForm form, StepDevice place, int batch, int atOnce) {
    this.atOnce = atOnce;
    device = place.name();
    this.body = body;
    this.manager = manager;
    this.form = form;
    this.batch = batch;
    copy = new DeviceCopy(manager);
    samples = new BatchMemory(manager, copy, body.inputs(batch), atOnce);
    for (StepPart part : StepPart.values()) {
      List<Parameter> own = body.parameters(part);
      if (!own.isEmpty()) {
        weights.put(part, new FlatMemory(manager, copy, own, FlatMemory.newMirror(own)));
      }
    }
  }

  /** Returns the weights of each part that there is. */
  Map<StepPart, FlatMemory> weights() {
    return Collections.unmodifiableMap(weights);
  }

  /** Makes the optimizer of a part, with zero state. */
  OnboardOptimizer newOptimizer(
      StepPart part, boolean adaBelief, OptimizerOptions options, int threads) {
    return new OnboardOptimizer(adaBelief, options, body.parameters(part), threads, manager, copy);
  }

  /** Copies a batch to the device and returns its pieces' planes there, in the order of inputs. */
  List<List<NDArray>> take(BatchSide src, BatchSide dst) {
    samples.fill(src, dst);
    return samples.pieces();
  }

  /**
   * Makes one step on the batch that was taken last. It waits for the losses, which come when the
   * update is done or is known not to be.
   *
   * @param trained the parameters of the part that move
   */
  Found step(NDManager scope, StepPart part, List<Parameter> trained, OnboardOptimizer optimizer) {
    Loaded step = steps.computeIfAbsent(new Key(part, List.copyOf(trained), optimizer), this::load);
    NDList arguments = new NDList();
    weights.values().forEach(memory -> add(arguments, memory.flat(), ScriptModule.WEIGHTS));
    optimizer.memory().forEach(memory -> add(arguments, memory.flat(), ScriptModule.STATE));
    add(arguments, samples.flat(), ScriptModule.OTHERS);
    // On the CPU whatever the device: its value is read without waiting for a card.
    double rate = step.update().rate(optimizer.rateFactor());
    try (NDManager host = NDManager.newBaseManager(Device.cpu(), PtEngine.ENGINE_NAME)) {
      add(arguments, host.create(rate), ScriptModule.OTHERS);
      long[] positions = step.update().positions(optimizer.iterations());
      add(arguments, scope.create(positions), ScriptModule.OTHERS);
      arguments.addAll(step.constants());
      NDList results = run(step.module(), scope, arguments);
      // A card's errors may come only now, with the first result that is waited for.
      float[] found = DeviceFailure.explained(device, () -> results.get(0).toFloatArray());
      boolean moved = found[found.length - 1] == 1;
      if (moved) {
        memory(part).written();
        optimizer.made();
      }
      return new Found(step.lossNames(), found, moved);
    }
  }

  private static NDList run(ScriptModule module, NDManager scope, NDList arguments) {
    JniUtils.setGradMode(true);
    try {
      return module.run(scope, arguments);
    } finally {
      JniUtils.setGradMode(false);
    }
  }

  private static void add(NDList arguments, NDArray array, String name) {
    array.setName(name);
    arguments.add(array);
  }

  private FlatMemory memory(StepPart part) {
    FlatMemory memory = weights.get(part);
    if (memory == null) {
      throw new IllegalStateException("the step has no weights of " + part);
    }
    return memory;
  }

  private Loaded load(Key key) {
    List<Integer> pieces = new ArrayList<>();
    for (int first = 0; first < batch; first += atOnce) {
      pieces.add(Math.min(atOnce, batch - first));
    }
    UpdateScript update =
        key.optimizer()
            .script(key.trained().stream().map(Parameter::name).collect(Collectors.toSet()));
    OnboardScript script = script(body, key.part(), pieces, form, key.trained(), update);
    return new Loaded(
        script.lossNames(),
        ScriptModule.load(manager, script.text()),
        script.constants().stream().map(c -> ScriptModule.array(manager, c)).toList(),
        update);
  }

  /**
   * Writes a step with its update.
   *
   * @param part that is updated
   * @param pieces samples a side of each piece of the batch, in order
   * @param trained the parameters of the part that move
   */
  static OnboardScript script(
      StepBody body,
      StepPart part,
      List<Integer> pieces,
      ScriptForm form,
      List<Parameter> trained,
      UpdateScript update) {
    Map<Integer, OnboardScript.Piece> written = new TreeMap<>();
    List<String> names = List.of();
    for (int size : new TreeSet<>(pieces)) {
      ScriptOps ops = new ScriptOps(body.parameters(), form);
      List<ScriptOps.Name> inputs = body.inputs(size).stream().map(ops::input).toList();
      StepBody.Losses<ScriptOps.Name> losses = body.losses(part, ops, inputs);
      names = losses.names();
      written.put(size, new OnboardScript.Piece(ops, losses.terms()));
    }
    List<StepPart> parts =
        Arrays.stream(StepPart.values()).filter(p -> !body.parameters(p).isEmpty()).toList();
    return new OnboardScript(
        names,
        List.copyOf(pieces),
        written,
        body.inputs(pieces.stream().mapToInt(Integer::intValue).sum()),
        parts.stream().map(body::parameters).toList(),
        parts.indexOf(part),
        trained,
        update);
  }

  @Override
  public void close() {
    steps.values().forEach(loaded -> loaded.module().close());
    copy.close();
  }
}
