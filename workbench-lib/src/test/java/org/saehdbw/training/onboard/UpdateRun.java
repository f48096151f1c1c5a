package org.saehdbw.training.onboard;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtEngine;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.saehdbw.optimizers.OptimizerOptions;
import org.saehdbw.optimizers.UpdateScript;
import org.saehdbw.tensors.Parameter;

/** The script's update alone, on gradients that are given, with the CPU as the device. */
final class UpdateRun implements AutoCloseable {
  private final NDManager manager = NDManager.newBaseManager(Device.cpu(), PtEngine.ENGINE_NAME);
  private final DeviceCopy copy = new DeviceCopy(manager);
  private final List<Parameter> parameters;
  private final FlatMemory weights;
  private final OnboardOptimizer optimizer;
  private final Map<Set<String>, ScriptModule> modules = new LinkedHashMap<>();

  UpdateRun(boolean adaBelief, OptimizerOptions options, List<Parameter> parameters) {
    this.parameters = parameters;
    weights = new FlatMemory(manager, copy, parameters, FlatMemory.newMirror(parameters));
    optimizer = new OnboardOptimizer(adaBelief, options, parameters, 1, manager, copy);
  }

  Map<String, FloatBuffer> weights() {
    return weights.host();
  }

  OnboardOptimizer optimizer() {
    return optimizer;
  }

  /** Makes an update where {@code ok}; gradients by name, of the trained ones alone. */
  void step(Map<String, float[]> gradients, boolean ok) {
    Set<String> trained = new HashSet<>(gradients.keySet());
    UpdateScript update = optimizer.script(trained);
    ScriptModule module =
        modules.computeIfAbsent(trained, t -> ScriptModule.load(manager, text(update)));
    List<NDArray> arguments = new ArrayList<>();
    arguments.add(named(weights.flat(), ScriptModule.WEIGHTS));
    optimizer.memory().forEach(m -> arguments.add(named(m.flat(), ScriptModule.STATE)));
    try (NDManager scope = manager.newSubManager()) {
      arguments.add(named(scope.create(ok), "xs[]"));
      arguments.add(named(scope.create((double) update.rate(optimizer.rateFactor())), "xs[]"));
      arguments.add(named(scope.create(update.positions(optimizer.iterations())), "xs[]"));
      for (Parameter parameter : parameters) {
        float[] gradient = gradients.get(parameter.name());
        if (gradient != null) {
          Shape shape = new Shape(parameter.dims().toLongs());
          arguments.add(named(scope.create(gradient, shape), "gs[]"));
        }
      }
      JniUtils.setGradMode(false);
      module.run(scope, new NDList(arguments));
    }
    weights.written();
    if (ok) {
      optimizer.made();
    }
  }

  private String text(UpdateScript update) {
    StringBuilder text = new StringBuilder(update.functions());
    text.append("class M(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n");
    text.append(
        "  def forward(self: __torch__.M, ws: List[Tensor], ms: List[Tensor], xs: List[Tensor],"
            + " gs: List[Tensor]) -> List[Tensor]:\n");
    text.append("    fw, = ws\n    ok, rates, positions, = xs\n    rate = float(rates)\n");
    text.append(update.kinds() == 2 ? "    m0, m1, = ms\n" : "    m0, = ms\n");
    update.lines().forEach(line -> text.append("    ").append(line).append('\n'));
    return text.append("    return [ok]\n").toString();
  }

  private static NDArray named(NDArray array, String name) {
    array.setName(name);
    return array;
  }

  @Override
  public void close() {
    optimizer.close();
    modules.values().forEach(ScriptModule::close);
    copy.close();
    manager.close();
  }
}
