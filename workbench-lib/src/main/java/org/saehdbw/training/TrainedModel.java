package org.saehdbw.training;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.checkpoints.CheckpointStore;
import org.saehdbw.checkpoints.KeepPolicy;
import org.saehdbw.checkpoints.StoredCheckpoint;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.dataloaders.FaceSource;
import org.saehdbw.dataloaders.PlainSamples;
import org.saehdbw.dataloaders.SampleOptions;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.parallel.Progress;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.tensors.Precision;
import org.saehdbw.training.components.CustomComponents;
import org.saehdbw.training.plan.RunSettings;
import org.saehdbw.training.plan.TrainingPlan;
import org.saehdbw.training.steps.ModelProbe;
import org.saehdbw.training.steps.ModelStep;
import org.saehdbw.training.steps.Prediction;

/**
 * A model as a run saved it, for looking at what it draws. It owns native memory until {@link
 * #close}; use it from one thread at a time. The run may go on meanwhile.
 */
public final class TrainedModel implements AutoCloseable {
  private static final int PIECE = 8;

  private final TrainingPlan plan;
  private final ModelStep model;
  private final long iteration;

  private TrainedModel(TrainingPlan plan, ModelStep model, long iteration) {
    this.plan = plan;
    this.model = model;
    this.iteration = iteration;
  }

  /**
   * Opens a run's newest good checkpoint.
   *
   * @throws RunException if the run has none, or its settings are damaged
   */
  public static TrainedModel open(RunFolder run) throws IOException {
    return open(run, CustomComponents.NONE);
  }

  /**
   * Opens the newest good checkpoint of a run that was trained with parts of one's own.
   *
   * @param own the block that the run was trained with; its loss is not needed
   * @throws RunException if the run has none, or its settings are damaged or name another block
   */
  public static TrainedModel open(RunFolder run, CustomComponents own) throws IOException {
    StoredCheckpoint stored =
        new CheckpointStore(run.checkpoints(), KeepPolicy.defaults())
            .latestGood(damage -> {})
            .orElseThrow(() -> new RunException(run.path() + ": has no checkpoint yet"));
    Settings settings = StoredSettings.read(run, stored);
    TrainingPlan plan;
    try {
      plan = TrainingPlan.toDraw(settings, own);
    } catch (SettingsException e) {
      throw new RunException(run.settingsFile() + ": " + e.getMessage(), e);
    }
    ModelStep model =
        ModelStep.open(
            plan.spec(),
            plan.block(),
            plan.losses(),
            plan.interpreter(),
            Precision.FLOAT32,
            plan.threads(),
            1);
    try {
      ModelFiles.readWeights(stored, model);
      return new TrainedModel(plan, model, stored.state().iteration());
    } catch (IOException | RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /** Returns what the model is. */
  public ModelSpec spec() {
    return model.spec();
  }

  /** Returns how many iterations the weights were trained for. */
  public long iteration() {
    return iteration;
  }

  /** Returns what the run's settings come to. */
  public TrainingPlan plan() {
    return plan;
  }

  /** Returns how the run made its samples. */
  public SampleOptions samples() {
    return plan.samples();
  }

  /**
   * Opens the faces that the run is trained on and those that it holds out.
   *
   * @throws RunException if they are gone; the message names the setting
   */
  public TrainingFaces faces() throws IOException {
    return faces(Progress.NONE);
  }

  /**
   * Opens the faces that the run is trained on and those that it holds out.
   *
   * @param progress told how far it is
   * @throws RunException if they are gone; the message names the setting
   */
  public TrainingFaces faces(Progress progress) throws IOException {
    try {
      return TrainingFaces.open(plan, progress);
    } catch (SettingsException e) {
      throw new RunException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Opens other faces for both sides, with the run's part of them held out.
   *
   * @param faceset a folder, or drawn faces as {@code drawn:600,size=128,seed=7}
   * @param progress told how far it is
   * @throws RunException if there are none
   */
  public TrainingFaces faces(String faceset, Progress progress) throws IOException {
    try {
      Settings settings = plan.settings();
      for (Setting<String> key :
          List.of(RunSettings.SRC, RunSettings.DST, RunSettings.PRETRAINING_DATA)) {
        settings = settings.with(key.name(), faceset, "faces");
      }
      return TrainingFaces.open(plan.with(settings), progress);
    } catch (SettingsException e) {
      throw new RunException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Looks into the model; valid until this is closed. */
  public ModelProbe probe() {
    return new ModelProbe(model);
  }

  /**
   * Cuts faces as the model takes them, without any random change.
   *
   * @param faces any faceset
   * @param warnings told of faces that cannot be read; they are left out
   */
  public BatchSide cut(Faceset faces, Consumer<String> warnings) {
    return PlainSamples.of(FaceSource.all(faces), plan.samples(), warnings);
  }

  /**
   * Cuts faces of a source, such as those that the run holds out, without any random change.
   *
   * @param faces which faces
   * @param warnings told of faces that cannot be read; they are left out
   */
  public BatchSide cut(FaceSource faces, Consumer<String> warnings) {
    return PlainSamples.of(faces, plan.samples(), warnings);
  }

  /**
   * Draws src faces as themselves, dst faces as themselves, and src in the place of dst.
   *
   * @param src faces of the model's resolution and channels
   * @param dst as many
   * @throws IllegalArgumentException if the numbers differ
   */
  public Prediction predict(BatchSide src, BatchSide dst) {
    if (src.count() != dst.count() || src.count() == 0) {
      throw new IllegalArgumentException(
          "src and dst must be the same number of faces, at least 1, got "
              + src.count()
              + " and "
              + dst.count());
    }
    FloatBuffer first = src.target();
    return inPieces(model, first, src == dst ? first : dst.target(), src.count());
  }

  /**
   * Draws src in the place of each face.
   *
   * @param faces in (sample, channel, row, column) order from position 0, of the model's resolution
   *     and channels, values in [0, 1]
   * @param count of them, at least 1; memory grows with it
   * @throws IllegalArgumentException if the buffer holds another number of values
   */
  public ModelStep.Replaced replace(FloatBuffer faces, int count) {
    int floats = spec().channels() * spec().resolution() * spec().resolution();
    if (count < 1 || faces.remaining() != count * floats) {
      throw new IllegalArgumentException(
          count + " faces have " + count * floats + " values, got " + faces.remaining());
    }
    return model.replace(faces, count);
  }

  /**
   * Draws any number of faces with a model, a few at a time, so that memory stays bounded.
   *
   * @param src source pictures from position 0
   * @param dst destination pictures; the same buffer where both sides are the same faces
   * @param count of each, at least 1
   */
  public static Prediction inPieces(ModelStep model, FloatBuffer src, FloatBuffer dst, int count) {
    int channels = model.spec().channels();
    int side = model.spec().resolution();
    FloatBuffer[] all = new FloatBuffer[6];
    for (int i = 0; i < all.length; i++) {
      all[i] = FloatBuffer.allocate(count * side * side * (i % 2 == 0 ? channels : 1));
    }
    int floats = channels * side * side;
    for (int at = 0; at < count; at += PIECE) {
      int n = Math.min(PIECE, count - at);
      FloatBuffer first = src.slice(at * floats, n * floats);
      Prediction drawn =
          src == dst
              ? model.predict(first, n)
              : model.predict(first, dst.slice(at * floats, n * floats), n);
      all[0].put(drawn.srcSrc());
      all[1].put(drawn.srcSrcMask());
      all[2].put(drawn.dstDst());
      all[3].put(drawn.dstDstMask());
      all[4].put(drawn.srcDst());
      all[5].put(drawn.srcDstMask());
    }
    for (FloatBuffer buffer : all) {
      buffer.flip();
    }
    return new Prediction(count, channels, side, all[0], all[1], all[2], all[3], all[4], all[5]);
  }

  @Override
  public void close() {
    model.close();
  }
}
