package org.saehdbw.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.architectures.Network;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.losses.LossOptions;
import org.saehdbw.optimizers.OptimizerOptions;
import org.saehdbw.tensors.Constant;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.Precision;
import org.saehdbw.tensors.ScriptArchive;
import org.saehdbw.tensors.ScriptForm;
import org.saehdbw.training.onboard.OnboardScript;
import org.saehdbw.training.steps.Interpreter;
import org.saehdbw.training.steps.StepResult;
import org.saehdbw.training.steps.StepScript;
import org.saehdbw.training.steps.SyntheticStep;

/**
 * Writes whole training steps, update included, for machines that have only Python's PyTorch: a
 * TorchScript archive for each model, batch and precision, and a runner that checks and times them.
 *
 * <p>Weights are written for the smallest model alone, with what Java's own step makes of them; the
 * runner draws those of the others, so the folder stays small.
 *
 * @param models at least one, the most important first
 * @param batches samples a side, at least one, the most important first
 * @param precisions of convolutions, at least one
 */
record StepArchives(List<ModelSpec> models, List<Integer> batches, List<Precision> precisions) {
  /** How many updates Java makes for the comparison. */
  static final int UPDATES = 3;

  /** The arrays that all archives share, one behind the other in a file. */
  private static final class Arrays {
    private final List<FloatBuffer> written = new ArrayList<>();
    private final Map<String, Map<String, Object>> constants = new LinkedHashMap<>();
    private long floats;

    /** Adds an array and returns where it begins, in floats. */
    long add(FloatBuffer array) {
      long offset = floats;
      written.add(array);
      floats += array.capacity();
      return offset;
    }

    long addAll(Iterable<FloatBuffer> arrays) {
      long offset = floats;
      arrays.forEach(this::add);
      return offset;
    }

    void add(Constant constant) {
      constants.computeIfAbsent(
          constant.name(),
          name ->
              new LinkedHashMap<>(
                  Map.of(
                      "dims",
                      constant.dims().sizes(),
                      "offset",
                      add(FloatBuffer.wrap(constant.values())))));
    }
  }

  /**
   * Writes all of it.
   *
   * @param folder made where it is missing; files of the same names are overwritten
   */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Arrays arrays = new Arrays();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("learning_rate", OptimizerOptions.defaults(1).learningRate());
    document.put("models", models.stream().map(StepArchives::described).toList());
    document.put("archives", archives(folder, arrays));
    document.put("check", check(arrays));
    document.put("constants", arrays.constants);
    StepEmitter.write(folder.resolve("arrays.bin"), arrays.written);
    new ObjectMapper()
        .writerWithDefaultPrettyPrinter()
        .writeValue(folder.resolve("cases.json").toFile(), document);
    for (String name : List.of("run_archive.py", "archive_worker.py", "torch_step.py")) {
      BenchPython.script(name, folder);
    }
  }

  private static Map<String, Object> described(ModelSpec spec) {
    List<Map<String, Object>> parameters = new ArrayList<>();
    for (Parameter parameter : Network.of(spec).parameters()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", parameter.name());
      one.put("dims", parameter.dims().sizes());
      parameters.add(one);
    }
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("name", spec.toString());
    model.put("resolution", spec.resolution());
    model.put("channels", spec.channels());
    model.put("parameters", parameters);
    return model;
  }

  private List<Map<String, Object>> archives(Path folder, Arrays arrays) throws IOException {
    List<Map<String, Object>> archives = new ArrayList<>();
    for (ModelSpec spec : models) {
      for (int batch : batches) {
        for (Precision precision : precisions) {
          OnboardScript script =
              StepScript.withUpdate(
                  spec,
                  LossOptions.defaults(),
                  batch,
                  ScriptForm.of(precision),
                  OptimizerOptions.defaults(1));
          script.constants().forEach(arrays::add);
          String file = file(spec, batch, precision);
          Files.write(folder.resolve(file), ScriptArchive.of(script.text()));
          Map<String, Object> archive = new LinkedHashMap<>();
          archive.put("model", spec.toString());
          archive.put("batch", batch);
          archive.put("precision", precision.option());
          archive.put("file", file);
          archive.put("inputs", script.inputs().stream().map(Dims::sizes).toList());
          archive.put("constants", script.constants().stream().map(Constant::name).toList());
          archive.put("loss_names", script.lossNames());
          archives.add(archive);
        }
      }
    }
    return archives;
  }

  private static String file(ModelSpec spec, int batch, Precision precision) {
    return String.format(Locale.ROOT, "%s-b%d-%s.pt", spec, batch, precision.option());
  }

  /**
   * Weights, input, and what Java's own step finds with them: losses of each update, and weights.
   */
  private Map<String, Object> check(Arrays arrays) {
    ModelSpec spec =
        models.stream().min(Comparator.comparingLong(StepArchives::size)).orElseThrow();
    int batch = batches.stream().min(Comparator.naturalOrder()).orElseThrow();
    Precision precision = precisions.get(0);
    Map<String, Object> check = new LinkedHashMap<>();
    check.put("file", file(spec, batch, precision));
    try (SyntheticStep step = new SyntheticStep(spec, Interpreter.SCRIPT, precision, 2, batch)) {
      check.put("weights", arrays.addAll(copies(step)));
      List<FloatBuffer> inputs = new ArrayList<>();
      for (BatchSide side : List.of(step.src(), step.dst())) {
        inputs.addAll(List.of(side.warped(), side.target(), side.mask(), side.eyesMouth()));
      }
      check.put("inputs", arrays.addAll(inputs.stream().map(StepArchives::copy).toList()));
      List<List<List<Float>>> losses = new ArrayList<>();
      for (int update = 0; update < UPDATES; update++) {
        losses.add(losses(step.run(), batch));
      }
      check.put("losses", losses);
      check.put("weights_after", arrays.addAll(copies(step)));
    }
    return check;
  }

  private static long size(ModelSpec spec) {
    return Network.of(spec).parameters().stream().mapToLong(p -> p.dims().count()).sum();
  }

  /** Losses (N, columns). */
  private static List<List<Float>> losses(StepResult result, int batch) {
    List<List<Float>> rows = new ArrayList<>();
    for (int sample = 0; sample < batch; sample++) {
      List<Float> row = new ArrayList<>();
      for (float[] term : result.terms().values()) {
        row.add(term[sample]);
      }
      rows.add(row);
    }
    return rows;
  }

  private static List<FloatBuffer> copies(SyntheticStep step) {
    return step.model().weights().values().stream().map(StepArchives::copy).toList();
  }

  private static FloatBuffer copy(FloatBuffer from) {
    return FloatBuffer.allocate(from.capacity()).put(0, from, 0, from.capacity());
  }
}
