package org.saehdbw.facesets.sorting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.files.Rename;
import org.saehdbw.files.Utf8File;
import org.saehdbw.pictures.FaceFileException;

/**
 * What a renaming does, on the disk before it begins: {@code sort-journal-0001-STATE.json}. The
 * file's name says how far it is, so that the next step needs a rename and no space on the disk.
 * The journal of a renaming that is done stays, and undoing the newest one deletes it, unless faces
 * are gone: then it stays and says what they were called.
 */
final class RenameJournal {
  private static final int VERSION = 1;
  private static final String PREFIX = "sort-journal-";
  private static final String REMEDY =
      "; move the journal to another folder to sort without it: the faces keep the names they have";
  private static final Pattern NAME =
      Pattern.compile(
          PREFIX + "(\\d{4,9})-(renaming|placing|done|undoing|restoring|undone)\\.json");
  private static final Pattern PICTURE =
      Pattern.compile("[^/\\\\]+\\.(jpe?g|png|tiff?)", Pattern.CASE_INSENSITIVE);
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  /** How far it is; the word is part of the file's name. */
  enum State {
    /** From old names to names in between. */
    RENAMING,
    /** From names in between to new ones. */
    PLACING,
    /** Every face has its new name. */
    DONE,
    /** From new names back to names in between. */
    UNDOING,
    /** From names in between back to old ones. */
    RESTORING,
    /** Taken back, but for faces that are gone: nothing is to be done any more. */
    UNDONE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One face.
   *
   * @param from its old name
   * @param via its name in between, which nothing else has
   * @param to its new name
   * @param rejected whether it goes to the folder of the rejected
   */
  record Move(String from, String via, String to, boolean rejected) {}

  /**
   * The file's content.
   *
   * @param version of this format
   * @param rejectedFolder where the rejected go, as seen from the faceset's folder without links,
   *     or empty
   * @param moves all of them
   */
  record Content(int version, String rejectedFolder, List<Move> moves) {}

  private final Path folder;
  private final int number;
  private final State state;
  private final Content content;
  private final Path rejectedPath;

  private RenameJournal(Path folder, int number, State state, Content content) throws IOException {
    this.folder = folder;
    rejectedPath = folder.toRealPath().resolve(content.rejectedFolder()).normalize();
    this.number = number;
    this.state = state;
    this.content = content;
  }

  /**
   * Reads a folder's newest journal that is not undone.
   *
   * @throws FaceFileException if it is none of ours or damaged
   */
  static Optional<RenameJournal> newest(Path folder) throws IOException, FaceFileException {
    Optional<Matcher> newest =
        names(folder).stream()
            .filter(name -> !name.group(2).equals(State.UNDONE.word()))
            .max(Comparator.comparingInt(RenameJournal::number));
    return newest.isEmpty() ? Optional.empty() : Optional.of(read(folder, newest.get()));
  }

  private static List<Matcher> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> NAME.matcher(String.valueOf(file.getFileName())))
          .filter(Matcher::matches)
          .toList();
    }
  }

  private static int number(Matcher name) {
    return Integer.parseInt(name.group(1));
  }

  private static RenameJournal read(Path folder, Matcher name)
      throws IOException, FaceFileException {
    Path file = folder.resolve(name.group());
    try {
      @Nullable Content content = JSON.readValue(Utf8File.readDamaged(file), Content.class);
      if (content == null || content.moves().contains(null)) {
        throw new FaceFileException(file + ": a damaged journal: something in it is null" + REMEDY);
      }
      if (content.version() != VERSION) {
        throw new FaceFileException(
            file
                + ": a journal of a sorting must have version 1, got "
                + content.version()
                + REMEDY);
      }
      requirePictures(file, content.moves());
      State state = State.valueOf(name.group(2).toUpperCase(Locale.ROOT));
      return new RenameJournal(folder, number(name), state, content);
    } catch (JsonProcessingException e) {
      throw new FaceFileException(
          file + ": a damaged journal: " + e.getOriginalMessage() + REMEDY, e);
    } catch (InvalidPathException e) {
      throw new FaceFileException(
          file + ": a damaged journal: the rejected folder's name is not one" + REMEDY, e);
    }
  }

  private static void requirePictures(Path file, List<Move> moves) throws FaceFileException {
    for (Move move : moves) {
      for (String name : List.of(move.from(), move.via(), move.to())) {
        if (!PICTURE.matcher(name).matches()) {
          throw new FaceFileException(
              file + ": a journal may only name pictures of its folder, got " + name + REMEDY);
        }
      }
    }
  }

  /** Writes down a renaming that is about to begin; a journal that is there stays. */
  static RenameJournal create(Path folder, String rejectedFolder, List<Move> moves)
      throws IOException, FaceFileException {
    int number = 1 + names(folder).stream().mapToInt(RenameJournal::number).max().orElse(0);
    Content content = new Content(VERSION, rejectedFolder, List.copyOf(moves));
    RenameJournal journal = new RenameJournal(folder, number, State.RENAMING, content);
    requirePictures(journal.file(), moves);
    AtomicFile.createDurable(
        journal.file(), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n");
    return journal;
  }

  /** Notes that another state begins. */
  RenameJournal advance(State next) throws IOException {
    RenameJournal later = new RenameJournal(folder, number, next, content);
    Rename.replacing(file(), later.file());
    return later;
  }

  void delete() throws IOException {
    Files.delete(file());
  }

  Path file() {
    return folder.resolve(base() + "-" + state.word() + ".json");
  }

  /** The beginning of the names of all that belongs to it. */
  String base() {
    return String.format(Locale.ROOT, "%s%04d", PREFIX, number);
  }

  State state() {
    return state;
  }

  Path folder() {
    return folder;
  }

  List<Move> moves() {
    return content.moves();
  }

  String rejectedFolder() {
    return content.rejectedFolder();
  }

  /** Where the rejected go, links followed. */
  Path rejectedPath() {
    return rejectedPath;
  }

  Path from(Move move) {
    return folder.resolve(move.from());
  }

  Path via(Move move) {
    return folder.resolve(move.via());
  }

  Path to(Move move) {
    return (move.rejected() ? rejectedPath : folder).resolve(move.to());
  }
}
