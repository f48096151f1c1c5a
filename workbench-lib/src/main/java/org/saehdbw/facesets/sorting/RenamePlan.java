package org.saehdbw.facesets.sorting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.saehdbw.facesets.packs.FacesetPack;
import org.saehdbw.facesets.sorting.RenameJournal.Move;

/** Which file gets which name, checked as a whole before the first one does. */
final class RenamePlan {
  private static final String METADATA_BACKUP = "meta.dat";
  private static final int LEAST_DIGITS = 5;

  private final Path folder;
  private final Optional<Path> rejectedFolder;
  private final List<Move> moves = new ArrayList<>();

  private RenamePlan(Path folder, Optional<Path> rejectedFolder) {
    this.folder = folder;
    this.rejectedFolder = rejectedFolder;
  }

  /**
   * Plans.
   *
   * @param rename whether kept faces are named by their ranks
   * @param rejectedFolder where rejected faces go, if they go
   * @return the moves; none where everything has its name already
   */
  static List<Move> of(
      FacesetOrder order, Path folder, boolean rename, Optional<Path> rejectedFolder)
      throws IOException {
    RenamePlan plan = new RenamePlan(folder, rejectedFolder);
    requireFiles(folder);
    if (rename) {
      plan.nameByRank(order);
    }
    if (rejectedFolder.isPresent()) {
      plan.checkRejectedFolder(rejectedFolder.get());
      plan.putAside(order, rejectedFolder.get());
    }
    plan.checkNewNames();
    return plan.moves;
  }

  /**
   * Refuses a folder with something in it that knows faces by their files' names.
   *
   * @throws IllegalArgumentException if it holds a pack or a backup of face data
   */
  static void requireFiles(Path folder) {
    if (Files.exists(folder.resolve(FacesetPack.FILE_NAME))) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "faces in a pack have no files to rename, and %s holds %s; \"faceset unpack\" makes"
                  + " files of them",
              folder,
              FacesetPack.FILE_NAME));
    }
    if (Files.exists(folder.resolve(METADATA_BACKUP))) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s holds %s, which knows faces by their files' names; restore it or move it away"
                  + " before renaming",
              folder,
              METADATA_BACKUP));
    }
  }

  private void nameByRank(FacesetOrder order) throws IOException {
    int digits =
        Math.max(LEAST_DIGITS, String.valueOf(Math.max(0, order.faces().size() - 1)).length());
    for (FacesetOrder.Ranked face : order.faces()) {
      if (!Files.isRegularFile(folder.resolve(face.name()))) {
        throw new IOException(
            folder.resolve(face.name())
                + " was removed after the faces were sorted; nothing was renamed, sort again");
      }
      String to = String.format(Locale.ROOT, "%0" + digits + "d.jpg", face.rank());
      if (!to.equals(face.name())) {
        add(face.name(), to, false);
      }
    }
  }

  private void checkRejectedFolder(Path rejected) throws IOException {
    Path own = RealPath.of(folder);
    Path theirs = RealPath.of(rejected);
    if (theirs.startsWith(own)) {
      throw new IllegalArgumentException(
          "rejected faces go beside the faceset's folder and not into it, got " + rejected);
    }
    if (Files.exists(theirs) && !Files.isDirectory(theirs)) {
      throw new IllegalArgumentException(
          "rejected faces go into a folder, and " + rejected + " is a file");
    }
    Path there = theirs;
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (there != null && !Files.getFileStore(there).equals(Files.getFileStore(own))) {
      throw new IllegalArgumentException(
          "rejected faces stay on the disk of their faceset, and " + rejected + " is on another");
    }
  }

  /** Gives a rejected face another name where one of that name was rejected before. */
  private void putAside(FacesetOrder order, Path rejected) {
    Set<String> taken = new HashSet<>();
    for (FacesetOrder.Rejected face : order.rejected()) {
      if (Files.isRegularFile(folder.resolve(face.name()))) {
        int dot = face.name().lastIndexOf('.');
        String name = face.name();
        for (int i = 2; !taken.add(name) || Files.exists(rejected.resolve(name)); i++) {
          name = face.name().substring(0, dot) + "-" + i + face.name().substring(dot);
        }
        add(face.name(), name, true);
      }
    }
  }

  private void add(String from, String to, boolean rejected) {
    String via = String.format(Locale.ROOT, "sorting-%05d-%s", moves.size(), from);
    moves.add(new Move(from, via, to, rejected));
  }

  private void checkNewNames() {
    Set<String> leaving = new HashSet<>();
    moves.forEach(move -> leaving.add(move.from()));
    for (Move move : moves) {
      String taken = move.rejected() ? move.via() : move.to();
      for (String name : List.of(taken, move.via())) {
        if (Files.exists(folder.resolve(name)) && !leaving.contains(name)) {
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT,
                  "%s is in the way of %s, which gets this name; %s",
                  folder.resolve(name),
                  move.from(),
                  rejectedFolder.isEmpty()
                      ? "if it is a rejected face, --rejected moves it away"
                      : "move it away"));
        }
      }
    }
  }
}
