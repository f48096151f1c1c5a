package org.saehdbw.facesets.sorting;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.parallel.Progress;
import org.saehdbw.parallel.Workers;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.Picture;

/**
 * A faceset's pictures as a sorting compares them: all of as many channels. Gray pictures among
 * colour ones count as three equal channels.
 */
final class FacePictures {
  private final Faceset faceset;
  private final boolean colour;

  FacePictures(Faceset faceset) {
    this.faceset = faceset;
    colour = faceset.entries().stream().anyMatch(face -> face.channels() == 3);
  }

  /** What is measured of a face. */
  interface Measure<T> {
    T of(int index) throws FaceFileException;
  }

  /** A face and what was measured of it. */
  record Found<T>(int index, T value) {}

  /** What could be measured, in the faceset's order, and the faces of which nothing could. */
  record Measured<T>(List<Found<T>> found, List<SortedFace> failed) {}

  List<Faceset.FaceEntry> entries() {
    return faceset.entries();
  }

  int channels() {
    return colour ? 3 : 1;
  }

  Picture picture(int index) throws FaceFileException {
    Picture picture = faceset.decode(index);
    return picture.channels() == channels() ? picture : inColour(picture);
  }

  Picture masked(int index) throws FaceFileException {
    return FaceMetrics.masked(picture(index), entries().get(index).metadata().landmarks());
  }

  private static Picture inColour(Picture gray) {
    byte[] one = gray.pixels();
    byte[] three = new byte[3 * one.length];
    for (int i = 0; i < three.length; i++) {
      three[i] = one[i / 3];
    }
    return new Picture(gray.width(), gray.height(), 3, three);
  }

  /** Measures every face; one whose file is gone or damaged by now is among the failed. */
  <T> Measured<T> measure(Measure<T> measure, Workers workers, Progress progress)
      throws FaceFileException, InterruptedException {
    int count = entries().size();
    List<Optional<T>> values = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    IntStream.range(0, count)
        .forEach(
            i -> {
              values.add(Optional.empty());
              problems.add("");
            });
    workers.each(
        count,
        i -> {
          try {
            values.set(i, Optional.of(measure.of(i)));
          } catch (FaceFileException e) {
            problems.set(i, String.valueOf(e.getMessage()));
          }
        },
        done -> progress.at("measuring", done, count));
    List<Found<T>> found = new ArrayList<>();
    List<SortedFace> failed = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int index = i;
      values
          .get(i)
          .ifPresentOrElse(
              value -> found.add(new Found<>(index, value)),
              () -> failed.add(SortedFace.rejected(index, problems.get(index))));
    }
    return new Measured<>(found, failed);
  }
}
