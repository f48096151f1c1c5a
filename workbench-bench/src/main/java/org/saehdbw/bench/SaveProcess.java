package org.saehdbw.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.checkpoints.Checkpoint;
import org.saehdbw.checkpoints.CheckpointStore;
import org.saehdbw.checkpoints.KeepPolicy;
import org.saehdbw.checkpoints.NamedArray;
import org.saehdbw.checkpoints.TrainingState;
import org.saehdbw.statistics.Summary;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.tensors.Precision;
import org.saehdbw.training.saving.BackgroundWrite;
import org.saehdbw.training.saving.Snapshot;
import org.saehdbw.training.steps.Interpreter;
import org.saehdbw.training.steps.SyntheticStep;

/**
 * The child process that trains on fixed input and saves: MODEL BATCH THREADS SAVES STEPS
 * beside|between FOLDER.
 */
public final class SaveProcess {
  private static final int WARM_UP = 4;

  private final SyntheticStep step;
  private final ModelSpec spec;
  private final boolean beside;
  private final CheckpointStore store;
  private final BackgroundWrite writer = new BackgroundWrite();
  private final List<Double> stalls = new ArrayList<>();
  private final List<Double> clean = new ArrayList<>();
  private final List<Double> during = new ArrayList<>();
  private final List<Double> writes = new ArrayList<>();
  private final List<Double> costs = new ArrayList<>();
  private volatile long writtenAt;

  private SaveProcess(SyntheticStep step, ModelSpec spec, boolean beside, Path folder) {
    this.step = step;
    this.spec = spec;
    this.beside = beside;
    store = new CheckpointStore(folder, new KeepPolicy(1, 0, 0));
  }

  /** Times saves and steps and prints one JSON line. */
  public static void main(String[] arguments) throws IOException {
    ModelSpec spec = ModelSpec.parse(arguments[0]);
    int batch = Integer.parseInt(arguments[1]);
    int threads = Integer.parseInt(arguments[2]);
    int saves = Integer.parseInt(arguments[3]);
    int steps = Integer.parseInt(arguments[4]);
    boolean beside = arguments[5].equals("beside");
    try (SyntheticStep step =
        new SyntheticStep(spec, Interpreter.SCRIPT, Precision.FLOAT32, threads, batch)) {
      SaveProcess process = new SaveProcess(step, spec, beside, Path.of(arguments[6]));
      process.warmUp();
      for (int save = 1; save <= saves; save++) {
        process.save(save, steps);
      }
      System.out.println(new ObjectMapper().writeValueAsString(process.timing()));
    }
  }

  /** The first save loads the classes. */
  private void warmUp() throws IOException {
    for (int i = 0; i < WARM_UP; i++) {
      step.run();
    }
    begin(1);
    writer.await();
    step.run();
  }

  private void save(int number, int steps) throws IOException {
    List<Double> slowed = new ArrayList<>();
    long begun = System.nanoTime();
    begin(1 + number);
    stalls.add(millisSince(begun));
    for (int i = 0; i < steps || writer.isBusy(); i++) {
      boolean busy = writer.isBusy();
      long start = System.nanoTime();
      step.run();
      (busy ? slowed : clean).add(millisSince(start));
    }
    writer.await();
    writes.add((writtenAt - begun) / 1e6);
    double usual = Summary.of(clean).median();
    costs.add(
        stalls.get(stalls.size() - 1)
            + slowed.stream().mapToDouble(millis -> millis - usual).sum());
    during.addAll(slowed);
  }

  private void begin(long iteration) throws IOException {
    Checkpoint live = checkpoint(iteration);
    if (beside) {
      Snapshot copy = Snapshot.of(live);
      writer.begin(
          "saving",
          () -> {
            try (copy) {
              store.save(copy.checkpoint());
            }
            writtenAt = System.nanoTime();
          });
    } else {
      Checkpoint.requireFinite(live.weights());
      Checkpoint.requireFinite(live.optimizer());
      writer.begin(
          "saving",
          () -> {
            store.save(live);
            writtenAt = System.nanoTime();
          });
      writer.await();
    }
  }

  private Checkpoint checkpoint(long iteration) {
    TrainingState state =
        new TrainingState(
            spec.toString(),
            "train",
            iteration,
            iteration,
            1,
            1,
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            List.of());
    List<NamedArray> weights = new ArrayList<>();
    Map<String, FloatBuffer> memory = step.model().weights();
    for (Parameter parameter : step.model().network().parameters()) {
      weights.add(
          new NamedArray(
              parameter.name(),
              parameter.dims().sizes(),
              Objects.requireNonNull(memory.get(parameter.name()))));
    }
    List<NamedArray> moments =
        step.optimizerState().stream()
            .map(array -> new NamedArray(array.name(), array.shape(), array.values()))
            .toList();
    return new Checkpoint(
        state, weights, Map.of("model", spec.toString()), moments, OptionalDouble.empty());
  }

  private SaveTiming timing() throws IOException {
    return new SaveTiming(
        Summary.of(stalls).median(),
        Summary.of(clean).median(),
        during.isEmpty() ? 0 : Summary.of(during).median(),
        Summary.of(writes).median(),
        Summary.of(costs).median(),
        OurStepProcess.peakResidentMib());
  }

  private static double millisSince(long start) {
    return (System.nanoTime() - start) / 1e6;
  }
}
