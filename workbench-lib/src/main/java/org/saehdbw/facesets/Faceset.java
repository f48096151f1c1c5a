package org.saehdbw.facesets;

import java.util.List;
import java.util.Optional;
import org.saehdbw.faces.FaceMetadata;
import org.saehdbw.facesets.resizing.GrayCopy;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.Picture;

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

  /** What a user should know of the folder beside the faces, one line each. */
  default List<String> remarks() {
    return List.of();
  }

  /**
   * Decodes a face's picture as it is stored: 1 or 3 channels, any size.
   *
   * @param index into {@link #entries()}
   * @throws FaceFileException if the file is gone, cut or no longer the same picture
   */
  Picture decode(int index) throws FaceFileException;

  /**
   * Returns faces side by side, in rows of up to eight, as a first look: spread evenly over the
   * set, in squares of the largest face's side or of 256 pixels.
   *
   * @param faces how many at most; all where the set has fewer
   * @throws FaceFileException if one cannot be decoded
   * @throws IllegalArgumentException if the set is empty, or {@code faces} is below 1
   */
  default Picture sheet(int faces) throws FaceFileException {
    return FaceSheet.of(this, faces);
  }

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
   * One face.
   *
   * @param name its name in the set: a file's, or {@code person/file}
   * @param personName whose face it is, in a set of several persons
   * @param width its stored columns
   * @param height its stored rows
   * @param channels 1 (gray) or 3 (colour)
   * @param metadata what its file or its pack says of it
   */
  record FaceEntry(
      String name,
      Optional<String> personName,
      int width,
      int height,
      int channels,
      FaceMetadata metadata) {
    /**
     * Checks that a person's name begins the face's.
     *
     * @throws IllegalArgumentException if it does not
     */
    public FaceEntry {
      if (personName.isPresent() && !name.startsWith(personName.get() + "/")) {
        throw new IllegalArgumentException(
            "a face of "
                + personName.get()
                + " must be called "
                + personName.get()
                + "/FILE, got "
                + name);
      }
    }

    /** Returns a face that belongs to no person by name. */
    public FaceEntry(String name, int width, int height, int channels, FaceMetadata metadata) {
      this(name, Optional.empty(), width, height, channels, metadata);
    }

    /** The name without the person. */
    public String fileName() {
      return personName.isEmpty() ? name : name.substring(personName.get().length() + 1);
    }
  }

  /** A file that was left out, and why in one line. */
  record RejectedFile(String name, String reason) {}
}
