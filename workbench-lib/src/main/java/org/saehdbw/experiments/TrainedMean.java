package org.saehdbw.experiments;

import java.util.List;
import java.util.function.Consumer;
import org.saehdbw.dataloaders.FaceSource;
import org.saehdbw.dataloaders.PlainSamples;
import org.saehdbw.dataloaders.SampleOptions;
import org.saehdbw.evaluation.MeanFace;
import org.saehdbw.parallel.Progress;
import org.saehdbw.training.TrainedModel;
import org.saehdbw.training.TrainingFaces;

/** The mean of the faces that a run was trained on. */
final class TrainedMean {
  private static final int PIECE = 16;

  private TrainedMean() {}

  /** Adds up evenly spaced faces of a side, as a judge at each save does. */
  static MeanFace of(
      TrainedModel model, TrainingFaces.Side side, Consumer<String> warnings, Progress progress) {
    SampleOptions options = model.samples();
    MeanFace mean = new MeanFace(options.picture().channels(), options.picture().resolution());
    List<Integer> some = HeldOutJudge.spread(side.training().indices());
    for (int at = 0; at < some.size(); at += PIECE) {
      progress.at("faces of the mean face", at, some.size());
      List<Integer> piece = some.subList(at, Math.min(some.size(), at + PIECE));
      mean.add(PlainSamples.of(new FaceSource(side.faceset(), piece), options, warnings));
    }
    return mean;
  }
}
