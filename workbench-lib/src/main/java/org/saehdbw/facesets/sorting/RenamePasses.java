package org.saehdbw.facesets.sorting;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.saehdbw.facesets.sorting.RenameJournal.Move;
import org.saehdbw.facesets.sorting.RenameJournal.State;
import org.saehdbw.files.FileOperationException;
import org.saehdbw.parallel.Progress;

/**
 * Renames by a journal, in two passes, so that no name is ever needed twice and every face is in
 * one of two places whenever the process ends. To continue, the pass is done again: what has moved
 * is where it should be.
 */
final class RenamePasses {
  /** How a file gets another name; fails if there is one of that name. */
  interface Mover {
    void move(Path from, Path to) throws IOException;
  }

  private final Mover mover;
  private final Progress progress;
  private RenameJournal journal;
  private int gone;

  RenamePasses(RenameJournal journal, Mover mover, Progress progress) {
    this.journal = journal;
    this.mover = mover;
    this.progress = progress;
  }

  /** A file's old and new place in a pass. */
  private interface Places {
    Path of(Move move);
  }

  /** Brings a renaming to its end. */
  SortFiles.Applied finish() throws IOException {
    RenameConflicts.requireFreeNewNames(journal);
    if (journal.state() == State.RENAMING) {
      pass(journal::from, journal::via);
      journal = journal.advance(State.PLACING);
    }
    if (!journal.rejectedFolder().isEmpty()) {
      Files.createDirectories(journal.rejectedPath());
    }
    pass(journal::via, journal::to);
    renameLists();
    journal = journal.advance(State.DONE);
    return applied(false);
  }

  /** Gives all faces their old names again, however far the renaming came. */
  SortFiles.Applied undo() throws IOException {
    requireRejected();
    RenameConflicts.requireFreeOldNames(journal);
    if (journal.state() == State.RENAMING) {
      journal = journal.advance(State.RESTORING);
    }
    if (journal.state() == State.PLACING || journal.state() == State.DONE) {
      journal = journal.advance(State.UNDOING);
    }
    if (journal.state() == State.UNDOING) {
      pass(journal::to, journal::via);
      journal = journal.advance(State.RESTORING);
    }
    gone = 0;
    pass(journal::via, journal::from);
    NameLists.restore(journal);
    if (gone == 0) {
      journal.delete();
    } else {
      // The only place that knows what the missing faces were called.
      journal = journal.advance(State.UNDONE);
    }
    return applied(true);
  }

  /** A missing folder may come back: its faces are not given up. */
  private void requireRejected() throws IOException {
    if (journal.state() == State.RENAMING || journal.state() == State.RESTORING) {
      return;
    }
    long away =
        journal.moves().stream()
            .filter(move -> move.rejected() && !Files.exists(journal.via(move)))
            .count();
    if (away > 0 && !Files.isDirectory(journal.rejectedPath())) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%d rejected faces went to %s, which is not a folder; nothing was undone: move the folder back, or create an empty one there if the files no longer exist",
              away,
              journal.rejectedPath()));
    }
  }

  private void renameLists() throws IOException {
    try {
      NameLists.rename(journal);
    } catch (IOException e) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "the faces have their new names, but a list of names was not written (%s):"
                  + " --resume continues and --undo reverts it",
              why(e)),
          e);
    }
  }

  private SortFiles.Applied applied(boolean undone) {
    long rejected = journal.moves().stream().filter(Move::rejected).count();
    return new SortFiles.Applied(
        journal.moves().size() - (int) rejected,
        (int) rejected,
        gone,
        journal.rejectedFolder().isEmpty() ? "" : journal.rejectedPath().toString(),
        undone);
  }

  private void pass(Places from, Places to) throws IOException {
    int all = journal.moves().size();
    int done = 0;
    gone = 0;
    for (Move move : journal.moves()) {
      try {
        step(from.of(move), to.of(move));
      } catch (IOException e) {
        throw stopped(e, done, all);
      }
      progress.at("renaming", ++done, all);
    }
  }

  private void step(Path from, Path to) throws IOException {
    if (Files.exists(from)) {
      if (Files.exists(to)) {
        throw new IOException(to + " is in the way of " + from);
      }
      mover.move(from, to);
    } else if (!Files.exists(to)) {
      gone++;
    }
  }

  private IOException stopped(IOException cause, int done, int all) {
    return new IOException(
        String.format(
            Locale.ROOT,
            "renaming stopped at face %d of %d (%s); no face is lost: --resume continues and --undo reverts it",
            done + 1,
            all,
            why(cause)),
        cause);
  }

  private static String why(IOException cause) {
    return cause instanceof FileSystemException && !(cause instanceof FileOperationException)
        ? cause.getClass().getSimpleName() + ": " + cause.getMessage()
        : String.valueOf(cause.getMessage());
  }
}
