package org.saehdbw.facesets.sorting;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.opencv.core.CvException;
import org.saehdbw.faces.HeadPose;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.facesets.Faceset.FaceEntry;
import org.saehdbw.facesets.sorting.FacePictures.Found;
import org.saehdbw.facesets.sorting.FacePictures.Measure;
import org.saehdbw.facesets.sorting.FacePictures.Measured;
import org.saehdbw.facesets.sorting.FinalSelection.Candidate;
import org.saehdbw.parallel.Workers;
import org.saehdbw.pictures.FaceFileException;

/** One sorting: every face at its place, those that are kept first and in order. */
final class Sorting {
  private final FacesetSort asked;
  private final Faceset faceset;
  private final List<FaceEntry> entries;
  private final FacePictures pictures;
  private final Workers workers;

  Sorting(FacesetSort asked, Workers workers) {
    this.asked = asked;
    this.workers = workers;
    faceset = asked.faceset();
    entries = faceset.entries();
    pictures = new FacePictures(faceset);
  }

  List<SortedFace> places() throws FaceFileException, InterruptedException {
    return switch (asked.method()) {
      case BLUR ->
          descending(
              i -> CpbdSharpness.of(pictures.masked(i)),
              "no sharp edge within the face's hull (sharpness 0)");
      case MOTION_BLUR ->
          descending(
              i -> MotionBlur.of(pictures.masked(i)),
              "all pixels within the face's hull have one value");
      case FACE_YAW -> descending(i -> pose(i).yaw());
      case FACE_PITCH -> descending(i -> pose(i).pitch());
      case FACE_SOURCE_RECT_SIZE -> descending(this::sourceRectArea);
      case HIST -> chains().ofHistograms(measure(i -> ToneHistogram.of(pictures.picture(i))));
      case HIST_DISSIM -> histogramDissimilarity();
      case BRIGHTNESS -> descending(i -> FaceMetrics.brightness(pictures.picture(i)));
      case HUE -> hue();
      case BLACK ->
          sorted(
              measure(i -> (double) FaceMetrics.black(pictures.picture(i))),
              Comparator.naturalOrder());
      case ORIGNAME -> NameOrders.origname(entries);
      case ONEFACE ->
          NameOrders.oneface(
              entries, faceset.rejected().stream().map(Faceset.RejectedFile::name).toList());
      case ABSDIFF -> chains().ofPixels(pictures, asked.farthest());
      case FINAL, FINAL_FAST -> selection();
    };
  }

  private Chains chains() {
    return new Chains(workers, asked.progress());
  }

  private <T> Measured<T> measure(Measure<T> measure)
      throws FaceFileException, InterruptedException {
    return pictures.measure(measure, workers, asked.progress());
  }

  private HeadPose pose(int index) throws FaceFileException {
    FaceEntry face = entries.get(index);
    try {
      return HeadPose.of(face.metadata().landmarks(), face.width());
    } catch (CvException e) {
      throw new FaceFileException("no head pose fits its landmarks", e);
    }
  }

  private double sourceRectArea(int index) throws FaceFileException {
    if (entries.get(index).metadata().sourceRect().isEmpty()) {
      throw new FaceFileException("its face data have no source_rect");
    }
    return FaceMetrics.sourceRectArea(entries.get(index).metadata());
  }

  private List<SortedFace> descending(Measure<Double> measure)
      throws FaceFileException, InterruptedException {
    return sorted(measure(measure), Comparator.reverseOrder());
  }

  /** Rejects faces whose value is exactly 0. */
  private List<SortedFace> descending(Measure<Double> measure, String reasonOfZero)
      throws FaceFileException, InterruptedException {
    List<SortedFace> places = new ArrayList<>();
    List<SortedFace> zero = new ArrayList<>();
    for (SortedFace place : descending(measure)) {
      if (place.metric().isPresent() && place.metric().getAsDouble() == 0) {
        zero.add(SortedFace.rejected(place.index(), 0, reasonOfZero));
      } else {
        places.add(place);
      }
    }
    places.addAll(zero);
    return places;
  }

  private static List<SortedFace> sorted(Measured<Double> measured, Comparator<Double> order) {
    List<Found<Double>> found = new ArrayList<>(measured.found());
    found.sort(Comparator.comparing(Found::value, order));
    List<SortedFace> places = new ArrayList<>();
    found.forEach(face -> places.add(SortedFace.kept(face.index(), face.value())));
    places.addAll(measured.failed());
    return places;
  }

  private List<SortedFace> hue() throws FaceFileException, InterruptedException {
    if (pictures.channels() == 1) {
      throw new IllegalArgumentException(
          "hue needs faces in colour, and all "
              + entries.size()
              + " of "
              + faceset.name()
              + " are gray; every other method sorts gray faces");
    }
    return descending(
        i -> {
          if (entries.get(i).channels() == 1) {
            throw new FaceFileException("a gray face has no hue");
          }
          return FaceMetrics.hue(pictures.picture(i));
        });
  }

  private List<SortedFace> histogramDissimilarity() throws FaceFileException, InterruptedException {
    Measured<ToneHistogram> measured = measure(i -> ToneHistogram.of(pictures.masked(i).toGray()));
    List<Found<ToneHistogram>> found = measured.found();
    double[] totals = new double[found.size()];
    workers.each(
        totals.length,
        i -> {
          for (int other = 0; other < totals.length; other++) {
            totals[i] += other == i ? 0 : found.get(i).value().distance(found.get(other).value());
          }
        },
        done -> asked.progress().at("comparing", done, totals.length));
    List<Found<Double>> values = new ArrayList<>();
    for (int i = 0; i < totals.length; i++) {
      values.add(new Found<>(found.get(i).index(), totals[i]));
    }
    return sorted(new Measured<>(values, measured.failed()), Comparator.reverseOrder());
  }

  private List<SortedFace> selection() throws FaceFileException, InterruptedException {
    boolean fast = asked.method() == SortMethod.FINAL_FAST;
    Measured<Candidate> measured =
        measure(
            i -> {
              HeadPose pose = pose(i);
              double quality = fast ? sourceRectArea(i) : CpbdSharpness.of(pictures.masked(i));
              ToneHistogram tones = ToneHistogram.of(pictures.picture(i).toGray());
              return new Candidate(i, pose.yaw(), pose.pitch(), quality, tones);
            });
    List<Candidate> candidates = measured.found().stream().map(Found::value).toList();
    List<SortedFace> places = new ArrayList<>(FinalSelection.of(candidates, asked.target()));
    places.addAll(measured.failed());
    return places;
  }
}
