package org.saehdbw.facesets.sorting;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.saehdbw.facesets.Faceset;

/** The orders that names alone decide. */
final class NameOrders {
  private static final Pattern FRAME_AND_FACE = Pattern.compile("(.*/)?(\\d+)_(\\d+)\\.[^./]*");

  private NameOrders() {}

  /** By the name of the frame that the face was cut from. */
  static List<SortedFace> origname(List<Faceset.FaceEntry> faces) {
    List<SortedFace> kept = new ArrayList<>();
    List<SortedFace> rejected = new ArrayList<>();
    for (int i = 0; i < faces.size(); i++) {
      int index = i;
      faces
          .get(i)
          .metadata()
          .sourceFilename()
          .ifPresentOrElse(
              frame -> kept.add(SortedFace.kept(index, frame)),
              () ->
                  rejected.add(
                      SortedFace.rejected(index, "its face data have no source_filename")));
    }
    kept.sort(Comparator.comparing(SortedFace::text));
    kept.addAll(rejected);
    return kept;
  }

  /**
   * The order as it is, without the faces of frames that show several: names are FRAME_FACE, two
   * numbers, and a frame with a face that is not 0 shows several. Other names say nothing of frames
   * and are kept.
   *
   * @param others names of pictures that are not faces, which count as faces of their frames
   * @throws IllegalArgumentException if not one name is FRAME_FACE
   */
  static List<SortedFace> oneface(List<Faceset.FaceEntry> faces, List<String> others) {
    List<String> names = new ArrayList<>(faces.stream().map(Faceset.FaceEntry::name).toList());
    names.addAll(others);
    Map<String, Integer> facesOfFrame = new HashMap<>();
    Map<String, String> several = new HashMap<>();
    for (String name : names) {
      Matcher matcher = FRAME_AND_FACE.matcher(name);
      if (matcher.matches()) {
        String frame = frame(matcher);
        facesOfFrame.merge(frame, 1, Integer::sum);
        if (!matcher.group(3).matches("0+")) {
          several.putIfAbsent(frame, name);
        }
      }
    }
    if (facesOfFrame.isEmpty()) {
      throw new IllegalArgumentException(
          "oneface needs names of frame and face such as 00012_0.jpg, and none of the "
              + names.size()
              + " is one (first "
              + names.get(0)
              + ")");
    }
    List<SortedFace> kept = new ArrayList<>();
    List<SortedFace> rejected = new ArrayList<>();
    for (int i = 0; i < faces.size(); i++) {
      Matcher matcher = FRAME_AND_FACE.matcher(faces.get(i).name());
      String witness = matcher.matches() ? several.get(frame(matcher)) : null;
      if (witness == null) {
        kept.add(SortedFace.kept(i, ""));
      } else {
        rejected.add(
            SortedFace.rejected(
                i, "its frame shows several faces (" + witness + " is one of them)"));
      }
    }
    kept.addAll(rejected);
    return kept;
  }

  /** The frame's number as DeepFaceLab reads it, within its person's folder. */
  private static String frame(Matcher matcher) {
    String folder = matcher.group(1) == null ? "" : matcher.group(1);
    return folder + matcher.group(2).replaceFirst("^0+(?=\\d)", "");
  }
}
