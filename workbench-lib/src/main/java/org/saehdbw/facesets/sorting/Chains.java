package org.saehdbw.facesets.sorting;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.saehdbw.facesets.Faceset.FaceEntry;
import org.saehdbw.facesets.sorting.FacePictures.Found;
import org.saehdbw.facesets.sorting.FacePictures.Measured;
import org.saehdbw.parallel.Progress;
import org.saehdbw.parallel.Workers;
import org.saehdbw.pictures.FaceFileException;

/** The orders in which each face is followed by the one that is most like it. */
final class Chains {
  /** DeepFaceLab chains histograms in parts of this many faces, which bounds the time. */
  private static final int CHAIN_PART = 20_000;

  /** For decoded pictures, in native memory. */
  private static final long PICTURE_BUDGET = 512L << 20;

  private final Workers workers;
  private final Progress progress;

  Chains(Workers workers, Progress progress) {
    this.workers = workers;
    this.progress = progress;
  }

  List<SortedFace> ofHistograms(Measured<ToneHistogram> measured)
      throws FaceFileException, InterruptedException {
    List<Found<ToneHistogram>> found = measured.found();
    List<SortedFace> places = new ArrayList<>();
    for (int from = 0; from < found.size(); from += CHAIN_PART) {
      List<Found<ToneHistogram>> part =
          found.subList(from, Math.min(found.size(), from + CHAIN_PART));
      int before = from;
      addChain(
          places,
          part,
          GreedyChain.of(
              part.size(),
              (a, b) -> part.get(a).value().distance(part.get(b).value()),
              false,
              workers,
              done -> progress.at("chaining", before + done, found.size())));
    }
    places.addAll(measured.failed());
    return places;
  }

  private static void addChain(
      List<SortedFace> places, List<? extends Found<?>> faces, GreedyChain.Path path) {
    for (int i = 0; i < path.order().length; i++) {
      int index = faces.get(path.order()[i]).index();
      places.add(i == 0 ? SortedFace.kept(index, "") : SortedFace.kept(index, path.steps()[i]));
    }
  }

  List<SortedFace> ofPixels(FacePictures pictures, boolean farthest)
      throws FaceFileException, InterruptedException {
    List<FaceEntry> entries = pictures.entries();
    FaceEntry first = entries.get(0);
    for (FaceEntry face : entries) {
      if (face.width() != first.width() || face.height() != first.height()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "absdiff needs faces of one size, and %s has %d x %d pixels but %s has %d x %d;"
                    + " \"faceset resize\" makes them equal",
                first.name(),
                first.width(),
                first.height(),
                face.name(),
                face.width(),
                face.height()));
      }
    }
    long values = (long) first.width() * first.height() * pictures.channels();
    requireRoom(entries.size(), values);
    int count = entries.size();
    long pairs = count * (count - 1L) / 2;
    PixelDistances distances =
        PixelDistances.of(
            count,
            values,
            PICTURE_BUDGET,
            pictures::picture,
            workers,
            done -> progress.at("comparing pairs", done, pairs));
    List<SortedFace> places = new ArrayList<>();
    List<Found<Boolean>> faces = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      faces.add(new Found<>(i, true));
    }
    GreedyChain.Path path =
        GreedyChain.of(count, distances::between, farthest, workers, done -> {});
    addChain(places, faces, path);
    return places;
  }

  private static void requireRoom(int faces, long values) {
    if (values > PixelDistances.MOST_VALUES) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "absdiff takes pictures of up to %d values (sides times channels), got %d",
              PixelDistances.MOST_VALUES,
              values));
    }
    long bytes = PixelDistances.bytes(faces);
    long heap = Runtime.getRuntime().maxMemory();
    if (bytes > heap / 4 * 3) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "absdiff keeps a sum of every pair, %d MiB for %d faces, and Java may use %d MiB;"
                  + " JAVA_TOOL_OPTIONS=-Xmx%dm gives it more",
              bytes >> 20,
              faces,
              heap >> 20,
              (bytes >> 20) * 3 / 2));
    }
  }
}
