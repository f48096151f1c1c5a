package org.saehdbw.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.losses.LossOptions;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.Precision;
import org.saehdbw.tensors.ScriptForm;
import org.saehdbw.training.steps.Interpreter;
import org.saehdbw.training.steps.StepResult;
import org.saehdbw.training.steps.StepScript;
import org.saehdbw.training.steps.SyntheticStep;

/**
 * Writes a training step without its update for PyTorch's profiler: the TorchScript archive, its
 * arrays, the losses that Java found, and the script that profiles it.
 */
final class StepEmitter {
  private StepEmitter() {}

  static void emit(Path folder, ModelSpec spec, int batch, Precision precision) throws IOException {
    Files.createDirectories(folder);
    try (SyntheticStep step = new SyntheticStep(spec, Interpreter.SCRIPT, precision, 2, batch)) {
      List<Parameter> all = step.model().network().parameters();
      StepScript script =
          StepScript.step(spec, LossOptions.defaults(), batch, all, ScriptForm.of(precision));
      Files.write(folder.resolve("step.pt"), script.archive());
      List<FloatBuffer> arrays = new ArrayList<>(step.model().weights().values());
      for (BatchSide side : List.of(step.src(), step.dst())) {
        arrays.addAll(List.of(side.warped(), side.target(), side.mask(), side.eyesMouth()));
      }
      script.constants().forEach(c -> arrays.add(FloatBuffer.wrap(c.values())));
      write(folder.resolve("arrays.bin"), arrays);
      new ObjectMapper()
          .writerWithDefaultPrettyPrinter()
          .writeValue(
              folder.resolve("step.json").toFile(),
              meta(spec, batch, precision, script, step.compute()));
    }
    BenchPython.script("profile_archive.py", folder);
  }

  private static Map<String, Object> meta(
      ModelSpec spec, int batch, Precision precision, StepScript script, StepResult result) {
    List<List<Float>> losses = new ArrayList<>();
    for (int sample = 0; sample < batch; sample++) {
      List<Float> row = new ArrayList<>();
      for (float[] term : result.terms().values()) {
        row.add(term[sample]);
      }
      losses.add(row);
    }
    double squares = 0;
    for (FloatBuffer gradient : result.gradients().values()) {
      for (int i = 0; i < gradient.capacity(); i++) {
        squares += (double) gradient.get(i) * gradient.get(i);
      }
    }
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("model", spec.toString());
    meta.put("batch", batch);
    meta.put("precision", precision.option());
    meta.put("weights", script.parameters().stream().map(p -> p.dims().sizes()).toList());
    meta.put("inputs", script.inputs().stream().map(Dims::sizes).toList());
    meta.put("constants", script.constants().stream().map(c -> c.dims().sizes()).toList());
    meta.put("loss_names", script.lossNames());
    meta.put("losses", losses);
    meta.put("gradient_norm", Math.sqrt(squares));
    return meta;
  }

  /** Writes arrays one behind the other, as 32-bit floats, little end first. */
  static void write(Path file, List<FloatBuffer> arrays) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      for (FloatBuffer array : arrays) {
        ByteBuffer bytes =
            ByteBuffer.allocate(Float.BYTES * array.capacity()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(0, array, 0, array.capacity());
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
      }
    }
  }
}
