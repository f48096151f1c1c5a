package org.saehdbw.deepfacelab;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.saehdbw.files.Fsync;
import org.saehdbw.files.Rename;

/**
 * Puts a model's new files where its old ones are, so that a stop in between leaves no mix that
 * DeepFaceLab would load, and the old files on the disk.
 *
 * <p>The old files go to {@code .replacing-NAME_CLASS}, {@code data.dat} first, without which
 * DeepFaceLab lists no model; that folder becomes {@code .replaced-NAME_CLASS} once it holds all of
 * them; the new files come, {@code data.dat} last; then the old ones are given up. Only one process
 * can make the first folder, and while either exists no other process changes the model.
 */
final class ModelSwap {
  private static final String LEAVING = ".replacing-";
  private static final String REPLACED = ".replaced-";
  private static final Pattern FOLDER =
      Pattern.compile("\\.(?:replacing|replaced)-(.+)_(SAEHDBW|SAEHD)");

  /** Renames a file or folder. */
  @FunctionalInterface
  interface Mover {
    /** Renames in one step, to the same file system. */
    void move(Path from, Path to) throws IOException;
  }

  /** Renames files as the system does it. */
  static final Mover RENAME = Rename::replacing;

  private final ModelFolder target;
  private final Mover mover;
  private final Path leaving;
  private final Path replaced;

  /** Prepares to replace a model, or to add it where there is none. */
  ModelSwap(ModelFolder target, Mover mover) {
    this.target = target;
    this.mover = mover;
    leaving = target.path().resolve(LEAVING + target.prefix());
    replaced = target.path().resolve(REPLACED + target.prefix());
  }

  /**
   * Refuses a folder where a model's files are being replaced, or were when a process was killed.
   *
   * @param wanted the model's name, with or without its class; without it every model counts
   * @throws ModelFileException if it is so; the message says how to put the files back
   */
  static void requireFinished(Path folder, Optional<String> wanted) throws IOException {
    List<Path> entries = list(folder);
    for (Path entry : entries) {
      Matcher matcher = FOLDER.matcher(entry.getFileName().toString());
      if (!matcher.matches() || !Files.isDirectory(entry)) {
        continue;
      }
      ModelFolder model =
          new ModelFolder(folder, matcher.group(1), ModelClass.valueOf(matcher.group(2)));
      if (wanted.isEmpty()
          || model.name().equals(wanted.get())
          || model.prefix().equals(wanted.get())) {
        throw new ModelSwap(model, RENAME).unfinished();
      }
    }
  }

  /**
   * Replaces the files.
   *
   * @param written the new files, on the same file system and on the disk, {@code data.dat} last;
   *     default options of the class stay where they are if there are any already
   * @param force whether there may be a model
   * @param trash where the old files' folder is moved at last
   * @return the new files in their places
   * @throws IllegalArgumentException if the model is there already and may not be replaced
   * @throws ModelFileException if another process is replacing it, or was killed at it
   * @throws IOException if a file cannot be moved; the old files are back then
   */
  List<Path> replace(List<Path> written, boolean force, Path trash) throws IOException {
    claim();
    List<Path> in = new ArrayList<>();
    try {
      requireFreeOr(force);
      for (Path old : target.existing()) {
        mover.move(old, leaving.resolve(old.getFileName()));
      }
      mover.move(leaving, replaced);
      for (Path file : written) {
        Path place = target.path().resolve(file.getFileName());
        if (!place.equals(target.defaultOptions()) || !Files.exists(place)) {
          in.add(place);
          mover.move(file, place);
        }
      }
      Fsync.folder(target.path());
      mover.move(replaced, trash);
      return in;
    } catch (IOException | RuntimeException e) {
      restore(in, e);
      throw e;
    }
  }

  /**
   * Refuses a model that is there, if it may not be replaced.
   *
   * @throws IllegalArgumentException if it is so
   */
  void requireFreeOr(boolean force) {
    if (!force && !target.existing().isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: holds a model %s already; force (--force) replaces it",
              target.path(),
              target.prefix()));
    }
  }

  private void claim() throws IOException {
    try {
      Files.createDirectory(leaving);
    } catch (FileAlreadyExistsException e) {
      throw unfinished();
    }
    // Asked after the claim: whoever was before us renames its own to this.
    if (Files.exists(replaced)) {
      Files.delete(leaving);
      throw unfinished();
    }
  }

  private void restore(List<Path> in, Exception cause) {
    if (!Files.exists(leaving) && !Files.exists(replaced)) {
      // Deleted already, although the file system reported an error: only the new files exist.
      return;
    }
    try {
      Collections.reverse(in);
      for (Path file : in) {
        Files.deleteIfExists(file);
      }
      if (Files.exists(replaced)) {
        mover.move(replaced, leaving);
      }
      List<Path> old = list(leaving);
      // data.dat last, as always: it makes a model of the files.
      old.sort(Comparator.comparing(file -> file.toString().endsWith(ModelFolder.DATA)));
      for (Path file : old) {
        mover.move(file, target.path().resolve(file.getFileName()));
      }
      Files.delete(leaving);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private ModelFileException unfinished() throws IOException {
    return new ModelFileException(
        String.format(
            Locale.ROOT,
            "%s: an export of %s is running there or was interrupted; if it was interrupted, %s",
            target.path(),
            target.prefix(),
            remedy()));
  }

  private String remedy() throws IOException {
    if (!Files.exists(replaced)) {
      return String.format(
          Locale.ROOT, "move what is in %s back into %s and delete it", leaving, target.path());
    }
    if (Files.exists(target.file(ModelFolder.DATA))) {
      return String.format(
          Locale.ROOT, "the new model is complete: delete %s, which holds the old one", replaced);
    }
    String strays =
        target.existing().stream()
            .map(Path::getFileName)
            .filter(name -> !Files.exists(replaced.resolve(name)))
            .map(Path::toString)
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%smove what is in %s back into %s and delete it",
        strays.isEmpty() ? "" : "delete " + strays + ", ",
        replaced,
        target.path());
  }

  private static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return new ArrayList<>();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().collect(Collectors.toCollection(ArrayList::new));
    }
  }
}
