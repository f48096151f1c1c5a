package org.saehdbw.training.onboard;

import ai.djl.ndarray.NDManager;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.saehdbw.optimizers.AdaBelief;
import org.saehdbw.optimizers.Optimizer;
import org.saehdbw.optimizers.OptimizerOptions;
import org.saehdbw.optimizers.RmsProp;
import org.saehdbw.optimizers.Slot;
import org.saehdbw.optimizers.StateArray;
import org.saehdbw.optimizers.UpdateScript;
import org.saehdbw.optimizers.Variable;
import org.saehdbw.tensors.Parameter;

/**
 * An optimizer whose state is on the device of a step, where the step's script makes its updates.
 *
 * <p>It keeps an optimizer of Java's with a mirror of the state, which counts updates, knows the
 * rate, and is what checkpoints save and restore. So checkpoints are those of Java's optimizers. An
 * update by {@link #step} is made in Java, on that mirror.
 */
public final class OnboardOptimizer implements Optimizer {
  private final boolean adaBelief;
  private final OptimizerOptions options;
  private final List<Variable> variables;
  private final Optimizer host;
  private final List<FlatMemory> state = new ArrayList<>();

  /**
   * Makes an optimizer with zero state.
   *
   * @param adaBelief whether it is AdaBelief, else RMSprop
   * @param parameters all weights of the updated part, frozen ones included
   * @param threads of updates in Java, at least 1
   * @param manager of the device; owns the state there
   */
  public OnboardOptimizer(
      boolean adaBelief,
      OptimizerOptions options,
      List<Parameter> parameters,
      int threads,
      NDManager manager,
      DeviceCopy copy) {
    this.adaBelief = adaBelief;
    this.options = options;
    variables = parameters.stream().map(p -> new Variable(p.name(), p.dims().sizes())).toList();
    host =
        adaBelief
            ? new AdaBelief(options, variables, threads)
            : new RmsProp(options, variables, threads);
    List<StateArray> arrays = host.state();
    for (int first = 0; first < arrays.size(); first += parameters.size()) {
      Map<String, FloatBuffer> mirror = new LinkedHashMap<>();
      arrays
          .subList(first, first + parameters.size())
          .forEach(array -> mirror.put(array.name(), array.values()));
      state.add(new FlatMemory(manager, copy, parameters, mirror));
    }
  }

  /** Writes the update of some of the weights as a script. */
  public UpdateScript script(Set<String> trained) {
    return UpdateScript.of(adaBelief, options, variables, trained);
  }

  /** Returns the state's flat arrays on the device, newest values first brought there. */
  public List<FlatMemory> memory() {
    return List.copyOf(state);
  }

  /** Notes that a script has made an update on the device. */
  public void made() {
    state.forEach(FlatMemory::written);
    host.finish();
  }

  private void toHost() {
    state.forEach(FlatMemory::host);
  }

  @Override
  public void step(List<Slot> slots) {
    toHost();
    host.step(slots);
  }

  @Override
  public boolean updatesInParts() {
    return host.updatesInParts();
  }

  @Override
  public void update(List<Slot> slots) {
    toHost();
    host.update(slots);
  }

  @Override
  public void finish() {
    host.finish();
  }

  @Override
  public long iterations() {
    return host.iterations();
  }

  @Override
  public float rateFactor() {
    return host.rateFactor();
  }

  @Override
  public void scaleRate(float factor) {
    host.scaleRate(factor);
  }

  /** {@inheritDoc} The next update makes them out of date: ask again then. */
  @Override
  public List<StateArray> state() {
    toHost();
    return host.state();
  }

  @Override
  public List<String> restore(long iterations, Map<String, FloatBuffer> arrays) {
    toHost();
    return host.restore(iterations, arrays);
  }

  @Override
  public void close() {
    host.close();
  }
}
