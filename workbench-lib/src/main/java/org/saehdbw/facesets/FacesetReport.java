package org.saehdbw.facesets;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.saehdbw.faces.HeadPose;
import org.saehdbw.parallel.Progress;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.JpegLayout;
import org.saehdbw.pictures.JpegTurn;

/**
 * What is in a faceset, in numbers.
 *
 * @param name the faceset's name
 * @param faces how many faces there are
 * @param bytes what the faces' files take together
 * @param persons how many faces each person has, by name; empty for a set without persons
 * @param faceTypes how many of each type, by the type's name in files
 * @param sizes how many of each size, such as {@code 256 x 256}
 * @param channels how many gray (1) and colour (3) pictures
 * @param withSegmentation how many carry a segmentation mask
 * @param turned files whose camera asks for the picture to be turned (EXIF's orientation), which is
 *     never done: landmarks belong to the stored pixels
 * @param lying faces whose pixels show a face lying on its side or upside down against their
 *     landmarks; at most {@value LyingFaces#MOST} faces are looked at, spread over the set
 * @param remarks what a user should know of the folder and of mixtures, one line each
 * @param yaw how many faces look where, from the picture's right to its left
 * @param rejected the files that were left out
 */
public record FacesetReport(
    String name,
    int faces,
    long bytes,
    Map<String, Integer> persons,
    Map<String, Integer> faceTypes,
    Map<String, Integer> sizes,
    Map<Integer, Integer> channels,
    int withSegmentation,
    List<String> turned,
    List<String> lying,
    List<String> remarks,
    List<YawBin> yaw,
    List<Faceset.RejectedFile> rejected) {
  private static final int BIN_DEGREES = 15;
  private static final int BINS = 12;

  /** The faces whose yaw is from {@code fromDegrees} to below {@code toDegrees}. */
  public record YawBin(int fromDegrees, int toDegrees, int faces) {}

  /**
   * Measures a faceset; finds every face's pose, which takes most of the time.
   *
   * @throws FaceFileException if a file is gone since the faceset was opened
   */
  public static FacesetReport of(Faceset faceset) throws FaceFileException {
    return of(faceset, Progress.NONE);
  }

  /**
   * Measures a faceset and tells how far it is.
   *
   * @throws FaceFileException if a file is gone since the faceset was opened
   */
  public static FacesetReport of(Faceset faceset, Progress progress) throws FaceFileException {
    Map<String, Integer> types = new TreeMap<>();
    Map<String, Integer> sizes = new TreeMap<>();
    Map<Integer, Integer> channels = new TreeMap<>();
    Map<String, Integer> persons = new TreeMap<>();
    List<String> turned = new ArrayList<>();
    long bytes = 0;
    int masks = 0;
    int[] bins = new int[BINS];
    for (int i = 0; i < faceset.entries().size(); i++) {
      progress.at("faces measured", i, faceset.entries().size());
      Faceset.FaceEntry face = faceset.entries().get(i);
      Optional<byte[]> file = faceset.file(i);
      if (file.isPresent()) {
        bytes += file.get().length;
        if (JpegTurn.of(file.get(), JpegLayout.of(file.get())) != JpegTurn.UPRIGHT) {
          turned.add(face.name());
        }
      }
      face.personName().ifPresent(person -> persons.merge(person, 1, Integer::sum));
      types.merge(face.metadata().faceType().fileName(), 1, Integer::sum);
      sizes.merge(face.width() + " x " + face.height(), 1, Integer::sum);
      channels.merge(face.channels(), 1, Integer::sum);
      masks += face.metadata().xsegMask().isPresent() ? 1 : 0;
      double yaw = Math.toDegrees(HeadPose.of(face.metadata().landmarks(), face.width()).yaw());
      int bin = (int) Math.floor(yaw / BIN_DEGREES) + BINS / 2;
      bins[Math.max(0, Math.min(BINS - 1, bin))]++;
    }
    progress.at("faces measured", faceset.entries().size(), faceset.entries().size());
    List<YawBin> histogram = new ArrayList<>();
    for (int i = 0; i < BINS; i++) {
      int from = (i - BINS / 2) * BIN_DEGREES;
      histogram.add(new YawBin(from, from + BIN_DEGREES, bins[i]));
    }
    return new FacesetReport(
        faceset.name(),
        faceset.entries().size(),
        bytes,
        persons,
        types,
        sizes,
        channels,
        masks,
        List.copyOf(turned),
        LyingFaces.of(faceset),
        remarks(faceset, channels),
        List.copyOf(histogram),
        faceset.rejected());
  }

  private static List<String> remarks(Faceset faceset, Map<Integer, Integer> channels) {
    List<String> remarks = new ArrayList<>(faceset.remarks());
    mixed(channels).ifPresent(remarks::add);
    return List.copyOf(remarks);
  }

  /**
   * Says that a set holds gray and colour pictures.
   *
   * @param channels how many pictures of 1 and of 3 channels
   */
  public static Optional<String> mixed(Map<Integer, Integer> channels) {
    return channels.size() < 2
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "gray and colour mixed: %d pictures have one channel and %d three; DeepFaceLab's"
                    + " colour program cannot read one-channel pictures, \"faceset resize --gray\""
                    + " makes all gray",
                channels.getOrDefault(1, 0),
                channels.getOrDefault(3, 0)));
  }
}
