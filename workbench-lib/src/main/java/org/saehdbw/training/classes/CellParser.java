package org.saehdbw.training.classes;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/** Looks into the source of one declaration of a cell. */
final class CellParser {
  private static final String BEFORE = "class Cell {\n";

  private CellParser() {}

  /**
   * A declaration as a static member of a class.
   *
   * @param source the declaration with the modifiers that make it one
   * @param names simple names that it uses and does not declare as methods itself
   */
  record Parsed(String source, Set<String> names) {}

  /**
   * Parses a declaration.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Parsed parse(NotebookClass.Declaration declaration) {
    String text = BEFORE + declaration.source() + "\n}";
    JavacTask task = SourceCompiler.parser(text);
    try {
      CompilationUnitTree unit = task.parse().iterator().next();
      ClassTree cell = (ClassTree) unit.getTypeDecls().get(0);
      for (Tree member : cell.getMembers()) {
        ModifiersTree modifiers = modifiers(member);
        if (modifiers != null) {
          long start = Trees.instance(task).getSourcePositions().getStartPosition(unit, member);
          int at = Math.toIntExact(start) - BEFORE.length();
          String source = declaration.source();
          return new Parsed(
              source.substring(0, at) + missing(modifiers) + source.substring(at), names(member));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalArgumentException(declaration.name() + " is not a class and not a method");
  }

  private static @Nullable ModifiersTree modifiers(Tree member) {
    if (member instanceof ClassTree type) {
      return type.getModifiers();
    }
    return member instanceof MethodTree method ? method.getModifiers() : null;
  }

  /** What the shell adds too: each declaration is public and static. */
  private static String missing(ModifiersTree modifiers) {
    Set<Modifier> flags = modifiers.getFlags();
    boolean hasAccess =
        flags.contains(Modifier.PUBLIC)
            || flags.contains(Modifier.PROTECTED)
            || flags.contains(Modifier.PRIVATE);
    return (hasAccess ? "" : "public ") + (flags.contains(Modifier.STATIC) ? "" : "static ");
  }

  private static Set<String> names(Tree member) {
    Set<String> used = new TreeSet<>();
    Set<String> ownMethods = new TreeSet<>();
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitIdentifier(IdentifierTree tree, @Nullable Void none) {
        used.add(tree.getName().toString());
        return super.visitIdentifier(tree, none);
      }

      @Override
      public @Nullable Void visitMethod(MethodTree tree, @Nullable Void none) {
        ownMethods.add(tree.getName().toString());
        return super.visitMethod(tree, none);
      }
    }.scan(member, null);
    used.removeAll(ownMethods);
    return used;
  }
}
