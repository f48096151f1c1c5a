package org.saehdbw.sources;

import java.nio.file.Files;
import java.nio.file.Path;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.facesets.FacesetFolder;
import org.saehdbw.facesets.packs.FacesetPack;
import org.saehdbw.parallel.Progress;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.synthesis.SyntheticFaces;

/**
 * Opens faces of any form: a folder of aligned faces; a folder of persons, each a subfolder with
 * the aligned faces of one; a folder with a {@code faceset.pak}, which then is all that counts; a
 * {@code .pak} file; or synthetic faces by a text such as {@code drawn:600,size=128,seed=7}.
 *
 * <p>A folder with pictures of its own is not a folder of persons: its subfolders do not count. The
 * faces of all persons are one set, named {@code person/file}.
 */
public final class Facesets {
  private Facesets() {}

  /** Returns whether a text names synthetic faces and not a file or folder. */
  public static boolean isSynthetic(String source) {
    return SyntheticFaces.isSource(source);
  }

  /**
   * Opens a faceset by the text that names it in settings.
   *
   * @param source a folder, a {@code .pak} file, or synthetic faces as {@code
   *     drawn:600,size=128,seed=7}
   * @param threads how many files are read at once, at least 1
   * @throws FaceFileException if the folder or file does not exist or has no face
   * @throws IllegalArgumentException if the text of synthetic faces is not understood
   */
  public static Faceset open(String source, int threads) throws FaceFileException {
    return open(source, threads, Progress.NONE);
  }

  /**
   * Opens a faceset by the text that names it in settings, and tells how far it is.
   *
   * @throws FaceFileException if the folder or file does not exist or has no face
   * @throws IllegalArgumentException if the text of synthetic faces is not understood
   */
  public static Faceset open(String source, int threads, Progress progress)
      throws FaceFileException {
    return isSynthetic(source)
        ? SyntheticFaces.parse(source)
        : open(Path.of(source), threads, progress);
  }

  /**
   * Opens the faces of a folder or a file.
   *
   * @param threads how many files are read at once, at least 1
   * @throws FaceFileException if the folder or file does not exist or has no face; the message says
   *     what was found instead
   */
  public static Faceset open(Path path, int threads) throws FaceFileException {
    return open(path, threads, Progress.NONE);
  }

  private static Faceset open(Path path, int threads, Progress progress) throws FaceFileException {
    Faceset faces = scan(path, threads, progress);
    if (!faces.entries().isEmpty()) {
      return faces;
    }
    String remarks = faces.remarks().isEmpty() ? "" : "; " + String.join("; ", faces.remarks());
    if (faces.rejected().isEmpty()) {
      throw new FaceFileException(
          path
              + " holds no pictures; a faceset is a folder of aligned faces"
              + " (.jpg with DeepFaceLab's face data)"
              + remarks);
    }
    Faceset.RejectedFile first = faces.rejected().get(0);
    throw new FaceFileException(
        path
            + " holds no aligned faces: none of its "
            + faces.rejected().size()
            + " pictures could be used (first "
            + first.name()
            + ": "
            + first.reason()
            + "); \"faceset import\" makes aligned faces of photographs with landmarks"
            + remarks);
  }

  /**
   * Reads faces as {@link #open(Path, int)} does, but takes a set without faces too.
   *
   * @param threads how many files are read at once, at least 1
   * @throws FaceFileException if the folder or file does not exist, or it is a damaged pack
   */
  public static Faceset scan(Path path, int threads) throws FaceFileException {
    return scan(path, threads, Progress.NONE);
  }

  /**
   * Reads faces as {@link #scan(Path, int)} does, and tells how far it is.
   *
   * @throws FaceFileException if the folder or file does not exist, or it is a damaged pack
   */
  public static Faceset scan(Path path, int threads, Progress progress) throws FaceFileException {
    if (Files.isRegularFile(path)) {
      if (!String.valueOf(path.getFileName()).endsWith(FacesetPack.ENDING)) {
        throw new FaceFileException(
            "a faceset is a folder of aligned faces or a .pak file, got the file " + path);
      }
      return FacesetPack.open(path, threads, progress);
    }
    Path pack = FacesetPack.in(path);
    return Files.isRegularFile(pack)
        ? FacesetPack.open(pack, threads, progress)
        : FacesetFolder.scanEither(path, threads, progress);
  }
}
