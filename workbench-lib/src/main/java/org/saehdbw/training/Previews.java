package org.saehdbw.training;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.dataloaders.FaceSource;
import org.saehdbw.dataloaders.PlainSamples;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.training.plan.TrainingPlan;
import org.saehdbw.training.previews.PreviewFiles;
import org.saehdbw.training.previews.PreviewPages;
import org.saehdbw.training.previews.PreviewSheet;
import org.saehdbw.training.steps.ModelStep;
import org.saehdbw.training.steps.Prediction;

/**
 * Draws the preview pictures of a run: always the same faces, which are not trained on, as they
 * are. (The original draws the last training batch, or with its history a sample that it keeps.)
 */
final class Previews {
  private final TrainingPlan plan;
  private final BatchSide src;
  private final BatchSide dst;

  private Previews(TrainingPlan plan, BatchSide src, BatchSide dst) {
    this.plan = plan;
    this.src = src;
    this.dst = dst;
  }

  /** Chooses and decodes the faces. */
  static Previews of(TrainingPlan plan, TrainingFaces faces, Consumer<String> warnings) {
    int rows = PreviewSheet.rows(plan.samples().batch().batchSize(), plan.spec().resolution());
    FaceSource src = faces.src().heldOut(rows);
    FaceSource dst = faces.dst().heldOut(rows);
    if (faces.src() == faces.dst()) {
      FaceSource both = faces.src().heldOut(2 * rows);
      src = everySecond(both, 0);
      dst = everySecond(both, both.indices().size() > 1 ? 1 : 0);
    }
    BatchSide srcFaces = PlainSamples.of(src, plan.samples(), warnings);
    BatchSide dstFaces = PlainSamples.of(dst, plan.samples(), warnings);
    return new Previews(plan, srcFaces, dstFaces);
  }

  private static FaceSource everySecond(FaceSource faces, int from) {
    List<Integer> all = faces.indices();
    List<Integer> chosen =
        IntStream.range(0, all.size()).filter(i -> i % 2 == from).mapToObj(all::get).toList();
    return new FaceSource(faces.faceset(), chosen);
  }

  /** Draws the faces with the model as it is and writes the pictures. */
  void write(RunFolder folder, long iteration, ModelStep model) throws IOException {
    int count = Math.min(src.count(), dst.count());
    if (count == 0) {
      return;
    }
    Prediction drawn = model.predict(src.target(), dst.target(), count);
    PreviewPages pages = PreviewSheet.pages(src, dst, drawn, plan.faceType());
    PreviewFiles.write(folder, plan.spec().toString(), iteration, pages);
  }
}
