package org.saehdbw.runs;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs work that only decorates a result, such as charts and previews. A failure of it becomes a
 * warning, never the end of the work: of each kind one warning only.
 *
 * <p>A machine without fonts, or without Java's libraries for drawing, fails with an {@link Error}
 * of many classes. After such a failure the same work is not tried again: it would fail each time.
 */
public final class Decoration {
  /** Work that may fail. */
  @FunctionalInterface
  public interface Work {
    /** Does the work. */
    void run() throws IOException;
  }

  private static final String FONTS =
      "Java cannot draw text here, because fonts or the libraries for them are missing; install"
          + " fontconfig, freetype and a font, such as the packages fontconfig and"
          + " fonts-dejavu-core";

  private final Consumer<String> warnings;
  private final Set<String> said = new HashSet<>();
  private final Set<String> impossible = new HashSet<>();

  /**
   * Makes a guard.
   *
   * @param warnings takes each warning once
   */
  public Decoration(Consumer<String> warnings) {
    this.warnings = warnings;
  }

  /**
   * Does the work, or warns.
   *
   * @param what the subject of the warning, such as {@code the charts}
   * @return whether the work was done
   */
  public synchronized boolean attempt(String what, Work work) {
    if (impossible.contains(what)) {
      return false;
    }
    try {
      work.run();
      return true;
    } catch (IOException | RuntimeException | LinkageError | VirtualMachineError e) {
      if (isOfDrawing(e)) {
        impossible.add(what);
      }
      if (said.add(what + e.getClass())) {
        warnings.accept(what + " could not be drawn: " + reason(e));
      }
      return false;
    }
  }

  /** Whether a failure, or one of its causes, is of Java's drawing or of a library for it. */
  public static boolean isOfDrawing(Throwable failure) {
    for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
      for (StackTraceElement element : at.getStackTrace()) {
        String name = element.getClassName();
        if (name.startsWith("java.awt.")
            || name.startsWith("sun.awt.")
            || name.startsWith("sun.font.")
            || name.startsWith("sun.java2d.")) {
          return !(failure instanceof OutOfMemoryError);
        }
      }
    }
    return false;
  }

  /** Returns in one line why drawing failed and, where fonts are missing, what to install. */
  public static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage() == null ? "" : ": " + root.getMessage();
    String cause = root.getClass().getSimpleName() + message.replaceAll("\\s*\\R\\s*", " ");
    return isOfDrawing(failure) ? FONTS + " (" + cause + ")" : cause;
  }
}
