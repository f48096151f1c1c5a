package org.saehdbw.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.saehdbw.faces.FaceType;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.facesets.Faceset.FaceEntry;
import org.saehdbw.facesets.LeftOut;

/**
 * What about a faceset's faces does not suit a model.
 *
 * @param misfits faces that are trained on with a loss: of a smaller face type than the model's, or
 *     not square; one line each, with counts and first names
 * @param mixtures of face types, or of gray and colour, which are trained on without a loss
 */
record FacesetFit(List<String> misfits, List<String> mixtures) {
  /**
   * Looks through the faces' data; no picture is decoded.
   *
   * @param key the setting that names the faceset
   * @param model the model's face type
   */
  static FacesetFit of(Faceset faces, String key, FaceType model) {
    List<String> misfits = new ArrayList<>();
    List<String> mixtures = new ArrayList<>();
    List<FaceEntry> all = faces.entries();
    Predicate<FaceEntry> smaller = face -> face.metadata().faceType().padding() < model.padding();
    if (all.stream().anyMatch(smaller)) {
      List<FaceEntry> some = all.stream().filter(smaller).toList();
      misfits.add(
          String.format(
              Locale.ROOT,
              "%s: %d of %d faces show less than %s, the model's face type (%s): %s; the rest of"
                  + " each is smeared edge pixels",
              key,
              some.size(),
              all.size(),
              model.fileName(),
              counts(some, FacesetFit::type),
              names(some)));
    }
    List<FaceEntry> oblong = all.stream().filter(face -> face.width() != face.height()).toList();
    if (!oblong.isEmpty()) {
      misfits.add(
          String.format(
              Locale.ROOT,
              "%s: %d of %d faces are not square (first %d x %d): %s; they are trained on"
                  + " distorted",
              key,
              oblong.size(),
              all.size(),
              oblong.get(0).width(),
              oblong.get(0).height(),
              names(oblong)));
    }
    mixture(all, FacesetFit::type, key, "faces of several types", mixtures);
    mixture(all, FacesetFit::colour, key, "gray and colour pictures", mixtures);
    return new FacesetFit(List.copyOf(misfits), List.copyOf(mixtures));
  }

  private static void mixture(
      List<FaceEntry> all,
      Function<FaceEntry, String> kind,
      String key,
      String what,
      List<String> into) {
    Map<String, FaceEntry> first = new TreeMap<>();
    all.forEach(face -> first.putIfAbsent(kind.apply(face), face));
    if (first.size() > 1) {
      String firsts =
          first.entrySet().stream()
              .map(one -> one.getKey() + " " + one.getValue().name())
              .collect(Collectors.joining(", "));
      into.add(
          String.format(
              Locale.ROOT, "%s holds %s: %s; first %s", key, what, counts(all, kind), firsts));
    }
  }

  private static String type(FaceEntry face) {
    return face.metadata().faceType().fileName();
  }

  private static String colour(FaceEntry face) {
    return face.channels() == 1 ? "gray" : "colour";
  }

  private static String counts(List<FaceEntry> faces, Function<FaceEntry, String> kind) {
    return faces.stream()
        .collect(Collectors.groupingBy(kind, TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(one -> one.getValue() + " " + one.getKey())
        .collect(Collectors.joining(", "));
  }

  private static String names(List<FaceEntry> faces) {
    return LeftOut.names(faces.stream().map(FaceEntry::name).toList());
  }
}
