package org.saehdbw.merging.frames;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.films.FilmException;
import org.saehdbw.films.FrameReader;
import org.saehdbw.films.PictureFolder;
import org.saehdbw.films.Rate;
import org.saehdbw.films.VideoReader;
import org.saehdbw.losses.Compat;
import org.saehdbw.merging.matching.AlignedFace;
import org.saehdbw.merging.matching.FaceMatching;
import org.saehdbw.merging.matching.FaceTracks;
import org.saehdbw.merging.matching.FrameFaces;
import org.saehdbw.merging.matching.TimeSmoothing;
import org.saehdbw.merging.options.Steadiness;

/**
 * The frames of a merge and which faces are in them.
 *
 * @param frames a folder of pictures, or a film
 * @param rate frames a second, of pictures
 */
public record MergeSource(Path frames, Rate rate) {
  private static final int SHOWN = 3;

  /** Whether the frames are a film. */
  public boolean isFilm() {
    return !Files.isDirectory(frames);
  }

  /**
   * Opens the frames from the first one on.
   *
   * @throws FilmException if they cannot be read
   */
  public FrameReader open(boolean gray) throws FilmException {
    return isFilm() ? VideoReader.open(frames, gray) : PictureFolder.open(frames, gray, rate);
  }

  /**
   * Matches faces with frames.
   *
   * @throws FilmException if no face names a frame
   */
  public Matched match(FrameReader reader, Faceset faces, Compat compat) throws FilmException {
    List<AlignedFace> aligned = new ArrayList<>();
    Map<String, List<String>> unusable = new HashMap<>();
    for (Faceset.FaceEntry entry : faces.entries()) {
      AlignedFace face = AlignedFace.of(entry.name(), Optional.of(entry.metadata()));
      AlignedFace known = isFilm() ? numbered(face) : face;
      String problem = known.sourceLandmarks().map(MergeSource::problem).orElse("");
      if (problem.isEmpty()) {
        aligned.add(known);
      } else {
        unusable
            .computeIfAbsent(stem(known.sourceFilename().orElse("")), name -> new ArrayList<>())
            .add(known.file() + ": " + problem);
      }
    }
    List<String> names = names(reader, aligned);
    FaceMatching matching = FaceMatching.of(names, aligned, compat);
    if (matching.frames().stream().allMatch(frame -> frame.faces().isEmpty())) {
      throw new FilmException(
          String.format(
              Locale.ROOT,
              "%s: none of its %d faces names a frame of %s; a face knows its frame by the name"
                  + " that it was cut from (%s), the frames are named %s",
              faces.name(),
              faces.entries().size(),
              frames,
              shown(
                  aligned.stream()
                      .map(AlignedFace::sourceFilename)
                      .flatMap(Optional::stream)
                      .toList()),
              shown(names)));
    }
    return new Matched(matching, unusable, new FaceTracks(landmarks(matching)));
  }

  private static List<List<Landmarks>> landmarks(FaceMatching matching) {
    return matching.frames().stream()
        .map(frame -> frame.faces().stream().map(FrameFaces.Found::landmarks).toList())
        .toList();
  }

  /**
   * Faces by frame.
   *
   * @param matching of faces that can be merged
   * @param unusable why others cannot, by the name of their frame without its ending
   * @param tracks of faces over time
   */
  public record Matched(
      FaceMatching matching, Map<String, List<String>> unusable, FaceTracks tracks) {
    /** The faces of a frame, counted from 0. */
    public List<FrameFaces.Found> faces(long frame) {
      return frame < matching.frames().size()
          ? matching.frames().get((int) frame).faces()
          : List.of();
    }

    /** The faces of a frame, counted from 0, in places that are smoothed over time. */
    public List<FrameFaces.Found> faces(long frame, Steadiness steady) {
      List<FrameFaces.Found> found = faces(frame);
      if (steady.landmarks() == 0) {
        return found;
      }
      List<FrameFaces.Found> smoothed = new ArrayList<>();
      for (int i = 0; i < found.size(); i++) {
        FrameFaces.Found face = found.get(i);
        smoothed.add(
            new FrameFaces.Found(
                face.file(), smoothed((int) frame, i, steady.landmarks()), face.motion()));
      }
      return smoothed;
    }

    private Landmarks smoothed(int frame, int face, int strength) {
      List<FaceTracks.Place> places = tracks.around(frame, face, Steadiness.reach(strength));
      List<Integer> offsets = places.stream().map(place -> place.frame() - frame).toList();
      double[] weights = TimeSmoothing.weights(offsets, Steadiness.frames(strength), 2);
      double[] xy = new double[2 * Landmarks.COUNT];
      for (int k = 0; k < weights.length; k++) {
        double[] one = tracks.landmarks(places.get(k)).toArray();
        for (int i = 0; i < xy.length; i++) {
          xy[i] += weights[k] * one[i];
        }
      }
      return Landmarks.of(xy);
    }

    /** Why other faces of a frame cannot be merged. */
    public List<String> problems(String frame) {
      return unusable.getOrDefault(frame, List.of());
    }
  }

  private static String stem(String name) {
    return name.replaceFirst("\\.[^.]*$", "");
  }

  private static String shown(List<String> names) {
    return names.isEmpty()
        ? "none"
        : String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
            + (names.size() > SHOWN ? ", ..." : "");
  }

  /** Frames of a film are known by their number, however many digits a face's file has for it. */
  private static AlignedFace numbered(AlignedFace face) {
    return new AlignedFace(
        face.file(),
        face.sourceFilename()
            .map(
                name -> {
                  String stem = stem(name);
                  return stem.matches("\\d{1,9}")
                      ? String.format(Locale.ROOT, "%05d", Integer.parseInt(stem))
                      : name;
                }),
        face.sourceLandmarks());
  }

  private List<String> names(FrameReader reader, List<AlignedFace> faces) {
    if (reader instanceof PictureFolder folder) {
      return folder.files().stream().map(file -> String.valueOf(file.getFileName())).toList();
    }
    long last = reader.info().frames().orElse(0);
    for (AlignedFace face : faces) {
      String name = face.sourceFilename().orElse("");
      OptionalLong number =
          name.matches("\\d{1,9}") ? OptionalLong.of(Long.parseLong(name)) : OptionalLong.empty();
      last = Math.max(last, number.orElse(0));
    }
    List<String> names = new ArrayList<>();
    for (long i = 1; i <= last; i++) {
      names.add(String.format(Locale.ROOT, "%05d", i));
    }
    return names;
  }

  /** Why landmarks cannot be merged into any frame; empty if they can. */
  private static String problem(Landmarks landmarks) {
    double[] box = box(landmarks);
    for (double value : landmarks.toArray()) {
      if (!Double.isFinite(value)) {
        return "its landmarks are not numbers";
      }
    }
    return box[2] - box[0] < 1 || box[3] - box[1] < 1 ? "all its landmarks are at one place" : "";
  }

  /** Why landmarks cannot be merged into a frame of a size; empty if they can. */
  static String problem(Landmarks landmarks, int width, int height) {
    double[] box = box(landmarks);
    boolean isOutside = box[2] < 0 || box[3] < 0 || box[0] >= width || box[1] >= height;
    return isOutside
        ? String.format(
            Locale.ROOT,
            "it is outside of the frame of %d x %d pixels; are the frames of another size than"
                + " those that the faces were cut from?",
            width,
            height)
        : "";
  }

  /** Left, top, right and bottom. */
  private static double[] box(Landmarks landmarks) {
    double[] box = {Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE};
    for (int i = 0; i < Landmarks.COUNT; i++) {
      box[0] = Math.min(box[0], landmarks.x(i));
      box[1] = Math.min(box[1], landmarks.y(i));
      box[2] = Math.max(box[2], landmarks.x(i));
      box[3] = Math.max(box[3], landmarks.y(i));
    }
    return box;
  }
}
