package org.saehdbw.training;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.saehdbw.dataloaders.Batch;
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
 * are; and beside them some faces of the batch that was trained on last, as the original does.
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

  /**
   * Draws the faces with the model as it is and writes the pictures.
   *
   * @param last the batch that was trained on last; without one only the faces that are not trained
   *     on are drawn
   */
  void write(RunFolder folder, long iteration, ModelStep model, @Nullable Batch last)
      throws IOException {
    Faces kept = faces();
    int count = Math.min(kept.src().count(), kept.dst().count());
    if (last != null) {
      // First, so that the newest file of a run shows the faces that are always the same.
      int rows =
          PreviewSheet.rows(
              Math.min(last.src().count(), last.dst().count()), plan.spec().resolution());
      Faces trained = new Faces(last.src(), last.dst());
      write(folder, iteration, pages(model, trained, rows).ofBatch());
    }
    if (count > 0) {
      write(folder, iteration, pages(model, kept, count));
    }
  }

  private void write(RunFolder folder, long iteration, PreviewPages pages) throws IOException {
    PreviewFiles.write(folder, plan.spec().toString(), iteration, pages);
  }

  private PreviewPages pages(ModelStep model, Faces faces, int count) {
    Prediction drawn = model.predict(faces.src().target(), faces.dst().target(), count);
    return PreviewSheet.pages(faces.src(), faces.dst(), drawn, plan.faceType());
  }
}
