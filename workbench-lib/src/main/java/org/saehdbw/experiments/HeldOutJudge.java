package org.saehdbw.experiments;

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
import org.saehdbw.evaluation.MaskedError;
import org.saehdbw.evaluation.MeanFace;
import org.saehdbw.training.Judgement;
import org.saehdbw.training.ModelStep;
import org.saehdbw.training.Prediction;
import org.saehdbw.training.PreparedRun;
import org.saehdbw.training.Stage;
import org.saehdbw.training.TrainedModel;
import org.saehdbw.training.TrainerListener;
import org.saehdbw.training.TrainingFaces;

/**
 * Judges a model at each checkpoint by faces it is not trained on: the squared error inside their
 * masks of what it draws of them. Beside it stands the error of the mean training face, its
 * brightness and contrast fitted to each of them: a model that is not below that has learnt nothing
 * of persons.
 */
public final class HeldOutJudge implements TrainerListener {
  /** Faces of 128 pixels; of larger ones fewer, so that they take no more memory. */
  private static final int MOST_FACES = 64;

  private static final int LEAST_FACES = 8;
  private static final double USUAL_SIDE = 128;
  private static final int PIECE = 8;
  private static final int MOST_FOR_MEAN = 128;

  private final Consumer<String> warnings;
  private @Nullable Side src;
  private @Nullable Side dst;

  /** The held-out faces of a side, and what the mean face comes to on them. */
  private record Side(BatchSide faces, double meanFaceError) {}

  /** Makes a judge; {@link #started} prepares it. */
  public HeldOutJudge(Consumer<String> warnings) {
    this.warnings = warnings;
  }

  @Override
  public void started(PreparedRun run, long iteration) {
    boolean same = run.faces().src() == run.faces().dst();
    src = prepare(run, run.faces().src());
    dst = same || run.plan().stage() == Stage.PRETRAIN ? src : prepare(run, run.faces().dst());
  }

  private @Nullable Side prepare(PreparedRun run, TrainingFaces.Side side) {
    int heldOut = side.split().heldOut().size();
    if (heldOut == 0) {
      return null;
    }
    int resolution = run.plan().spec().resolution();
    double share = USUAL_SIDE * USUAL_SIDE / ((double) resolution * resolution);
    int most = (int) Math.max(LEAST_FACES, Math.min(MOST_FACES, Math.round(MOST_FACES * share)));
    BatchSide faces =
        PlainSamples.of(side.heldOut(Math.min(heldOut, most)), run.plan().samples(), warnings);
    MeanFace mean = new MeanFace(run.plan().spec().channels(), resolution);
    List<Integer> some = spread(side.training().indices());
    for (int at = 0; at < some.size(); at += PIECE) {
      List<Integer> piece = some.subList(at, Math.min(some.size(), at + PIECE));
      mean.add(
          PlainSamples.of(new FaceSource(side.faceset(), piece), run.plan().samples(), warnings));
    }
    return new Side(faces, mean.error(faces));
  }

  /** At most so many faces that the mean no longer moves, evenly spaced. */
  private static List<Integer> spread(List<Integer> all) {
    int count = Math.min(MOST_FOR_MEAN, all.size());
    return IntStream.range(0, count)
        .mapToObj(i -> all.get((int) ((long) i * all.size() / count)))
        .toList();
  }

  @Override
  public Optional<Judgement> judge(long iteration, ModelStep model) {
    Side first = src;
    Side second = dst;
    if (first == null || second == null) {
      return Optional.empty();
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    double srcError = error(first.faces(), model, true);
    double dstError = error(second.faces(), model, false);
    figures.put("held_out_src_error", srcError);
    figures.put("held_out_dst_error", dstError);
    figures.put("mean_face_src_error", first.meanFaceError());
    figures.put("mean_face_dst_error", second.meanFaceError());
    return Optional.of(new Judgement((srcError + dstError) / 2, figures));
  }

  private static double error(BatchSide faces, ModelStep model, boolean src) {
    Prediction drawn = TrainedModel.inPieces(model, faces.target(), faces.target(), faces.count());
    MaskedError error = new MaskedError();
    error.add(faces, src ? drawn.srcSrc() : drawn.dstDst());
    return error.value();
  }
}
