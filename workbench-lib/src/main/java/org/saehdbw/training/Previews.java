package org.saehdbw.training;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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
  private final FaceSource src;
  private final FaceSource dst;
  private final Consumer<String> warnings;
  private @Nullable Faces cut;

  /** Decoded faces of both sides. */
  private record Faces(BatchSide src, BatchSide dst) {}

  private Previews(TrainingPlan plan, FaceSource src, FaceSource dst, Consumer<String> warnings) {
    this.plan = plan;
    this.src = src;
    this.dst = dst;
    this.warnings = warnings;
  }

  /** Chooses the faces; the first picture decodes them, so that training begins before. */
  static Previews of(TrainingPlan plan, TrainingFaces faces, Consumer<String> warnings) {
    int rows = PreviewSheet.rows(plan.samples().batch().batchSize(), plan.spec().resolution());
    FaceSource src = faces.src().heldOut(rows);
    FaceSource dst = faces.dst().heldOut(rows);
    if (faces.src() == faces.dst()) {
      FaceSource both = faces.src().heldOut(2 * rows);
      src = everySecond(both, 0);
      dst = everySecond(both, both.indices().size() > 1 ? 1 : 0);
    }
    return new Previews(plan, src, dst, warnings);
  }

  private Faces faces() {
    Faces known = cut;
    if (known == null) {
      known =
          new Faces(
              PlainSamples.kept(src, plan.samples(), warnings),
              PlainSamples.kept(dst, plan.samples(), warnings));
      cut = known;
    }
    return known;
  }

  private static FaceSource everySecond(FaceSource faces, int from) {
    List<Integer> all = faces.indices();
    List<Integer> chosen =
        IntStream.range(0, all.size()).filter(i -> i % 2 == from).mapToObj(all::get).toList();
    return new FaceSource(faces.faceset(), chosen);
  }

  /** Draws the faces with the model as it is and writes the pictures. */
  void write(RunFolder folder, long iteration, ModelStep model) throws IOException {
    BatchSide srcFaces = faces().src();
    BatchSide dstFaces = faces().dst();
    int count = Math.min(srcFaces.count(), dstFaces.count());
    if (count == 0) {
      return;
    }
    Prediction drawn = model.predict(srcFaces.target(), dstFaces.target(), count);
    PreviewPages pages = PreviewSheet.pages(srcFaces, dstFaces, drawn, plan.faceType());
    PreviewFiles.write(folder, plan.spec().toString(), iteration, pages);
  }
}
