package org.saehdbw.facesets;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.saehdbw.facesets.Faceset.RejectedFile;

/**
 * Says which files were left out. Files with the same reason become one line with their count and
 * the first names; reasons that differ only in the file's name or in numbers count as the same.
 */
public final class LeftOut {
  private static final int NAMES = 3;

  private LeftOut() {}

  /**
   * Returns the lines, in the order of each reason's first file.
   *
   * @param what happened to the files, such as {@code skipped}
   */
  public static List<String> lines(String what, List<RejectedFile> files) {
    Map<String, List<RejectedFile>> groups = new LinkedHashMap<>();
    for (RejectedFile file : files) {
      groups.computeIfAbsent(kind(file), kind -> new ArrayList<>()).add(file);
    }
    return groups.values().stream().map(group -> line(what, group)).toList();
  }

  private static String line(String what, List<RejectedFile> group) {
    RejectedFile first = group.get(0);
    if (group.size() == 1) {
      return what + " " + first.name() + ": " + first.reason();
    }
    return String.format(
        Locale.ROOT,
        "%s %d files, first %s: %s; %s%s",
        what,
        group.size(),
        first.name(),
        first.reason(),
        group.size() == 2 ? "also " : "then ",
        names(group.stream().skip(1).map(RejectedFile::name).toList()));
  }

  /** The first names, and how many there are more. */
  public static String names(List<String> names) {
    String first = names.stream().limit(NAMES).collect(Collectors.joining(", "));
    return names.size() > NAMES
        ? String.format(Locale.ROOT, "%s and %d more", first, names.size() - NAMES)
        : first;
  }

  private static String kind(RejectedFile file) {
    String name = file.name().substring(file.name().lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    String known =
        stem.chars().allMatch(Character::isDigit) ? "(?=\\.\\p{Alpha})" : "(?!\\p{Alnum})";
    return file.reason()
        .replaceAll("(?<!\\p{Alnum})" + Pattern.quote(stem) + known, "*")
        .replaceAll("\\d+", "0");
  }
}
