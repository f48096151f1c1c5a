package org.saehdbw.experiments;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.saehdbw.evaluation.EvaluationManifest;
import org.saehdbw.evaluation.EvaluationSet;
import org.saehdbw.evaluation.MeanFace;
import org.saehdbw.evaluation.PoseBins;
import org.saehdbw.evaluation.SwapFigures;
import org.saehdbw.evaluation.SwapMeter;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.parallel.Progress;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.sources.Facesets;
import org.saehdbw.training.TrainedModel;
import org.saehdbw.training.TrainingFaces;
import org.saehdbw.training.components.CustomComponents;
import org.saehdbw.training.plan.Stage;

/**
 * Measures a run's newest checkpoint, as a cell says it:
 *
 * <pre>{@code
 * Evaluator.of(run).on(manifest).evaluate();
 * Evaluator.of(run).faces("drawn:200,size=128,seed=9").most(100).evaluate();
 * }</pre>
 *
 * Immutable; every call returns another one. The run folder is only read, and the run may go on.
 */
public final class Evaluator {
  /** How many faces of a side are chosen unless {@link #most} says otherwise. */
  public static final int MOST = 200;

  private static final int MOST_SWAPS = 32;
  private static final int MOST_POSES = 16;

  private final RunFolder run;
  private final CustomComponents own;
  private final Optional<EvaluationManifest> manifest;
  private final Optional<String> faces;
  private final int most;
  private final boolean besideMean;
  private final Progress progress;

  private Evaluator(
      RunFolder run,
      CustomComponents own,
      Optional<EvaluationManifest> manifest,
      Optional<String> faces,
      int most,
      boolean besideMean,
      Progress progress) {
    this.run = run;
    this.own = own;
    this.manifest = manifest;
    this.faces = faces;
    this.most = most;
    this.besideMean = besideMean;
    this.progress = progress;
  }

  /** Measures a run by faces that it holds out. */
  public static Evaluator of(Run run) {
    return new Evaluator(
        run.folder(), run.own(), Optional.empty(), Optional.empty(), MOST, false, Progress.NONE);
  }

  /** Measures a run by faces that it holds out. */
  public static Evaluator of(RunFolder run) {
    return new Evaluator(
        run, CustomComponents.NONE, Optional.empty(), Optional.empty(), MOST, false, Progress.NONE);
  }

  /** Returns this with pinned faces, in the place of chosen ones. */
  public Evaluator on(EvaluationManifest pinned) {
    return new Evaluator(run, own, Optional.of(pinned), faces, most, besideMean, progress);
  }

  /**
   * Returns this with other faces for both sides, of which none that were trained on are chosen.
   *
   * @param faceset a folder, or drawn faces such as {@code drawn:200,size=128,seed=9}
   */
  public Evaluator faces(String faceset) {
    return new Evaluator(run, own, manifest, Optional.of(faceset), most, besideMean, progress);
  }

  /** Returns this with other faces for both sides. */
  public Evaluator faces(Faceset faceset) {
    return faces(faceset.source());
  }

  /**
   * Returns this with at most so many faces of a side, where they are chosen here.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public Evaluator most(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("an evaluation needs at least one face, got " + count);
    }
    return new Evaluator(run, own, manifest, faces, count, besideMean, progress);
  }

  /** Returns this with the error of the mean training face measured on the same faces. */
  public Evaluator besideMeanFace() {
    return new Evaluator(run, own, manifest, faces, most, true, progress);
  }

  /** Returns this with a listener that is told how far it is. */
  public Evaluator progress(Progress listener) {
    return new Evaluator(run, own, manifest, faces, most, besideMean, listener);
  }

  /**
   * Measures. It takes the time of drawing the faces, and where swaps of drawn faces are compared a
   * few seconds more.
   *
   * @throws IOException if the run has no checkpoint, a file cannot be read, or pinned faces are
   *     missing or changed
   * @throws SettingsException if the run's faces are gone
   * @throws FaceFileException if there is no such faceset, or a face has to be decoded for its hash
   *     and cannot be
   * @throws IllegalArgumentException if there is no face to measure by
   */
  public Evaluation evaluate() throws IOException, SettingsException, FaceFileException {
    List<String> remarks = new ArrayList<>();
    try (TrainedModel model = TrainedModel.open(run, own)) {
      TrainingFaces trained = TrainingFaces.open(model.plan(), progress);
      Faceset src = trained.src().faceset();
      Faceset dst = trained.dst().faceset();
      if (faces.isPresent()) {
        src = Facesets.open(faces.get(), model.plan().threads(), progress);
        dst = src;
      }
      Set<String> seen = seen(trained);
      EvaluationManifest pinned = manifest.isPresent() ? manifest.get() : choose(src, dst, seen);
      EvaluationSet.Found srcFound = pinned.src().find(src);
      EvaluationSet.Found dstFound = pinned.dstOrSrc().find(dst);
      SideEvaluator sides = new SideEvaluator(model, pinned.bins(), remarks, progress);
      Optional<MeanFace> srcMean = mean(model, trained.src(), remarks);
      Optional<MeanFace> dstMean =
          trained.src() == trained.dst() ? srcMean : mean(model, trained.dst(), remarks);
      EvaluatedSide asSrc =
          sides.evaluate(src, pinned.src(), srcFound, true, count(src, srcFound, seen), srcMean);
      EvaluatedSide asDst =
          sides.evaluate(
              dst, pinned.dstOrSrc(), dstFound, false, count(dst, dstFound, seen), dstMean);
      remarkOn(asSrc, "src", remarks);
      remarkOn(asDst, "dst", remarks);
      return new Evaluation(
          run.name(),
          model.spec().toString(),
          model.plan().stage().text(),
          model.iteration(),
          pinned,
          asSrc,
          asDst,
          swap(model, sides, src, dst, dstFound),
          remarks);
    }
  }

  private Optional<MeanFace> mean(
      TrainedModel model, TrainingFaces.Side side, List<String> remarks) {
    return besideMean
        ? Optional.of(TrainedMean.of(model, side, remarks::add, progress))
        : Optional.empty();
  }

  /** Origins of all faces that were trained on, of both sides. */
  private static Set<String> seen(TrainingFaces trained) throws FaceFileException {
    Set<String> seen = new HashSet<>();
    for (TrainingFaces.Side side : List.of(trained.src(), trained.dst())) {
      for (int index : side.split().training()) {
        seen.add(side.faceset().originHash(index));
      }
    }
    return seen;
  }

  private EvaluationManifest choose(Faceset src, Faceset dst, Set<String> seen)
      throws FaceFileException {
    PoseBins bins = PoseBins.usual();
    Optional<EvaluationSet> other = Optional.empty();
    if (src != dst) {
      other = Optional.of(EvaluationSet.choose(dst, unseen(dst, seen), bins, most));
    }
    return new EvaluationManifest(
        bins, EvaluationSet.choose(src, unseen(src, seen), bins, most), other);
  }

  private List<Integer> unseen(Faceset of, Set<String> seen) throws FaceFileException {
    List<Integer> unseen = new ArrayList<>();
    for (int i = 0; i < of.entries().size(); i++) {
      if (!seen.contains(of.originHash(i))) {
        unseen.add(i);
      }
    }
    if (unseen.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s was trained on every face of %s; give it other faces, or hold some out",
              run.name(),
              of.source()));
    }
    return unseen;
  }

  private static int count(Faceset of, EvaluationSet.Found found, Set<String> seen)
      throws FaceFileException {
    int count = 0;
    for (int index : found.indices()) {
      count += seen.contains(of.originHash(index)) ? 1 : 0;
    }
    return count;
  }

  private static void remarkOn(EvaluatedSide side, String name, List<String> remarks) {
    if (side.trainedOn() > 0) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "%s: the run was trained on %d of the %d faces; their figures say nothing of unseen"
                  + " faces",
              name,
              side.trainedOn(),
              side.all().faces()));
    }
    if (side.otherForm() > 0) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "%s: %d of the %d faces are the pinned ones in another form, such as gray",
              name,
              side.otherForm(),
              side.all().faces()));
    }
  }

  private Optional<SwapFigures> swap(
      TrainedModel model,
      SideEvaluator sides,
      Faceset src,
      Faceset dst,
      EvaluationSet.Found found) {
    if (model.plan().stage() != Stage.TRAIN) {
      return Optional.empty();
    }
    List<Integer> first = found.indices().subList(0, Math.min(MOST_SWAPS, found.indices().size()));
    return SwapMeter.of(src, dst, first, MOST_POSES, model.samples(), warning -> {})
        .map(meter -> meter.measure(sides.swaps(dst, first)));
  }
}
