package org.saehdbw.training.classes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.saehdbw.training.classes.NotebookClass.Declaration;

/**
 * One Java file with a class of a notebook and what it needs of other cells. The same declarations
 * give the same file, in whatever order the cells were run.
 *
 * @param folder the package, below which the classes are: {@code notebook/extra_loss_edge}
 * @param source the whole file
 */
record CellsFile(String folder, String source) {
  /** The class that holds the declarations. */
  static final String HOLDER = "Cells";

  private static final String ROOT = "notebook/";
  private static final Pattern IMPORT =
      Pattern.compile("import\\s+(?:static\\s+)?[\\w.]*?(\\w+|\\*)\\s*;");

  /**
   * Writes the file.
   *
   * @param part names the package, such as {@code extra_loss_edge}
   */
  static CellsFile of(String part, NotebookClass type) {
    Map<Declaration, CellParser.Parsed> needed = needed(type);
    Set<String> names = new TreeSet<>();
    needed.values().forEach(parsed -> names.addAll(parsed.names()));
    StringBuilder text = new StringBuilder("package notebook.").append(part).append(";\n\n");
    for (String line : imports(type.imports(), names)) {
      text.append(line).append('\n');
    }
    text.append(
            "\n/** Declarations of a notebook's cells, as they were when they were stored. */\n")
        .append("public final class ")
        .append(HOLDER)
        .append(" {\n  private ")
        .append(HOLDER)
        .append("() {}\n");
    needed
        .values()
        .forEach(parsed -> text.append('\n').append(parsed.source().strip()).append('\n'));
    return new CellsFile(ROOT + part, text.append("}\n").toString());
  }

  /** The file's path in a class folder. */
  String path() {
    return folder + "/" + HOLDER + ".java";
  }

  /** The declarations alone: which imports other cells have is of no consequence. */
  static String declarations(String source) {
    return source
        .lines()
        .filter(line -> !line.startsWith("import "))
        .collect(Collectors.joining("\n"))
        .strip();
  }

  /** The class, then what it uses, by name. */
  private static Map<Declaration, CellParser.Parsed> needed(NotebookClass type) {
    Map<Declaration, CellParser.Parsed> needed =
        new TreeMap<>(
            Comparator.comparing((Declaration one) -> !one.name().equals(type.outermost()))
                .thenComparing(Declaration::name)
                .thenComparing(Declaration::source));
    List<String> wanted = new ArrayList<>(List.of(type.outermost()));
    for (int i = 0; i < wanted.size(); i++) {
      for (Declaration one : type.declarations()) {
        if (one.name().equals(wanted.get(i)) && !needed.containsKey(one)) {
          CellParser.Parsed parsed = CellParser.parse(one);
          needed.put(one, parsed);
          wanted.addAll(parsed.names());
        }
      }
    }
    return needed;
  }

  /** Imports of single names that are used, and all others. */
  private static Set<String> imports(List<String> all, Set<String> names) {
    Set<String> kept = new TreeSet<>();
    for (String line : all) {
      Matcher matcher = IMPORT.matcher(line.strip());
      boolean single = matcher.matches() && !"*".equals(matcher.group(1));
      if (!single || names.contains(matcher.group(1))) {
        kept.add(line.strip());
      }
    }
    return kept;
  }
}
