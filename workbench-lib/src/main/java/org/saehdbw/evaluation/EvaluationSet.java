package org.saehdbw.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.pictures.FaceFileException;

/**
 * The faces of one faceset that models are measured by.
 *
 * @param faceset the text that named it in settings when the faces were pinned, for messages
 * @param faces in a fixed order
 */
public record EvaluationSet(String faceset, List<PinnedFace> faces) {
  private static final int NAMED = 5;

  /** Copies the list. */
  public EvaluationSet {
    faces = List.copyOf(faces);
  }

  /**
   * Pins faces, spread over the bins of pose as evenly as they can be: one of each bin in turn, in
   * a bin by content hash. The choice depends on the candidates alone, not on their names or order;
   * a face that is there twice is pinned once.
   *
   * @param candidates indices of faces that may be pinned: those held out
   * @param most how many, at least 1
   * @throws IllegalArgumentException if {@code candidates} is empty, or {@code most} is below 1
   * @throws FaceFileException if a face has to be decoded for its hash and cannot be
   */
  public static EvaluationSet choose(
      Faceset faceset, List<Integer> candidates, PoseBins bins, int most) throws FaceFileException {
    if (candidates.isEmpty() || most < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a manifest must pin at least one face of %s, got %d candidates and at most %d",
              faceset.name(),
              candidates.size(),
              most));
    }
    Map<Integer, List<PinnedFace>> byBin = new TreeMap<>();
    Set<String> seen = new HashSet<>();
    for (int index : candidates) {
      PinnedFace face = PinnedFace.of(faceset, index);
      if (seen.add(face.content())) {
        byBin
            .computeIfAbsent(
                bins.bin(face.yawDegrees(), face.pitchDegrees()), b -> new ArrayList<>())
            .add(face);
      }
    }
    byBin.values().forEach(bin -> bin.sort(Comparator.comparing(PinnedFace::content)));
    return new EvaluationSet(faceset.source(), inTurn(byBin, most));
  }

  private static List<PinnedFace> inTurn(Map<Integer, List<PinnedFace>> byBin, int most) {
    List<PinnedFace> chosen = new ArrayList<>();
    int longest = byBin.values().stream().mapToInt(List::size).max().orElse(0);
    for (int round = 0; round < longest; round++) {
      for (List<PinnedFace> bin : byBin.values()) {
        if (round < bin.size() && chosen.size() < most) {
          chosen.add(bin.get(round));
        }
      }
    }
    return chosen;
  }

  /**
   * The positions of pinned faces in a faceset.
   *
   * @param indices one for each pinned face, in the manifest's order
   * @param otherForm how many have other bytes, but come from the same face (or have the name, size
   *     and points of the pinned one): the same face in another form, such as gray
   */
  public record Found(List<Integer> indices, int otherForm) {}

  /**
   * Finds the faces again, by content or origin, independent of their names, otherwise by name and
   * points.
   *
   * @throws ManifestException.OtherFaces if one is not there or is another face now; the message
   *     names the first ones of each
   * @throws FaceFileException if a face has to be decoded for its hash and cannot be
   */
  public Found find(Faceset among) throws ManifestException, FaceFileException {
    Places places = Places.of(among);
    List<Integer> indices = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    int otherForm = 0;
    for (PinnedFace face : faces) {
      Integer same = places.byContent.get(face.content());
      Integer other = same == null ? places.otherForm(among, face) : null;
      if (same != null) {
        indices.add(same);
      } else if (other != null) {
        indices.add(other);
        otherForm++;
      } else {
        (places.byName.containsKey(face.name()) ? changed : missing).add(face.name());
      }
    }
    if (indices.size() < faces.size()) {
      throw new ManifestException.OtherFaces(otherFaces(among, missing, changed));
    }
    return new Found(List.copyOf(indices), otherForm);
  }

  /** The positions of faces by what identifies them; the first of several equal ones. */
  private record Places(
      Map<String, Integer> byContent, Map<String, Integer> byOrigin, Map<String, Integer> byName) {
    static Places of(Faceset among) throws FaceFileException {
      Places places = new Places(new HashMap<>(), new HashMap<>(), new HashMap<>());
      for (int i = among.entries().size() - 1; i >= 0; i--) {
        places.byContent.put(among.contentHash(i), i);
        places.byOrigin.put(among.originHash(i), i);
        places.byName.put(among.entries().get(i).name(), i);
      }
      return places;
    }

    @Nullable Integer otherForm(Faceset among, PinnedFace face) {
      Integer made = byOrigin.get(face.origin());
      if (made != null) {
        return made;
      }
      Integer called = byName.get(face.name());
      boolean alike =
          called != null
              && PinnedFace.landmarks(among.entries().get(called)).equals(face.landmarks());
      return alike ? called : null;
    }
  }

  private String otherFaces(Faceset among, List<String> missing, List<String> changed) {
    List<String> parts = new ArrayList<>();
    if (!missing.isEmpty()) {
      parts.add(missing.size() + " missing (" + first(missing) + ")");
    }
    if (!changed.isEmpty()) {
      parts.add(changed.size() + " changed (" + first(changed) + ")");
    }
    return String.format(
        Locale.ROOT,
        "%s must have the %d faces pinned of %s: %s",
        among.source(),
        faces.size(),
        faceset,
        String.join(", ", parts));
  }

  private static String first(List<String> names) {
    String some = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    return names.size() > NAMED ? some + ", ..." : some;
  }
}
