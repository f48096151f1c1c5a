package org.saehdbw.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.dataloaders.FaceSource;
import org.saehdbw.dataloaders.PlainSamples;
import org.saehdbw.dataloaders.SampleOptions;
import org.saehdbw.faces.FaceType;
import org.saehdbw.parallel.Progress;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.synthesis.SyntheticFaces;
import org.saehdbw.training.previews.PreviewFiles;
import org.saehdbw.training.previews.PreviewPages;
import org.saehdbw.training.previews.PreviewSheet;
import org.saehdbw.training.steps.Interpreter;
import org.saehdbw.training.steps.Prediction;
import org.saehdbw.training.steps.SyntheticStep;

/**
 * What the two halves of a preview cost beside training steps of the same model: the sheets of
 * faces that are held out, and those of the batch that was trained on last.
 */
final class PreviewBenchmark {
  private static final int WARM_UP = 3;

  private final ModelSpec spec;
  private final int batch;
  private final int rows;
  private final RunFolder run;
  private final BatchSide heldOut;
  private final BatchSide trained;
  private long iteration;

  /**
   * Draws faces.
   *
   * @param batch samples a side, at least 1
   * @param run where the sheets go
   */
  PreviewBenchmark(ModelSpec spec, int batch, RunFolder run) {
    this.spec = spec;
    this.batch = batch;
    this.run = run;
    rows = PreviewSheet.rows(batch, spec.resolution());
    heldOut = faces(1);
    trained = faces(2);
  }

  private BatchSide faces(long seed) {
    SyntheticFaces drawn = SyntheticFaces.of(batch).size(spec.resolution()).seed(seed);
    SampleOptions options = SampleOptions.of(spec.resolution(), spec.channels(), FaceType.WHOLE);
    return PlainSamples.of(FaceSource.all(drawn), options, warning -> {});
  }

  /** Measures in rounds; which half comes first changes from round to round. */
  List<BenchRow> run(int rounds, int threads, Progress progress) throws IOException {
    double[] steps = new double[rounds];
    double[] after = new double[rounds];
    double[] kept = new double[rounds];
    double[] last = new double[rounds];
    try (SyntheticStep step = new SyntheticStep(spec, Interpreter.SCRIPT, threads, batch)) {
      for (int i = 0; i < WARM_UP; i++) {
        step(step);
        sheets(step, heldOut, false);
        sheets(step, trained, true);
      }
      for (int round = 0; round < rounds; round++) {
        progress.at("rounds measured", round, rounds);
        if (round % 2 == 0) {
          kept[round] = sheets(step, heldOut, false);
        }
        step(step);
        steps[round] = Numbers.median(new double[] {step(step), step(step), step(step)});
        last[round] = sheets(step, trained, true);
        after[round] = step(step);
        if (round % 2 == 1) {
          kept[round] = sheets(step, heldOut, false);
        }
      }
    }
    String model = String.format(Locale.ROOT, "%s, batch %d, %d rows", spec, batch, rows);
    List<BenchRow> all = new ArrayList<>();
    all.add(Pairs.row("sheets of the batch beside an iteration, " + model, "ms", last, steps));
    all.add(Pairs.row("sheets of the batch beside those of held-out faces", "ms", last, kept));
    all.add(Pairs.row("the iteration after them beside the others", "ms", after, steps));
    return all;
  }

  private double step(SyntheticStep step) {
    long begun = System.nanoTime();
    step.run(trained, trained);
    return millis(begun);
  }

  private double sheets(SyntheticStep step, BatchSide faces, boolean ofBatch) throws IOException {
    long begun = System.nanoTime();
    Prediction drawn = step.model().predict(faces.target(), faces.target(), rows);
    PreviewPages pages = PreviewSheet.pages(faces, faces, drawn, FaceType.WHOLE);
    PreviewFiles.write(run, spec.toString(), ++iteration, ofBatch ? pages.ofBatch() : pages);
    return millis(begun);
  }

  private static double millis(long begun) {
    return (System.nanoTime() - begun) / 1e6;
  }
}
