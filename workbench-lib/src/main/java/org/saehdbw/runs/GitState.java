package org.saehdbw.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.saehdbw.processes.ChildStart;

/** Of which commit the sources are, and whether their files are still those of the commit. */
final class GitState {
  static final String UNKNOWN = "unknown";
  static final String CLEAN = "clean";
  static final String CHANGED = "changed";

  private static final String GIT_FOLDER = "gitdir: ";
  private static final long PATIENCE_S = 3;

  private GitState() {}

  /**
   * Asks git whether a tracked file of the checkout was changed; files that git does not know, such
   * as results, do not count.
   *
   * @return {@link #CLEAN}, {@link #CHANGED}, or {@link #UNKNOWN} without an answer
   */
  static String ofFiles(Path folder) {
    if (commit(folder).equals(UNKNOWN)) {
      return UNKNOWN;
    }
    List<String> words =
        List.of("git", "--no-optional-locks", "diff", "--quiet", "--no-ext-diff", "HEAD");
    try {
      Process git = ChildStart.of(words).in(folder).droppingErrors().start();
      boolean ended = git.waitFor(PATIENCE_S, TimeUnit.SECONDS);
      git.destroyForcibly();
      return !ended ? UNKNOWN : state(git.exitValue());
    } catch (IOException e) {
      return UNKNOWN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return UNKNOWN;
    }
  }

  private static String state(int exitCode) {
    return switch (exitCode) {
      case 0 -> CLEAN;
      case 1 -> CHANGED;
      default -> UNKNOWN;
    };
  }

  /** Returns the commit, read from the checkout's files, so that no git program is needed. */
  static String commit(Path folder) {
    try {
      for (Path at = folder.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
        Path git = at.resolve(".git");
        if (Files.exists(git)) {
          Path own = linked(git, git);
          return resolve(own, Files.readString(own.resolve("HEAD")).strip());
        }
      }
    } catch (IOException | InvalidPathException e) {
      return UNKNOWN;
    }
    return UNKNOWN;
  }

  /**
   * Returns the folder that a file of git names, as the checkouts of {@code git worktree} have it,
   * or {@code otherwise} where there is no such file.
   */
  private static Path linked(Path otherwise, Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return otherwise;
    }
    String text = Files.readString(file).strip();
    String name = text.startsWith(GIT_FOLDER) ? text.substring(GIT_FOLDER.length()) : text;
    return file.resolveSibling(name).normalize();
  }

  private static String resolve(Path git, String head) throws IOException {
    if (!head.startsWith("ref: ")) {
      return head;
    }
    String ref = head.substring("ref: ".length());
    Path shared = linked(git, git.resolve("commondir"));
    if (Files.exists(shared.resolve(ref))) {
      return Files.readString(shared.resolve(ref)).strip();
    }
    Path packed = shared.resolve("packed-refs");
    List<String> lines = Files.exists(packed) ? Files.readAllLines(packed) : List.of();
    return lines.stream()
        .filter(line -> line.endsWith(" " + ref))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .findFirst()
        .orElse(UNKNOWN);
  }
}
