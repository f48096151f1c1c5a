package org.saehdbw.notebooks.help;

import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a shell knows of the code at a cursor: documentation and completions. */
public final class CursorHelp {
  private static final Logger LOG = LoggerFactory.getLogger(CursorHelp.class);
  private static final Pattern PACKAGES = Pattern.compile("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])");

  /** A signature takes some milliseconds. */
  private static final int MOST_SIGNATURES = 20;

  private static final int MOST_OVERLOADS = 12;

  private final SourceCodeAnalysis analysis;

  /**
   * Makes the help of a shell.
   *
   * @param sources a folder of Java sources by package, for their documentation; signatures come
   *     without it too
   */
  public CursorHelp(JShell shell, Path sources) {
    analysis = shell.sourceCodeAnalysis();
    if (Files.isDirectory(sources)) {
      readSources(sources);
    }
  }

  /** JShell looks for sources in the JDK alone, and has no other way to name them. */
  private void readSources(Path folder) {
    try {
      Field field = analysis.getClass().getDeclaredField("availableSources");
      field.setAccessible(true);
      List<Path> all = new ArrayList<>(List.of(folder));
      Path ofJava = Path.of(System.getProperty("java.home"), "lib", "src.zip");
      if (Files.isRegularFile(ofJava)) {
        all.add(ofJava);
      }
      field.set(analysis, List.copyOf(all));
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.warn("this Java shows signatures without their documentation", e);
    }
  }

  /**
   * Returns signatures and documentation of the name or the call at the cursor, else of the call
   * around it, or what a setting does whose name is there.
   *
   * @param code a cell
   * @param codePoints Unicode characters before the cursor
   */
  public Optional<String> documentation(String code, int codePoints) {
    CursorCode cursor = CursorCode.of(code, codePoints);
    Optional<String> setting =
        cursor
            .literal()
            .flatMap(
                place ->
                    SettingWords.help(
                        place, code.substring(place.start(), cursor.wordEnd(place.start()))));
    if (setting.isPresent()) {
      return setting;
    }
    for (String beginning : cursor.documented()) {
      List<Documentation> found = analysis.documentation(beginning, beginning.length(), true);
      if (!found.isEmpty()) {
        return Optional.of(text(found));
      }
    }
    return Optional.empty();
  }

  private static String text(List<Documentation> found) {
    // Overloads that differ in nothing but their types often share their documentation.
    Map<String, List<String>> byText = new LinkedHashMap<>();
    for (Documentation one : found) {
      String comment = one.javadoc() == null ? "" : JavadocText.of(one.javadoc());
      byText.computeIfAbsent(comment, key -> new ArrayList<>()).add(shortened(one.signature()));
    }
    return byText.entrySet().stream()
        .map(
            entry ->
                signatures(entry.getValue())
                    + (entry.getKey().isEmpty() ? "" : "\n" + entry.getKey()))
        .collect(Collectors.joining("\n\n"));
  }

  private static String signatures(List<String> all) {
    String shown = all.stream().limit(MOST_OVERLOADS).collect(Collectors.joining("\n"));
    int more = all.size() - MOST_OVERLOADS;
    return more > 0 ? shown + "\nand " + more + " more" : shown;
  }

  private static String shortened(String signature) {
    return PACKAGES.matcher(signature).replaceAll("");
  }

  /**
   * Returns what can stand at the cursor.
   *
   * @param code a cell
   * @param codePoints Unicode characters before the cursor
   */
  public Completion completion(String code, int codePoints) {
    CursorCode cursor = CursorCode.of(code, codePoints);
    return cursor.literal().map(place -> words(cursor, place)).orElseGet(() -> names(cursor));
  }

  private static Completion words(CursorCode cursor, CursorCode.Literal place) {
    String typed = cursor.text().substring(place.start(), cursor.at());
    List<Completion.Choice> all = SettingWords.at(place);
    List<Completion.Choice> fitting =
        all.stream().filter(one -> one.text().startsWith(typed)).toList();
    if (fitting.isEmpty()) {
      fitting = all.stream().filter(one -> one.text().contains(typed)).toList();
    }
    int end = cursor.wordEnd(cursor.at());
    return new Completion(cursor.codePoints(place.start()), cursor.codePoints(end), fitting);
  }

  private Completion names(CursorCode cursor) {
    int[] anchor = {cursor.at()};
    List<Suggestion> suggestions =
        analysis.completionSuggestions(cursor.text(), cursor.at(), anchor);
    // Those of the wanted type first; some come twice.
    Set<String> found = new LinkedHashSet<>();
    suggestions.stream().filter(Suggestion::matchesType).forEach(s -> found.add(s.continuation()));
    suggestions.forEach(s -> found.add(s.continuation()));
    String before = cursor.text().substring(0, anchor[0]);
    boolean few = found.size() <= MOST_SIGNATURES;
    List<Completion.Choice> choices =
        found.stream().map(name -> choice(before, name, few)).toList();
    return new Completion(cursor.codePoints(anchor[0]), cursor.codePoints(cursor.at()), choices);
  }

  private Completion.Choice choice(String before, String name, boolean withSignature) {
    boolean method = name.endsWith("(") || name.endsWith("()");
    String kind =
        method ? "function" : Character.isUpperCase(name.charAt(0)) ? "class" : "instance";
    if (!method || !withSignature) {
      return new Completion.Choice(name, kind, "");
    }
    String call = before + name.substring(0, name.indexOf('(') + 1);
    String signature =
        analysis.documentation(call, call.length(), false).stream()
            .map(one -> shortened(one.signature()))
            .collect(Collectors.joining("\n"));
    return new Completion.Choice(name, kind, signature);
  }
}
