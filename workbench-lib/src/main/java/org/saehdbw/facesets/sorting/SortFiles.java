package org.saehdbw.facesets.sorting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.files.FolderInUseException;
import org.saehdbw.files.FolderLock;
import org.saehdbw.files.Rename;
import org.saehdbw.files.Utf8File;
import org.saehdbw.parallel.Progress;
import org.saehdbw.pictures.FaceFileException;

/**
 * An order in a folder: {@value #ORDER} and {@value #MANIFEST}, and files named by their ranks.
 *
 * <p>Renaming goes by a journal in the folder, so that it can be gone on with after a crash and
 * taken back, also later. No file is ever written over or deleted.
 *
 * @param folder the faceset's folder
 * @param progress receives how far it is
 */
public record SortFiles(Path folder, Progress progress) {
  private static final String LOCK = ".sort";

  /** The file with the order. */
  public static final String ORDER = "order.csv";

  /** The file that says what was asked. */
  public static final String MANIFEST = "order.json";

  private static final String HEADER = "rank,name,metric,reason";
  private static final String LINE_END = "\r\n";
  private static final String FORMAT = "faceset order";
  private static final int VERSION = 1;

  /**
   * What was done.
   *
   * @param renamed how many kept faces got another name
   * @param rejected how many rejected files were moved away
   * @param gone how many of both are not there any more
   * @param rejectedFolder where the rejected are, or empty
   * @param undone whether they got their old names and places again
   */
  public record Applied(
      int renamed, int rejected, int gone, String rejectedFolder, boolean undone) {}

  /** The files of a folder. */
  public static SortFiles in(Path folder) {
    return new SortFiles(folder, Progress.NONE);
  }

  /** Returns this with a listener for the progress. */
  public SortFiles progress(Progress listener) {
    return new SortFiles(folder, listener);
  }

  /**
   * Writes the order and the manifest; ones that are there are replaced.
   *
   * @param tool the program and its version
   * @throws IllegalArgumentException if a file with one of these names exists and is not an order
   * @throws IOException if they cannot be written
   */
  public void write(FacesetOrder order, String tool) throws IOException {
    requireOwn();
    Files.createDirectories(folder);
    AtomicFile.writeDurable(folder.resolve(ORDER), csv(order));
    AtomicFile.writeDurable(folder.resolve(MANIFEST), manifest(order, tool));
  }

  /**
   * Refuses a folder where an order would replace another's file.
   *
   * @throws IllegalArgumentException if {@value #ORDER} or {@value #MANIFEST} is there and no order
   * @throws IOException if one of them cannot be read
   */
  public void requireOwn() throws IOException {
    Path file = folder.resolve(ORDER);
    requireOwn(file, !Files.exists(file) || isOrder(file));
    Path manifest = folder.resolve(MANIFEST);
    requireOwn(manifest, !Files.exists(manifest) || isManifest(manifest));
  }

  private static void requireOwn(Path file, boolean own) {
    if (!own) {
      throw new IllegalArgumentException(
          file
              + " is another file and not an order of faces; it is kept, write the order"
              + " elsewhere");
    }
  }

  private static boolean isOrder(Path file) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      return HEADER.equals(reader.readLine());
    }
  }

  private static boolean isManifest(Path file) throws IOException {
    try {
      JsonNode manifest = new ObjectMapper().readTree(Utf8File.readDamaged(file));
      return manifest.path("format").asText().equals(FORMAT);
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /** One line a face, RFC 4180: the kept ones by rank, then the rejected without a rank. */
  static String csv(FacesetOrder order) {
    StringBuilder text = new StringBuilder(HEADER).append(LINE_END);
    order.faces().forEach(face -> row(text, "" + face.rank(), face.name(), face.text(), ""));
    order.rejected().forEach(face -> row(text, "", face.name(), face.text(), face.reason()));
    return text.toString();
  }

  private static void row(StringBuilder text, String... cells) {
    for (int i = 0; i < cells.length; i++) {
      text.append(i == 0 ? "" : ",").append(quoted(cells[i]));
    }
    text.append(LINE_END);
  }

  private static String quoted(String cell) {
    boolean plain = Stream.of(",", "\"", "\n", "\r").noneMatch(cell::contains);
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  private static String manifest(FacesetOrder order, String tool) {
    ObjectNode manifest =
        new ObjectMapper()
            .createObjectNode()
            .put("format", FORMAT)
            .put("version", VERSION)
            .put("method", order.method().option())
            .put("settings", order.settings())
            .put("faceset", order.faceset())
            .put("source", order.source())
            .put("fingerprint", order.fingerprint())
            .put("kept", order.faces().size())
            .put("rejected", order.rejected().size())
            .put("tool", tool);
    return manifest.toPrettyString() + "\n";
  }

  /** Where rejected faces go if nothing else is said: {@code NAME_rejected} beside the folder. */
  public Path rejectedFolder() {
    Path own = folder.toAbsolutePath().normalize();
    return own.resolveSibling(own.getFileName() + "_rejected");
  }

  /**
   * Names kept faces by their ranks, {@code 00000.jpg} and so on, and moves rejected files away.
   *
   * @param order of the faces in this folder
   * @param rename whether kept faces are renamed
   * @param rejectedTo where rejected files go; empty leaves them where they are. One of the same
   *     name there is kept, and the new one gets a number
   * @throws IllegalArgumentException if the folder holds a pack, if names clash, or if the rejected
   *     cannot go there; nothing was renamed then
   * @throws IllegalStateException if an earlier renaming is unfinished, or another process is
   *     renaming
   * @throws FaceFileException if a journal in the folder is damaged
   * @throws IOException if a face is gone, or a file cannot be renamed; the message says how to go
   *     on
   */
  @SuppressWarnings("try") // the lock is held, not called
  public Applied apply(FacesetOrder order, boolean rename, Optional<Path> rejectedTo)
      throws IOException, FaceFileException {
    try (FolderLock lock = lock()) {
      requireFinished();
      List<RenameJournal.Move> moves = RenamePlan.of(order, folder, rename, rejectedTo);
      if (moves.isEmpty()) {
        return new Applied(0, 0, 0, "", false);
      }
      boolean away = moves.stream().anyMatch(RenameJournal.Move::rejected);
      String rejected = away && rejectedTo.isPresent() ? fromHere(rejectedTo.get()) : "";
      RenameJournal journal = RenameJournal.create(folder, rejected, moves);
      return passes(journal).finish();
    }
  }

  /** Relative to the folder itself, with all links followed. */
  private String fromHere(Path rejected) throws IOException {
    return RealPath.of(folder).relativize(RealPath.of(rejected)).toString();
  }

  private RenamePasses passes(RenameJournal journal) {
    return new RenamePasses(journal, Rename::anywhere, progress);
  }

  /**
   * Refuses to continue while an earlier renaming is unfinished.
   *
   * @throws IllegalStateException if it is
   * @throws FaceFileException if its journal is damaged
   * @throws IOException if the folder cannot be listed
   */
  public void requireFinished() throws IOException, FaceFileException {
    Optional<RenameJournal> journal = RenameJournal.newest(folder);
    if (journal.isPresent() && journal.get().state() != RenameJournal.State.DONE) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "an earlier renaming of %s was interrupted (%s); --resume continues it,"
                  + " --undo reverts it",
              folder,
              journal.get().file().getFileName()));
    }
  }

  /**
   * Brings an unfinished renaming, or an unfinished undoing, to its end.
   *
   * @throws IllegalStateException if nothing is unfinished, or another process is renaming
   * @throws IllegalArgumentException if the folder holds a pack or a backup of face data
   * @throws FaceFileException if the journal is damaged
   * @throws IOException if a file cannot be renamed
   */
  @SuppressWarnings("try") // the lock is held, not called
  public Applied resume() throws IOException, FaceFileException {
    RenamePlan.requireFiles(folder);
    try (FolderLock lock = lock()) {
      Optional<RenameJournal> journal = RenameJournal.newest(folder);
      if (journal.isEmpty() || journal.get().state() == RenameJournal.State.DONE) {
        throw new IllegalStateException("no renaming of " + folder + " is unfinished");
      }
      RenamePasses passes = passes(journal.get());
      return switch (journal.get().state()) {
        case UNDOING, RESTORING -> passes.undo();
        default -> passes.finish();
      };
    }
  }

  /**
   * Takes the newest renaming back, finished or not; done again, the one before it.
   *
   * <p>Its journal is deleted then; where faces are gone it stays, as {@code
   * sort-journal-NNNN-undone.json}.
   *
   * @return what got its old name and place again
   * @throws IllegalStateException if nothing was renamed, or another process is renaming
   * @throws IllegalArgumentException if the folder holds a pack or a backup of face data
   * @throws FaceFileException if the journal is damaged
   * @throws IOException if a file cannot be renamed, or the folder of the rejected is not there
   */
  @SuppressWarnings("try") // the lock is held, not called
  public Applied undo() throws IOException, FaceFileException {
    RenamePlan.requireFiles(folder);
    try (FolderLock lock = lock()) {
      Optional<RenameJournal> journal = RenameJournal.newest(folder);
      if (journal.isEmpty()) {
        throw new IllegalStateException("nothing was renamed in " + folder + " by its journals");
      }
      return passes(journal.get()).undo();
    }
  }

  /** One process at a time gives the files other names. */
  private FolderLock lock() throws IOException {
    if (!Files.isDirectory(folder)) {
      throw Files.exists(folder)
          ? new NotDirectoryException(folder.toString())
          : new NoSuchFileException(folder.toString());
    }
    try {
      return FolderLock.acquire(
          folder,
          LOCK,
          who -> who + " is renaming the files of " + folder + "; try again when it has ended");
    } catch (FolderInUseException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}
