package org.saehdbw.facesets.resizing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.saehdbw.facesets.FaceOrigins;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.files.FileTree;
import org.saehdbw.files.Rename;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.GrayFrom;

/**
 * Writes a faceset again in gray: the same faces under the same names in the same order, with all
 * face data, as JPEG files of one component at the quality of the colour files. The work is {@link
 * FacesetResizer}'s; here all faces are made or none, and their order is kept.
 *
 * <p>Beside them stands {@value #ORIGINS}: each file's name and the content hash of the face it was
 * made from, so that the copy holds out the same faces ({@link Faceset#originHash}).
 */
public final class GrayCopy {
  /** The file of origins. */
  public static final String ORIGINS = FaceOrigins.FILE;

  private GrayCopy() {}

  /**
   * Writes the copy. The folder appears when it is whole.
   *
   * @param faces the colour faces; gray ones among them stay as they are
   * @param out a folder that is not there yet
   * @param way how colour becomes gray; not {@link GrayFrom#RANDOM}, which has no files
   * @param progress told after each face how many are written
   * @throws IllegalArgumentException if {@code out} is there or {@code way} is random
   * @throws FaceFileException if a face cannot be decoded, or this thread is interrupted
   * @throws IOException if a file cannot be written
   */
  public static void write(Faceset faces, Path out, GrayFrom way, IntConsumer progress)
      throws FaceFileException, IOException {
    FacesetResizer resizer = FacesetResizer.of(faces).gray(way).ownQuality();
    if (Files.exists(out)) {
      throw new IllegalArgumentException("a gray copy goes into a new folder, got " + out);
    }
    List<Faceset.FaceEntry> entries = faces.entries();
    IntFunction<String> names =
        namesKeepTheOrder(entries)
            ? i -> entries.get(i).name()
            : i -> String.format(Locale.ROOT, "%06d.jpg", i);
    Path aside = out.resolveSibling("." + out.getFileName() + ".part");
    FileTree.delete(aside);
    ResizePlan plan = ResizePlan.ofAnyShape(resizer, names);
    try {
      requireEveryFace(faces, resizer.to(aside, plan, (done, missing) -> progress.accept(done)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FaceFileException("writing a gray copy was interrupted", e);
    }
    Rename.toFree(aside, out);
  }

  /** Files that are no faces were left out when the faceset was opened, and are no matter here. */
  private static void requireEveryFace(Faceset faces, ResizeSummary made) throws FaceFileException {
    for (Faceset.RejectedFile file : made.skipped()) {
      if (!faces.rejected().contains(file)) {
        throw new FaceFileException(file.name() + ": " + file.reason());
      }
    }
  }

  /** A pack may name persons before its files, and keeps an order of its own. */
  private static boolean namesKeepTheOrder(List<Faceset.FaceEntry> entries) {
    for (int i = 0; i < entries.size(); i++) {
      String name = entries.get(i).name();
      boolean plain = name.endsWith(".jpg") && Path.of(name).getNameCount() == 1;
      if (!plain || (i > 0 && entries.get(i - 1).name().compareTo(name) >= 0)) {
        return false;
      }
    }
    return true;
  }
}
