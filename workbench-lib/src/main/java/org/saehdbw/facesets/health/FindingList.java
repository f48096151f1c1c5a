package org.saehdbw.facesets.health;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.facesets.Faceset.RejectedFile;

/** Makes findings of figures. */
final class FindingList {
  private static final double SECOND = 1000;

  private final List<Faceset> facesets;
  private final List<SideHealth> sides;
  private final Optional<PoseCover> poses;
  private final int trainingSide;
  private final List<Finding> found = new ArrayList<>();

  FindingList(
      List<Faceset> facesets, List<SideHealth> sides, Optional<PoseCover> poses, int trainingSide) {
    this.facesets = facesets;
    this.sides = sides;
    this.poses = poses;
    this.trainingSide = trainingSide;
  }

  /** What must be corrected first, then in the order of the kinds, src before dst. */
  List<Finding> all() {
    List<FaceRule> rules = FaceRule.at(trainingSide);
    for (int i = 0; i < sides.size(); i++) {
      SideHealth side = sides.get(i);
      unreadable(side);
      for (FaceRule rule : rules) {
        byRule(side, facesets.get(i), rule);
      }
      copies(side, facesets.get(i));
      large(side);
      channels(side);
    }
    types();
    if (sides.size() > 1) {
      found.addAll(new PairFindings(facesets.get(1), sides.get(0), sides.get(1)).all(poses));
    }
    return found.stream()
        .sorted(
            Comparator.comparing((Finding one) -> one.kind().weight()).thenComparing(Finding::kind))
        .toList();
  }

  private void unreadable(SideHealth side) {
    int bad = side.unreadable().size();
    if (bad == 0) {
      return;
    }
    int of = bad + side.faces().size();
    List<Finding.Named> names = new ArrayList<>();
    for (RejectedFile file : side.unreadable()) {
      names.add(new Finding.Named(file.name(), file.reason()));
    }
    found.add(
        new Finding(
            FindingKind.UNREADABLE,
            side.role(),
            bad,
            of,
            String.format(
                Locale.ROOT, "%s cannot be read as faces", share(bad, of, side.role() + " files")),
            "Training skips them.",
            "See each file's reason; extract or copy them again, or remove them from the folder.",
            names,
            List.of()));
  }

  private void byRule(SideHealth side, Faceset faceset, FaceRule rule) {
    List<FaceHealth> bad =
        side.faces().stream()
            .filter(rule.applies())
            .sorted(Comparator.comparingDouble(rule.badness()).reversed())
            .toList();
    if (!bad.isEmpty()) {
      String headline =
          share(bad.size(), side.faces().size(), side.role() + " faces")
              + " "
              + rule.says(bad.size());
      found.add(
          new Finding(
              rule.kind(),
              side.role(),
              bad.size(),
              side.faces().size(),
              headline,
              rule.meaning(),
              here(rule.action(), side),
              named(bad, rule.figure()),
              shown(faceset, bad, rule.figure(), rule.showsPoints())));
    }
  }

  private void copies(SideHealth side, Faceset faceset) {
    if (side.copies().isEmpty()) {
      return;
    }
    int groups = side.copies().size();
    int picturesOfGroup = Math.max(2, Finding.PICTURES / groups);
    List<FaceHealth> members = new ArrayList<>();
    List<FaceHealth> seen = new ArrayList<>();
    Map<Integer, String> figures = new HashMap<>();
    for (int i = 0; i < groups; i++) {
      List<Integer> group = side.copies().get(i);
      for (int place : group) {
        FaceHealth face = side.faces().get(place);
        members.add(face);
        figures.put(
            face.index(), String.format(Locale.ROOT, "group %d of %d faces", i + 1, group.size()));
      }
      group.stream().limit(picturesOfGroup).forEach(place -> seen.add(side.faces().get(place)));
    }
    Function<FaceHealth, String> figure = face -> figures.getOrDefault(face.index(), "");
    found.add(
        new Finding(
            FindingKind.COPIES,
            side.role(),
            members.size(),
            side.faces().size(),
            String.format(
                Locale.ROOT,
                "%s are near-duplicates in %d groups; %d can be removed",
                share(members.size(), side.faces().size(), side.role() + " faces"),
                groups,
                side.spareCopies()),
            "Training uses them as often as all others, so repeated pictures have more weight; and"
                + " if one of a group is held out, the held-out figures are too good.",
            here(
                "\"./workbench faceset sort SRC --by absdiff\" puts them side by side; keep one of"
                    + " each group, or let \"--by final\" choose.",
                side),
            named(members, figure),
            shown(faceset, seen, figure, false)));
  }

  private void large(SideHealth side) {
    List<FaceHealth> large =
        side.faces().stream()
            .filter(face -> face.width() > HealthLimits.MOST_SIZE * trainingSide)
            .toList();
    if (large.isEmpty()) {
      return;
    }
    String cost =
        side.decode()
            .map(
                one ->
                    text(
                        "Measured on this machine, decoding takes %.1f ms a face as stored and %.1f"
                            + " ms at %d pixels (median of %d faces); an epoch over %d faces costs"
                            + " %.1f s of one core more than necessary, unless the cache of decoded"
                            + " faces holds them.",
                        one.storedMillis(),
                        one.resizedMillis(),
                        trainingSide,
                        one.faces(),
                        side.faces().size(),
                        Math.max(0, one.savedMillis()) * side.faces().size() / SECOND))
            .orElse("No file was available to measure the decoding time.");
    found.add(
        new Finding(
            FindingKind.LARGE,
            side.role(),
            large.size(),
            side.faces().size(),
            String.format(
                Locale.ROOT,
                "%s are larger than %d pixels need",
                share(large.size(), side.faces().size(), side.role() + " faces"),
                trainingSide),
            "Every face is decoded at full size and then reduced. " + cost,
            here(
                String.format(
                    Locale.ROOT,
                    "\"./workbench faceset resize SRC --size %d --out SRC-resized\" once, before"
                        + " training.",
                    trainingSide),
                side),
            named(large, face -> face.width() + " px"),
            List.of()));
  }

  private void channels(SideHealth side) {
    Map<Integer, Integer> counts = side.channels();
    if (counts.size() > 1) {
      found.add(
          ofSet(
              FindingKind.MIXED_CHANNELS,
              side.role(),
              counts.getOrDefault(1, 0),
              side.faces().size(),
              String.format(
                  Locale.ROOT,
                  "%s mixes %d gray and %d colour faces",
                  side.role(),
                  counts.getOrDefault(1, 0),
                  counts.getOrDefault(3, 0)),
              "A gray model accepts the mixture; a colour model refuses gray files unless"
                  + " allow_gray is set.",
              here(
                  "\"./workbench faceset resize SRC --gray --out SRC-gray\" makes all of them"
                      + " gray.",
                  side)));
    }
  }

  private void types() {
    Map<String, Integer> all = new TreeMap<>();
    int faces = 0;
    StringBuilder words = new StringBuilder();
    for (SideHealth side : sides) {
      side.faceTypes().forEach((type, count) -> all.merge(type, count, Integer::sum));
      faces += side.faces().size();
      words.append(words.isEmpty() ? "" : "; ").append(side.role()).append(' ');
      words.append(
          side.faceTypes().entrySet().stream()
              .map(one -> text("%,d %s", one.getValue(), one.getKey()))
              .collect(Collectors.joining(", ")));
    }
    if (all.size() > 1) {
      int most = all.values().stream().mapToInt(Integer::intValue).max().orElse(0);
      found.add(
          ofSet(
              FindingKind.MIXED_TYPES,
              sides.size() > 1 ? "both" : "src",
              faces - most,
              faces,
              "The faces have several face types: " + words,
              "A model has one face type. Larger faces are cut to it; in smaller ones the"
                  + " border is missing and stays black.",
              "Use the smallest of these types: \"./workbench faceset resize SRC --face-type f"
                  + " --out SRC-f\" makes full faces of larger ones; extract the smaller ones again"
                  + " for a larger type."));
    }
  }

  static Finding ofSet(
      FindingKind kind,
      String side,
      int count,
      int of,
      String headline,
      String meaning,
      String action) {
    return new Finding(kind, side, count, of, headline, meaning, action, List.of(), List.of());
  }

  static List<Finding.Named> named(List<FaceHealth> faces, Function<FaceHealth, String> figure) {
    return faces.stream().map(face -> new Finding.Named(face.name(), figure.apply(face))).toList();
  }

  static List<Finding.Shown> shown(
      Faceset faceset,
      List<FaceHealth> faces,
      Function<FaceHealth, String> figure,
      boolean withPoints) {
    return faces.stream()
        .limit(Finding.PICTURES)
        .map(
            face ->
                new Finding.Shown(
                    face.name(),
                    figure.apply(face),
                    Thumbnails.of(faceset, face.index(), withPoints)))
        .toList();
  }

  /** Names the faceset that is meant. */
  private static String here(String action, SideHealth side) {
    return action.replace("SRC", side.role().toUpperCase(Locale.ROOT));
  }

  static String share(int count, int of, String what) {
    return text("%,d of %,d %s (%.1f %%)", count, of, what, of == 0 ? 0 : 100.0 * count / of);
  }

  static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
