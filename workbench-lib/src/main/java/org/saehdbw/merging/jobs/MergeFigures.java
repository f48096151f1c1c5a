package org.saehdbw.merging.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.saehdbw.parallel.Progress;
import org.saehdbw.pictures.FaceFileException;

/**
 * How good a merge is, frame by frame: figures of all frames into which a face was put.
 *
 * @param folder of the job
 * @param job its settings and options
 * @param frames figures, in the order of the film
 */
public record MergeFigures(JobFolder folder, JobFile job, List<FrameFigures> frames) {
  /** Copies the list. */
  public MergeFigures {
    frames = List.copyOf(frames);
  }

  /**
   * Measures a merge from its folder, its frames and its faces.
   *
   * @throws IOException if one of them cannot be read, or no frame was merged
   * @throws FaceFileException if the faceset is gone
   */
  public static MergeFigures of(JobFolder folder, Progress progress)
      throws IOException, FaceFileException {
    return new MergeMeasuring(folder, Optional.empty(), progress).measure();
  }

  /**
   * Measures a merge, and compares each merged face with the person of src too.
   *
   * @param src a faceset of that person
   * @throws IOException if frames or the folder cannot be read, or no frame was merged
   * @throws FaceFileException if a faceset cannot be read
   */
  public static MergeFigures of(JobFolder folder, Path src, Progress progress)
      throws IOException, FaceFileException {
    return new MergeMeasuring(folder, Optional.of(src), progress).measure();
  }

  /** The mean of a figure over the frames that have it; NaN if none does. */
  public double mean(ToDoubleFunction<FrameFigures> figure) {
    return frames.stream()
        .mapToDouble(figure)
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NaN);
  }

  /**
   * Returns the worst frames first: by the sum of their ranks in seam, flicker, distance in
   * brightness, missing coverage and jitter.
   *
   * @param most how many
   */
  public List<FrameFigures> worst(int most) {
    double[] sums = new double[frames.size()];
    List<ToDoubleFunction<FrameFigures>> figures =
        List.of(
            FrameFigures::seam,
            FrameFigures::flicker,
            one -> Math.abs(one.brightness()),
            one -> -one.coverage(),
            FrameFigures::jitter);
    for (ToDoubleFunction<FrameFigures> figure : figures) {
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < frames.size(); i++) {
        if (Double.isFinite(figure.applyAsDouble(frames.get(i)))) {
          order.add(i);
        }
      }
      order.sort(Comparator.comparingDouble(i -> figure.applyAsDouble(frames.get(i))));
      for (int rank = 0; rank < order.size(); rank++) {
        sums[order.get(rank)] += (double) (rank + 1) / order.size();
      }
    }
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < sums.length; i++) {
      all.add(i);
    }
    all.sort(Comparator.comparingDouble(i -> -sums[i]));
    return all.stream().limit(most).map(frames::get).toList();
  }
}
