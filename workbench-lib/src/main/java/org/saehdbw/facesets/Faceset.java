package org.saehdbw.facesets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Faces to train on: a folder of aligned JPEG files, a pack, or drawn faces in memory. Reading is
 * safe from several threads.
 */
public interface Faceset {
  /** A name for messages and run folders: the folder's name, or what the faces are. */
  String name();

  /** The text that names these faces in settings: an absolute path, or what they are drawn from. */
  default String source() {
    return name();
  }

  /** Every face that could be read, in the set's own order (by file name). */
  List<FaceEntry> entries();

  /** Every file that was left out, with the reason. */
  List<RejectedFile> rejected();

  /**
   * Decodes a face's picture as it is stored: 1 or 3 channels, any size.
   *
   * @param index into {@link #entries()}
   * @throws FaceFileException if the file is gone, cut or no longer the same picture
   */
  Picture decode(int index) throws FaceFileException;

  /**
   * A hash of what the face is, whatever it is called: of its file's bytes, or where there is no
   * file, of its pixels.
   *
   * @param index into {@link #entries()}
   * @return 64 hexadecimal digits
   * @throws FaceFileException if the face has to be decoded for it and cannot be
   */
  default String contentHash(int index) throws FaceFileException {
    return FaceFileCheck.sha256(decode(index));
  }

  /**
   * Reads a face's file as it is stored.
   *
   * @param index into {@link #entries()}
   * @return the bytes, not checked again, or empty where there is no file
   * @throws FaceFileException if it cannot be read
   */
  default Optional<byte[]> file(int index) throws FaceFileException {
    return Optional.empty();
  }

  /**
   * A hash of the face that this one was made from: that of the colour face where this is its gray
   * copy, otherwise the face's own. It decides which faces are held out, so that a faceset and its
   * gray copy ({@link GrayCopy}) are split alike.
   *
   * @param index into {@link #entries()}
   * @return 64 hexadecimal digits
   * @throws FaceFileException if the face has to be decoded for it and cannot be
   */
  default String originHash(int index) throws FaceFileException {
    return contentHash(index);
  }

  /**
   * Opens a folder of aligned faces, or the {@code faceset.pak} in it if there is one (then loose
   * files do not count).
   *
   * @param threads how many files are read at once, at least 1
   * @throws FaceFileException if there is no such folder, or not one face in it; the message says
   *     what was found instead
   */
  static Faceset open(Path folder, int threads) throws FaceFileException {
    Path pack = folder.resolve(FacesetPack.FILE_NAME);
    Faceset faces =
        Files.isRegularFile(pack) ? FacesetPack.open(pack) : FacesetFolder.scan(folder, threads);
    if (!faces.entries().isEmpty()) {
      return faces;
    }
    if (faces.rejected().isEmpty()) {
      throw new FaceFileException(
          folder
              + " holds no pictures; a faceset is a folder of aligned faces"
              + " (.jpg with DeepFaceLab's face data)");
    }
    RejectedFile first = faces.rejected().get(0);
    throw new FaceFileException(
        folder
            + " holds no aligned faces: none of its "
            + faces.rejected().size()
            + " pictures could be used (first "
            + first.name()
            + ": "
            + first.reason()
            + "); \"faceset import\" makes aligned faces of photographs");
  }

  /** One face: its name in the set, its stored size in pixels and channels, and its metadata. */
  record FaceEntry(String name, int width, int height, int channels, FaceMetadata metadata) {}

  /** A file that was left out, and why in one line. */
  record RejectedFile(String name, String reason) {}
}
