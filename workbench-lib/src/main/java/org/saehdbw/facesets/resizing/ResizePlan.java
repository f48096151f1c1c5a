package org.saehdbw.facesets.resizing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntFunction;
import org.saehdbw.faces.FaceType;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.pictures.Affine;
import org.saehdbw.pictures.FaceFileException;

/**
 * Which faces are made and what they will be, known before anything is decoded.
 *
 * @param tasks the faces to make
 * @param skipped faces that cannot be made, with the reason
 * @param warnings what will be odd about the others
 */
record ResizePlan(List<Task> tasks, List<Faceset.RejectedFile> skipped, List<String> warnings) {
  /** Crops of the same face differ a little in scale; from here on it is enlarging. */
  private static final double ENLARGED = 1.01;

  /** What file systems take, less what is put around a name while the file is written. */
  private static final int NAME_BYTES = 249;

  /**
   * One face.
   *
   * @param index in the faceset
   * @param name its file's in the new folder
   * @param width its new columns
   * @param height its new rows
   * @param type its new face type
   * @param channels its new channels
   */
  record Task(int index, String name, int width, int height, FaceType type, int channels) {}

  /** Plans for square faces under their own names; a person's name stands before a file's. */
  static ResizePlan of(FacesetResizer asked) {
    List<Faceset.FaceEntry> entries = asked.faces().entries();
    return of(asked, index -> plain(entries.get(index).name()), true);
  }

  /** Plans for faces that keep their size and so may have any shape. */
  static ResizePlan ofAnyShape(FacesetResizer asked, IntFunction<String> names) {
    return of(asked, names, false);
  }

  private static ResizePlan of(FacesetResizer asked, IntFunction<String> names, boolean square) {
    List<Task> tasks = new ArrayList<>();
    List<Faceset.RejectedFile> skipped = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    int enlarged = 0;
    int widened = 0;
    List<Faceset.FaceEntry> entries = asked.faces().entries();
    for (int i = 0; i < entries.size(); i++) {
      Faceset.FaceEntry face = entries.get(i);
      try {
        Task task = task(asked, face, i, names.apply(i), square);
        if (!taken.add(task.name().toLowerCase(Locale.ROOT))) {
          throw new FaceFileException("another face goes into " + task.name() + " already");
        }
        enlarged += growth(asked, face, task.width()) > ENLARGED ? 1 : 0;
        widened += task.type().padding() > face.metadata().faceType().padding() ? 1 : 0;
        tasks.add(task);
      } catch (FaceFileException e) {
        skipped.add(new Faceset.RejectedFile(face.name(), String.valueOf(e.getMessage())));
      }
    }
    return new ResizePlan(
        List.copyOf(tasks), List.copyOf(skipped), warnings(tasks.size(), enlarged, widened));
  }

  private static Task task(
      FacesetResizer asked, Faceset.FaceEntry face, int index, String name, boolean square)
      throws FaceFileException {
    if (square && face.width() != face.height()) {
      throw new FaceFileException(
          String.format(
              Locale.ROOT,
              "an aligned face must be square, got %d x %d",
              face.width(),
              face.height()));
    }
    if (!name.endsWith(".jpg")) {
      throw new FaceFileException("only files whose names end in .jpg carry face data");
    }
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > NAME_BYTES) {
      throw new FaceFileException(
          String.format(
              Locale.ROOT,
              "a face's file name may have at most %d bytes, got %d",
              NAME_BYTES,
              bytes));
    }
    return new Task(
        index,
        name,
        asked.side().orElse(face.width()),
        asked.side().orElse(face.height()),
        asked.type().orElse(face.metadata().faceType()),
        asked.grayFrom().isPresent() ? 1 : face.channels());
  }

  /** How much larger a pixel gets. */
  private static double growth(FacesetResizer asked, Faceset.FaceEntry face, int side)
      throws FaceFileException {
    if (asked.type().isEmpty()) {
      return (double) side / face.width();
    }
    Affine step = ResizedData.step(face.metadata().landmarks(), asked.type().get(), side);
    return Math.hypot(step.m00(), step.m10());
  }

  private static List<String> warnings(int faces, int enlarged, int widened) {
    List<String> warnings = new ArrayList<>();
    if (enlarged > 0) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "%d of %d faces are enlarged, which adds pixels and no detail",
              enlarged,
              faces));
    }
    if (widened > 0) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "%d of %d faces show less than the new face type, the rest of it is black",
              widened,
              faces));
    }
    return List.copyOf(warnings);
  }

  /** A name that is one file's on every system: a pack says what it likes. */
  private static String plain(String name) {
    return name.replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}]", "_");
  }
}
