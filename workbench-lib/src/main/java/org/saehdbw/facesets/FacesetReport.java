package org.saehdbw.facesets;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is in a faceset, in numbers.
 *
 * @param name the faceset's name
 * @param faces how many faces there are
 * @param faceTypes how many of each type, by the type's name in files
 * @param sizes how many of each size, such as {@code 256 x 256}
 * @param channels how many gray (1) and colour (3) pictures
 * @param withSegmentation how many carry a segmentation mask
 * @param yaw how many faces look where, from the picture's right to its left
 * @param rejected the files that were left out
 */
public record FacesetReport(
    String name,
    int faces,
    Map<String, Integer> faceTypes,
    Map<String, Integer> sizes,
    Map<Integer, Integer> channels,
    int withSegmentation,
    List<YawBin> yaw,
    List<Faceset.RejectedFile> rejected) {
  private static final int BIN_DEGREES = 15;
  private static final int BINS = 12;

  /** The faces whose yaw is from {@code fromDegrees} to below {@code toDegrees}. */
  public record YawBin(int fromDegrees, int toDegrees, int faces) {}

  /** Measures a faceset; finds every face's pose, which takes most of the time. */
  public static FacesetReport of(Faceset faceset) {
    Map<String, Integer> types = new TreeMap<>();
    Map<String, Integer> sizes = new TreeMap<>();
    Map<Integer, Integer> channels = new TreeMap<>();
    int masks = 0;
    int[] bins = new int[BINS];
    for (Faceset.FaceEntry face : faceset.entries()) {
      types.merge(face.metadata().faceType().fileName(), 1, Integer::sum);
      sizes.merge(face.width() + " x " + face.height(), 1, Integer::sum);
      channels.merge(face.channels(), 1, Integer::sum);
      masks += face.metadata().xsegMask().isPresent() ? 1 : 0;
      double yaw = Math.toDegrees(HeadPose.of(face.metadata().landmarks(), face.width()).yaw());
      int bin = (int) Math.floor(yaw / BIN_DEGREES) + BINS / 2;
      bins[Math.max(0, Math.min(BINS - 1, bin))]++;
    }
    List<YawBin> histogram = new ArrayList<>();
    for (int i = 0; i < BINS; i++) {
      int from = (i - BINS / 2) * BIN_DEGREES;
      histogram.add(new YawBin(from, from + BIN_DEGREES, bins[i]));
    }
    return new FacesetReport(
        faceset.name(),
        faceset.entries().size(),
        types,
        sizes,
        channels,
        masks,
        List.copyOf(histogram),
        faceset.rejected());
  }
}
