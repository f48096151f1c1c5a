package org.saehdbw.facesets.sorting;

import java.util.ArrayList;
import java.util.List;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.facesets.FacesetFingerprint;
import org.saehdbw.parallel.Progress;
import org.saehdbw.parallel.Workers;
import org.saehdbw.pictures.FaceFileException;

/**
 * Sorts a faceset's faces: {@code FacesetSort.of(faces).by(SortMethod.BLUR).order()}. Files stay as
 * they are; {@link SortFiles} writes and applies an order. The order does not depend on the number
 * of threads; between equal faces the faceset's own order decides.
 *
 * @param faceset what is sorted, in colour or gray or both
 * @param method what by
 * @param target how many faces {@link SortMethod#FINAL} and {@link SortMethod#FINAL_FAST} select,
 *     65 or more
 * @param farthest whether {@link SortMethod#ABSDIFF} goes to the least similar face instead of the
 *     most similar one
 * @param threads how many faces are worked on at once, 1 to 64
 * @param progress receives how far it is
 */
public record FacesetSort(
    Faceset faceset,
    SortMethod method,
    int target,
    boolean farthest,
    int threads,
    Progress progress) {
  /** How many faces are selected if not set. */
  public static final int DEFAULT_TARGET = 2000;

  /** Half a face for each bin of yaw, which is rounded down; one more is rounded up. */
  private static final int LEAST_TARGET = FinalSelection.YAW_BINS / 2 + 1;

  private static final int MOST_THREADS = 64;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if target or threads are out of range
   */
  public FacesetSort {
    if (target < LEAST_TARGET) {
      throw new IllegalArgumentException(
          "target must be at least 65, a face for each of 128 bins of yaw after rounding, got "
              + target);
    }
    if (threads < 1 || threads > MOST_THREADS) {
      throw new IllegalArgumentException("threads must be from 1 to 64, got " + threads);
    }
  }

  /** Starts with the histogram chain, DeepFaceLab's own default, on every processor. */
  public static FacesetSort of(Faceset faceset) {
    int processors = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    return new FacesetSort(
        faceset, SortMethod.HIST, DEFAULT_TARGET, false, processors, Progress.NONE);
  }

  /** Returns this by another method. */
  public FacesetSort by(SortMethod other) {
    return new FacesetSort(faceset, other, target, farthest, threads, progress);
  }

  /**
   * Returns this with another number of faces to select.
   *
   * @throws IllegalArgumentException if it is below 65
   */
  public FacesetSort target(int faces) {
    return new FacesetSort(faceset, method, faces, farthest, threads, progress);
  }

  /** Returns this with the least similar face next, where faces are chained by their pixels. */
  public FacesetSort farthest(boolean least) {
    return new FacesetSort(faceset, method, target, least, threads, progress);
  }

  /**
   * Returns this on other threads.
   *
   * @throws IllegalArgumentException if they are not from 1 to 64
   */
  public FacesetSort threads(int count) {
    return new FacesetSort(faceset, method, target, farthest, count, progress);
  }

  /** Returns this with a listener for the progress. */
  public FacesetSort progress(Progress listener) {
    return new FacesetSort(faceset, method, target, farthest, threads, listener);
  }

  /**
   * Sorts.
   *
   * @throws IllegalArgumentException if these faces cannot be sorted so: gray ones by hue, ones of
   *     different sizes by their pixels, ones without frame numbers by those
   * @throws FaceFileException if a file cannot be read while pictures are compared; elsewhere such
   *     a face is rejected with the reason
   * @throws InterruptedException if this thread is interrupted meanwhile
   */
  public FacesetOrder order() throws FaceFileException, InterruptedException {
    List<SortedFace> places;
    try (Workers workers = new Workers(threads, "faceset-sorter")) {
      places = new Sorting(this, workers).places();
    }
    List<FacesetOrder.Ranked> kept = new ArrayList<>();
    List<FacesetOrder.Rejected> rejected = new ArrayList<>();
    for (SortedFace place : places) {
      String name = faceset.entries().get(place.index()).name();
      if (place.reason().isEmpty()) {
        kept.add(
            new FacesetOrder.Ranked(
                kept.size(), place.index(), name, place.metric(), place.text()));
      } else {
        rejected.add(new FacesetOrder.Rejected(name, place.text(), place.reason()));
      }
    }
    faceset
        .rejected()
        .forEach(file -> rejected.add(new FacesetOrder.Rejected(file.name(), "", file.reason())));
    return new FacesetOrder(
        method,
        settings(),
        faceset.name(),
        faceset.source(),
        FacesetFingerprint.of(faceset),
        kept,
        rejected);
  }

  private String settings() {
    if (method.selects()) {
      return "target " + target;
    }
    return method == SortMethod.ABSDIFF && farthest ? "least similar next" : "";
  }
}
