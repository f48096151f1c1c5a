package org.saehdbw.facesets.sorting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.saehdbw.facesets.sorting.RenameJournal.Move;
import org.saehdbw.facesets.sorting.RenameJournal.State;

/**
 * Files that have a name that a face of a journal needs, such as those of a second import. They are
 * all named before anything is renamed, so that one command moves them away.
 */
final class RenameConflicts {
  private static final int NAMES = 3;

  private RenameConflicts() {}

  /**
   * Looks for files where faces get their old names back.
   *
   * @throws IOException if there are some; nothing was changed then
   */
  static void requireFreeOldNames(RenameJournal journal) throws IOException {
    boolean early = journal.state() == State.RENAMING || journal.state() == State.RESTORING;
    Set<Path> moving = new HashSet<>();
    if (!early) {
      journal.moves().stream()
          .filter(move -> !Files.exists(journal.via(move)))
          .forEach(move -> moving.add(journal.to(move)));
    }
    List<Path> others = new ArrayList<>();
    for (Move move : journal.moves()) {
      Path old = journal.from(move);
      boolean elsewhere =
          Files.exists(journal.via(move)) || (!early && Files.exists(journal.to(move)));
      if (elsewhere && Files.exists(old) && !moving.contains(old)) {
        others.add(old);
      }
    }
    refuse(others, "its old name", "--undo");
  }

  /**
   * Looks for files where faces get their new names.
   *
   * @throws IOException if there are some; nothing was changed then
   */
  static void requireFreeNewNames(RenameJournal journal) throws IOException {
    Set<Path> moving = new HashSet<>();
    if (journal.state() == State.RENAMING) {
      journal.moves().stream()
          .filter(move -> !Files.exists(journal.via(move)))
          .forEach(move -> moving.add(journal.from(move)));
    }
    List<Path> others = new ArrayList<>();
    for (Move move : journal.moves()) {
      Path to = journal.to(move);
      boolean waiting =
          Files.exists(journal.via(move))
              || (journal.state() == State.RENAMING && Files.exists(journal.from(move)));
      if (waiting && Files.exists(to) && !moving.contains(to)) {
        others.add(to);
      }
    }
    refuse(others, "its new name", "--resume");
  }

  private static void refuse(List<Path> others, String name, String option) throws IOException {
    if (others.isEmpty()) {
      return;
    }
    List<String> first = others.stream().limit(NAMES).map(Path::toString).toList();
    throw new IOException(
        String.format(
            Locale.ROOT,
            "%s where a face needs %s: %s%s; nothing was renamed: move %s to another folder, then"
                + " %s continues",
            others.size() == 1 ? "1 file is" : others.size() + " files are",
            name,
            String.join(", ", first),
            others.size() > NAMES ? " and others" : "",
            others.size() == 1 ? "it" : "them",
            option));
  }
}
