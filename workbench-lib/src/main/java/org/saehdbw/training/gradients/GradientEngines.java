package org.saehdbw.training.gradients;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtEngine;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.saehdbw.tensors.Constant;
import org.saehdbw.tensors.EagerOps;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.ScriptArchive;
import org.saehdbw.tensors.ScriptOps;
import org.saehdbw.training.steps.Interpreter;
import org.saehdbw.training.steps.TorchLibraries;

/** The two ways in which training computes gradients, applied to a small case. */
final class GradientEngines {
  /** A value and its gradient by each array. */
  record Result(double value, List<float[]> gradients) {}

  private GradientEngines() {}

  static Result run(Interpreter interpreter, GradientCase which, Map<String, float[]> point) {
    TorchLibraries.require();
    try (NDManager scope = NDManager.newBaseManager(Device.cpu(), PtEngine.ENGINE_NAME)) {
      Map<String, NDArray> arrays = new LinkedHashMap<>();
      for (Parameter parameter : which.arrays()) {
        NDArray array =
            scope.create(point.get(parameter.name()), new Shape(parameter.dims().toLongs()));
        array.setRequiresGradient(true);
        arrays.put(parameter.name(), array);
      }
      JniUtils.setGradMode(true);
      try {
        return interpreter == Interpreter.EAGER
            ? eager(scope, which, arrays)
            : script(scope, which, arrays);
      } finally {
        JniUtils.setGradMode(false);
      }
    }
  }

  private static Result eager(NDManager scope, GradientCase which, Map<String, NDArray> arrays) {
    NDArray total = which.total(new EagerOps(scope, p -> arrays.get(p.name())));
    NDArray seed = scope.ones(total.getShape());
    JniUtils.backward((PtNDArray) total, (PtNDArray) seed, false, false);
    List<float[]> gradients = new ArrayList<>();
    for (NDArray array : arrays.values()) {
      NDArray gradient = JniUtils.getGradient((PtNDArray) array);
      gradient.attach(scope);
      gradients.add(gradient.toFloatArray());
    }
    return new Result(total.toFloatArray()[0], gradients);
  }

  private static Result script(NDManager scope, GradientCase which, Map<String, NDArray> arrays) {
    ScriptOps ops = new ScriptOps(which.arrays());
    List<ScriptOps.Name> total = List.of(which.total(ops));
    NDList arguments = new NDList();
    for (NDArray array : arrays.values()) {
      array.setName("ws[]");
      arguments.add(array);
    }
    for (Constant constant : ops.constants()) {
      NDArray array = scope.create(constant.values(), new Shape(constant.dims().toLongs()));
      array.setName("xs[]");
      arguments.add(array);
    }
    byte[] archive = ScriptArchive.of(ops.module(total, total, which.arrays()));
    try (var in = new ByteArrayInputStream(archive);
        PtSymbolBlock block = JniUtils.loadModule((PtNDManager) scope, in, false, false)) {
      JniUtils.setGraphExecutorOptimize(false);
      NDList results = IValueUtils.forward(block, arguments, true);
      results.attach(scope);
      return new Result(
          results.get(0).toFloatArray()[0],
          results.subList(1, results.size()).stream().map(NDArray::toFloatArray).toList());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read an archive from memory", e);
    }
  }
}
