package org.saehdbw.experiments.compare.running;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.saehdbw.dataloaders.Batch;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.dataloaders.CacheOptions;
import org.saehdbw.dataloaders.FaceLoader;
import org.saehdbw.dataloaders.LoaderTimes;
import org.saehdbw.dataloaders.SampleOptions;
import org.saehdbw.experiments.compare.plan.Level;
import org.saehdbw.experiments.compare.results.ArmFacts;
import org.saehdbw.experiments.compare.results.StepTimes;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.TimedTrainingStep;
import org.saehdbw.training.TrainingFaces;
import org.saehdbw.training.plan.TrainingPlan;

/** One arm at one level, ready to be measured: a loader, a network on a fixed batch, or both. */
final class ArmBench implements AutoCloseable {
  private static final int FILES_LOOKED_AT = 64;

  private final TrainingPlan plan;
  private final TrainingFaces faces;
  private final Level level;
  private final SampleOptions samples;
  private final Optional<FaceLoader> loader;
  private final Optional<TimedTrainingStep> network;
  private final @Nullable Batch fixed;
  private long batchBytes;

  private ArmBench(
      TrainingPlan plan,
      TrainingFaces faces,
      Level level,
      SampleOptions samples,
      Optional<FaceLoader> loader,
      Optional<TimedTrainingStep> network,
      @Nullable Batch fixed) {
    this.plan = plan;
    this.faces = faces;
    this.level = level;
    this.samples = samples;
    this.loader = loader;
    this.network = network;
    this.fixed = fixed;
  }

  /**
   * Opens what the level needs. Fixed input is the first batch that a training of these settings
   * gets.
   *
   * @param warnings told of faces that cannot be read
   * @throws SettingsException if the settings cannot be done
   */
  static ArmBench open(Settings settings, Level level, Consumer<String> warnings)
      throws SettingsException, InterruptedException {
    TrainingPlan plan = TrainingPlan.of(settings);
    TrainingFaces faces = TrainingFaces.open(plan);
    SampleOptions samples = samples(plan, level);
    FaceLoader loader =
        FaceLoader.start(faces.src().training(), faces.dst().training(), samples, 1, warnings);
    Batch fixed = null;
    if (!level.loads()) {
      fixed = copy(loader.next());
      loader.close();
    }
    return new ArmBench(
        plan,
        faces,
        level,
        samples,
        level.loads() ? Optional.of(loader) : Optional.empty(),
        level.computes() ? Optional.of(TimedTrainingStep.open(plan)) : Optional.empty(),
        fixed);
  }

  /** Alone, a loader has as many threads as the engine would have; beside it, what it asks for. */
  private static SampleOptions samples(TrainingPlan plan, Level level) {
    SampleOptions samples = plan.samples();
    if (!level.computes() && samples.batch().threads() == 0) {
      samples = samples.with(samples.batch().withThreads(plan.threads()));
    }
    return level == Level.DECODE ? samples.with(CacheOptions.none()) : samples;
  }

  private static Batch copy(Batch batch) {
    return new Batch(1, copy(batch.src()), copy(batch.dst()), 0, LoaderTimes.NONE);
  }

  private static BatchSide copy(BatchSide side) {
    return BatchSide.of(
        side.count(),
        side.channels(),
        side.side(),
        side.warped(),
        side.target(),
        side.mask(),
        side.eyesMouth(),
        side.names());
  }

  /**
   * Runs steps that are not measured; before them a loader that keeps faces goes once over all of
   * them.
   */
  void warmUp(int steps, BooleanSupplier stop) throws InterruptedException {
    if (loader.isPresent() && level != Level.DECODE) {
      int most = Math.max(count(faces.src()), count(faces.dst()));
      for (int i = 0; i * samples.batch().batchSize() < most && !stop.getAsBoolean(); i++) {
        loader.get().next();
      }
    }
    block(0, Math.max(1, steps), stop);
  }

  private static int count(TrainingFaces.Side side) {
    return side.split().training().size();
  }

  /**
   * Measures steps in a row.
   *
   * @param settle steps before them that do not count
   * @param stop asked before every step; the block is shorter then
   */
  List<StepTimes> block(int settle, int steps, BooleanSupplier stop) throws InterruptedException {
    List<StepTimes> times = new ArrayList<>();
    for (int i = -settle; i < steps && !stop.getAsBoolean(); i++) {
      StepTimes step = step();
      if (i >= 0) {
        times.add(step);
      }
    }
    if (loader.isPresent()) {
      CpuIdle.awaitIdle();
    }
    return times;
  }

  private StepTimes step() throws InterruptedException {
    long begun = System.nanoTime();
    Batch batch = fixed == null ? loader.orElseThrow().next() : fixed;
    double waited = fixed == null ? (System.nanoTime() - begun) / 1e6 : 0;
    TimedTrainingStep.Times times =
        network.isPresent()
            ? network.get().step(batch.src(), batch.dst())
            : new TimedTrainingStep.Times(0, 0, 0, 0, 0);
    double whole = (System.nanoTime() - begun) / 1e6;
    batchBytes = bytes(batch.src()) + bytes(batch.dst());
    return new StepTimes(
        whole,
        waited,
        times.copyMillis(),
        times.computeMillis(),
        times.optimizerMillis(),
        batch.times());
  }

  private static long bytes(BatchSide side) {
    return (long) side.warpedBytes().capacity()
        + side.targetBytes().capacity()
        + side.maskBytes().capacity()
        + side.eyesMouthBytes().capacity();
  }

  /** How many threads make samples now. */
  int loaderThreads() {
    return loader.map(FaceLoader::threads).orElse(0);
  }

  /** What it holds and moves; of batches only after the first step. */
  ArmFacts facts() throws FaceFileException {
    Faceset src = faces.src().faceset();
    boolean same = faces.src() == faces.dst();
    return new ArmFacts(
        fileBytes(src),
        Math.round(
            src.entries().stream()
                .mapToLong(face -> (long) face.width() * face.height() * face.channels())
                .average()
                .orElse(0)),
        samples.keptBytes(),
        batchBytes,
        network.map(TimedTrainingStep::weightBytes).orElse(0L),
        network.map(TimedTrainingStep::optimizerBytes).orElse(0L),
        plan.threads(),
        count(faces.src()) + (same ? 0 : count(faces.dst())));
  }

  private static long fileBytes(Faceset faces) throws FaceFileException {
    long sum = 0;
    int files = 0;
    for (int i = 0; i < Math.min(FILES_LOOKED_AT, faces.entries().size()); i++) {
      OptionalLong size = size(faces, i);
      if (size.isPresent()) {
        sum += size.getAsLong();
        files++;
      }
    }
    return files == 0 ? 0 : sum / files;
  }

  private static OptionalLong size(Faceset faces, int index) throws FaceFileException {
    return faces.file(index).map(file -> OptionalLong.of(file.length)).orElse(OptionalLong.empty());
  }

  @Override
  public void close() {
    loader.ifPresent(FaceLoader::close);
    network.ifPresent(TimedTrainingStep::close);
  }
}
