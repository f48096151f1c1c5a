package org.saehdbw.merging.matching;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.losses.Compat;

/**
 * Which faces are in which frame: those whose {@code source_filename} has the frame's name, both
 * without their extensions.
 *
 * @param frames every frame in the order given, with or without faces
 * @param without files without metadata, or whose metadata name no frame
 * @param unmatched files that name a frame which is not among those given
 * @param several names, without extension, that more than one face has
 */
public record FaceMatching(
    List<FrameFaces> frames, List<String> without, List<String> unmatched, List<String> several) {
  /**
   * Matches.
   *
   * @param frames names in the order of the film: neighbours count as following each other
   * @param faces in the order in which faces of one frame are painted
   * @param compat with {@link Compat#DEEPFACELAB} faces do not move in the whole film if one name
   *     has two faces, and motion is measured in whole pixels
   */
  public static FaceMatching of(List<String> frames, List<AlignedFace> faces, Compat compat) {
    Map<String, List<AlignedFace>> byName = new LinkedHashMap<>();
    List<String> without = new ArrayList<>();
    for (AlignedFace face : faces) {
      if (face.sourceFilename().isEmpty() || face.sourceLandmarks().isEmpty()) {
        without.add(face.file());
      } else {
        String name = stem(face.sourceFilename().get());
        byName.computeIfAbsent(name, key -> new ArrayList<>()).add(face);
      }
    }
    List<String> unmatched = new ArrayList<>();
    List<String> several = new ArrayList<>();
    Set<String> stems = frames.stream().map(FaceMatching::stem).collect(Collectors.toSet());
    byName.forEach(
        (name, found) -> {
          if (found.size() > 1) {
            several.add(name);
          }
          if (!stems.contains(name)) {
            found.forEach(face -> unmatched.add(face.file()));
          }
        });
    boolean original = compat == Compat.DEEPFACELAB;
    List<List<AlignedFace>> all =
        frames.stream().map(frame -> byName.getOrDefault(stem(frame), List.of())).toList();
    MotionVectors motions = new MotionVectors(landmarks(all), original);
    List<FrameFaces> matched = new ArrayList<>();
    for (int i = 0; i < frames.size(); i++) {
      List<FrameFaces.Found> found = new ArrayList<>();
      for (int k = 0; k < all.get(i).size(); k++) {
        AlignedFace face = all.get(i).get(k);
        Motion motion = original && !several.isEmpty() ? Motion.NONE : motions.of(i, k);
        found.add(new FrameFaces.Found(face.file(), face.sourceLandmarks().orElseThrow(), motion));
      }
      matched.add(new FrameFaces(frames.get(i), found));
    }
    return new FaceMatching(matched, without, unmatched, several);
  }

  /** Copies the lists. */
  public FaceMatching {
    frames = List.copyOf(frames);
    without = List.copyOf(without);
    unmatched = List.copyOf(unmatched);
    several = List.copyOf(several);
  }

  private static List<List<Landmarks>> landmarks(List<List<AlignedFace>> frames) {
    List<List<Landmarks>> all = new ArrayList<>();
    for (List<AlignedFace> faces : frames) {
      all.add(faces.stream().map(AlignedFace::sourceLandmarks).flatMap(Optional::stream).toList());
    }
    return all;
  }

  /** A file's name without its extension. */
  static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
