package org.saehdbw.facesets;

import java.util.List;

/**
 * Faces to train on: a folder of aligned JPEG files, a pack, or drawn faces in memory. Reading is
 * safe from several threads.
 */
public interface Faceset {
  /** A name for messages and run folders: the folder's name, or what the faces are. */
  String name();

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

  /** One face: its name in the set, its stored size in pixels and channels, and its metadata. */
  record FaceEntry(String name, int width, int height, int channels, FaceMetadata metadata) {}

  /** A file that was left out, and why in one line. */
  record RejectedFile(String name, String reason) {}
}
