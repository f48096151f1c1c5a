package org.saehdbw.experiments;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.dataloaders.FaceSource;
import org.saehdbw.dataloaders.PlainSamples;
import org.saehdbw.dataloaders.SampleOptions;
import org.saehdbw.evaluation.FaceFigures;
import org.saehdbw.evaluation.FaceMeter;
import org.saehdbw.evaluation.MaskedError;
import org.saehdbw.evaluation.MeanFace;
import org.saehdbw.evaluation.MeanFaceFile;
import org.saehdbw.evaluation.SwapFigures;
import org.saehdbw.evaluation.SwapMeter;
import org.saehdbw.parallel.Background;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.processes.StartClock;
import org.saehdbw.training.CheckpointScore;
import org.saehdbw.training.PreparedRun;
import org.saehdbw.training.TrainedModel;
import org.saehdbw.training.TrainerListener;
import org.saehdbw.training.TrainingFaces;
import org.saehdbw.training.plan.Stage;
import org.saehdbw.training.plan.TrainingPlan;
import org.saehdbw.training.steps.ModelStep;
import org.saehdbw.training.steps.Prediction;

/**
 * Judges a model at each checkpoint by faces it is not trained on: the squared error inside their
 * masks of what it draws of them. Beside it stands the error of the mean training face, its
 * brightness and contrast fitted to each of them: a model that is not below that has learnt nothing
 * of persons.
 *
 * <p>The figures of {@link FaceFigures} follow, for both sides and for each ({@code _src}, {@code
 * _dst}); they compare across gray and colour. Where two drawn persons are trained, {@link
 * SwapFigures} of the first held-out dst faces follow. Nothing of the training is touched: weights,
 * optimizer and the samples to come are the same bytes with and without a judge.
 */
public final class HeldOutJudge implements TrainerListener {
  /** Faces of 128 pixels; of larger ones fewer, so that they take no more memory. */
  private static final int MOST_FACES = 64;

  private static final int LEAST_FACES = 8;
  private static final double USUAL_SIDE = 128;
  private static final int PIECE = 8;

  /** Pieces in memory at once. */
  private static final int BESIDE = 2;

  private static final int MOST_FOR_MEAN = 128;

  /** Each needs the right face drawn once, and for its pose a dozen times more. */
  private static final int MOST_SWAPS = 16;

  private static final int MOST_POSES = 6;

  private final Consumer<String> warnings;
  private Optional<Background<Optional<Prepared>>> prepared = Optional.empty();

  /** The held-out faces of a side, which they are, and what the mean face comes to on them. */
  private record Side(BatchSide faces, List<Integer> indices, MeanErrors mean) {}

  /** Errors of the mean face: with brightness and contrast fitted to each face, and as it is. */
  private record MeanErrors(double fitted, double unfitted) {}

  /** What a model is compared with. */
  private record Prepared(Side src, Side dst, FaceMeter meter, Optional<SwapMeter> swaps) {}

  /** Makes a judge; {@link #started} prepares it. */
  public HeldOutJudge(Consumer<String> warnings) {
    this.warnings = warnings;
  }

  /** Begins to prepare on a thread of its own; the first judgement waits for it. */
  @Override
  public void started(PreparedRun run, long iteration) {
    StartClock.PROCESS.begin(StartClock.Phase.JUDGE);
    prepared = Optional.of(Background.start("judge", () -> prepareTimed(run)));
  }

  private Optional<Prepared> prepareTimed(PreparedRun run) {
    Optional<Prepared> made = prepare(run.plan(), run.faces());
    StartClock.PROCESS.end(StartClock.Phase.JUDGE);
    return made;
  }

  /**
   * Makes the files that judges of trainings like this one read: their faces at the model's size,
   * and the mean face. They are kept in the cache of decoded faces, if there is one.
   *
   * @param plan of one of the trainings
   * @param faces that it is trained on
   * @param warnings receives faces that cannot be read
   */
  public static void prepareFiles(
      TrainingPlan plan, TrainingFaces faces, Consumer<String> warnings) {
    if (plan.samples().cache().mib() > 0) {
      new HeldOutJudge(warnings).prepare(plan, faces);
    }
  }

  private Optional<Prepared> prepare(TrainingPlan plan, TrainingFaces faces) {
    boolean same = faces.src() == faces.dst() || plan.stage() == Stage.PRETRAIN;
    Side src = prepare(plan, faces.src());
    Side dst = same ? src : prepare(plan, faces.dst());
    if (src == null || dst == null) {
      return Optional.empty();
    }
    FaceMeter meter = new FaceMeter(plan.spec().resolution());
    Optional<SwapMeter> swaps =
        plan.stage() == Stage.TRAIN ? swaps(plan, faces, dst) : Optional.empty();
    return Optional.of(new Prepared(src, dst, meter, swaps));
  }

  private Optional<SwapMeter> swaps(TrainingPlan plan, TrainingFaces faces, Side dst) {
    return SwapMeter.of(
        faces.src().faceset(),
        faces.dst().faceset(),
        dst.indices().subList(0, Math.min(MOST_SWAPS, dst.indices().size())),
        MOST_POSES,
        plan.samples(),
        warnings);
  }

  private @Nullable Side prepare(TrainingPlan plan, TrainingFaces.Side side) {
    int heldOut = side.split().heldOut().size();
    if (heldOut == 0) {
      return null;
    }
    int resolution = plan.spec().resolution();
    double share = USUAL_SIDE * USUAL_SIDE / ((double) resolution * resolution);
    int most = (int) Math.max(LEAST_FACES, Math.min(MOST_FACES, Math.round(MOST_FACES * share)));
    FaceSource chosen = side.heldOut(Math.min(heldOut, most));
    SampleOptions options = plan.samples().withEyesMouth(true);
    MeanFace mean = meanFace(plan, side);
    BatchSide faces = PlainSamples.kept(chosen, options, warnings);
    MeanErrors errors = new MeanErrors(mean.error(faces), mean.unfittedError(faces));
    return new Side(faces, chosen.indices(), errors);
  }

  private MeanFace meanFace(TrainingPlan plan, TrainingFaces.Side side) {
    List<Integer> some = spread(side.training().indices());
    SampleOptions options = plan.samples();
    Optional<MeanFaceFile> file = meanFile(side, some, options);
    Optional<MeanFace> kept = file.flatMap(MeanFaceFile::read);
    if (kept.isPresent()) {
      return kept.get();
    }
    MeanFace mean = meanFace(plan, side, some);
    file.ifPresent(place -> place.write(mean));
    return mean;
  }

  /** Where the mean is kept that other trainings on these faces made; nothing without a cache. */
  private Optional<MeanFaceFile> meanFile(
      TrainingFaces.Side side, List<Integer> some, SampleOptions options) {
    if (options.cache().mib() == 0) {
      return Optional.empty();
    }
    try {
      StringBuilder content = new StringBuilder(options.picture().toString());
      for (int index : some) {
        content.append('\n').append(side.faceset().contentHash(index));
      }
      return Optional.of(
          new MeanFaceFile(
              options.cache().folder(),
              content.toString(),
              options.picture().channels(),
              options.picture().resolution()));
    } catch (FaceFileException e) {
      warnings.accept("the mean face is not kept: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Adds up pieces in their order, so that the sum does not hang on who was ready first. */
  private MeanFace meanFace(TrainingPlan plan, TrainingFaces.Side side, List<Integer> some) {
    MeanFace mean = new MeanFace(plan.spec().channels(), plan.spec().resolution());
    for (int at = 0; at < some.size(); at += BESIDE * PIECE) {
      List<List<Integer>> pieces = new ArrayList<>();
      for (int i = at; i < Math.min(some.size(), at + BESIDE * PIECE); i += PIECE) {
        pieces.add(some.subList(i, Math.min(some.size(), i + PIECE)));
      }
      pieces.parallelStream()
          .map(piece -> new FaceSource(side.faceset(), piece))
          .map(source -> PlainSamples.kept(source, plan.samples(), warnings))
          .toList()
          .forEach(mean::add);
    }
    return mean;
  }

  /** At most so many faces that the mean no longer moves, evenly spaced. */
  static List<Integer> spread(List<Integer> all) {
    int count = Math.min(MOST_FOR_MEAN, all.size());
    return IntStream.range(0, count)
        .mapToObj(i -> all.get((int) ((long) i * all.size() / count)))
        .toList();
  }

  @Override
  public Optional<CheckpointScore> judge(long iteration, ModelStep model) {
    Optional<Prepared> made = prepared.flatMap(Background::await);
    if (made.isEmpty()) {
      return Optional.empty();
    }
    Side first = made.get().src();
    Side second = made.get().dst();
    FaceMeter figuresOf = made.get().meter();
    Prediction srcDrawn = draw(model, first.faces(), second.faces());
    Prediction dstDrawn =
        first.faces().count() == second.faces().count()
            ? srcDrawn
            : draw(model, second.faces(), second.faces());
    double srcError = error(first.faces(), srcDrawn.srcSrc());
    double dstError = error(second.faces(), dstDrawn.dstDst());
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("held_out_src_error", srcError);
    figures.put("held_out_dst_error", dstError);
    figures.put("mean_face_src_error", first.mean().fitted());
    figures.put("mean_face_dst_error", second.mean().fitted());
    figures.put("one_picture_src_error", first.mean().unfitted());
    figures.put("one_picture_dst_error", second.mean().unfitted());
    FaceFigures ofSrc =
        FaceFigures.of(figuresOf.measure(first.faces(), srcDrawn.srcSrc(), srcDrawn.srcSrcMask()));
    FaceFigures ofDst =
        FaceFigures.of(figuresOf.measure(second.faces(), dstDrawn.dstDst(), dstDrawn.dstDstMask()));
    figures.putAll(FaceFigures.mean(ofSrc, ofDst).byName(""));
    figures.putAll(ofSrc.byName("_src"));
    figures.putAll(ofDst.byName("_dst"));
    made.get()
        .swaps()
        .ifPresent(swaps -> figures.putAll(swaps.measure(dstDrawn.srcDst()).byName()));
    return Optional.of(new CheckpointScore((srcError + dstError) / 2, figures));
  }

  /** Both sides at once where they are as many; else src faces alone, as both. */
  private static Prediction draw(ModelStep model, BatchSide one, BatchSide other) {
    FloatBuffer src = one.target();
    boolean same = one == other || one.count() != other.count();
    return TrainedModel.inPieces(model, src, same ? src : other.target(), one.count());
  }

  private static double error(BatchSide faces, FloatBuffer drawn) {
    MaskedError error = new MaskedError();
    error.add(faces, drawn);
    return error.value();
  }
}
