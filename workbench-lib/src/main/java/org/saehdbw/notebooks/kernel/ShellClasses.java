package org.saehdbw.notebooks.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.VarSnippet;
import org.saehdbw.training.classes.NotebookClass;
import org.saehdbw.training.classes.NotebookClass.Declaration;

/**
 * Classes of a JShell by their source. JShell calls the classes of cell 18 {@code
 * REPL.$JShell$18$NAME}, those of its next version {@code REPL.$JShell$18B$NAME}, and so on.
 */
public final class ShellClasses {
  private static final Pattern CLASS = Pattern.compile("REPL\\.\\$JShell\\$(\\d+)([A-Z]*)\\$(.+)");
  private static final int LETTERS = 26;

  /** Versions that could not be compiled have numbers too. */
  private static final int VERSIONS = 64;

  private ShellClasses() {}

  /**
   * Returns the source of a class and what it may refer to, empty if it is not of a shell.
   *
   * @throws IllegalArgumentException if its cell was run again or dropped, so that the source is
   *     not that of the class any more
   */
  public static Optional<NotebookClass> find(JShell shell, Class<?> type) {
    Matcher matcher = CLASS.matcher(type.getName());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    List<Declaration> declarations = new ArrayList<>();
    shell.types().forEach(t -> declarations.add(new Declaration(t.name(), true, t.source())));
    shell.methods().forEach(m -> declarations.add(new Declaration(m.name(), false, m.source())));
    Set<String> variables = shell.variables().map(VarSnippet::name).collect(Collectors.toSet());
    List<String> imports = shell.imports().map(Snippet::source).toList();
    NotebookClass found = new NotebookClass(matcher.group(3), imports, declarations, variables);
    String outermost = found.name().replaceFirst("\\$.*", "");
    boolean declared =
        declarations.stream().anyMatch(one -> one.isType() && one.name().equals(outermost));
    if (!declared || hasNewer(type, matcher)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the object is of an earlier version of class %s: the cell of the class, or of one"
                  + " that it uses, was run again; run the cell that makes the object again too",
              outermost));
    }
    return Optional.of(found);
  }

  private static boolean hasNewer(Class<?> type, Matcher matcher) {
    int version = 0;
    for (char letter : matcher.group(2).toCharArray()) {
      version = version * LETTERS + letter - 'A';
    }
    for (int next = version + 1; next <= version + VERSIONS; next++) {
      String name = "REPL.$JShell$" + matcher.group(1) + letters(next) + "$" + matcher.group(3);
      try {
        Class.forName(name, false, type.getClassLoader());
        return true;
      } catch (ClassNotFoundException e) {
        // The usual case.
      }
    }
    return false;
  }

  private static String letters(int version) {
    StringBuilder letters = new StringBuilder();
    for (int left = version; left > 0; left /= LETTERS) {
      letters.insert(0, (char) ('A' + left % LETTERS));
    }
    return letters.toString();
  }
}
