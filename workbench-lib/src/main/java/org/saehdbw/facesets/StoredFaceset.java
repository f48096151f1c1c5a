package org.saehdbw.facesets;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.Picture;

/** Faces whose files were looked through: what a folder and a pack have in common. */
public abstract class StoredFaceset implements Faceset {
  private final List<FaceEntry> entries;
  private final List<String> hashes;
  private final Map<String, String> origins;
  private final List<RejectedFile> rejected;

  /**
   * Takes what was found.
   *
   * @param entries the faces
   * @param hashes the SHA-256 of each face's file, in the same order
   * @param origins the hashes of the files that faces were made from, by the face's name
   * @param rejected files that cannot be used
   */
  protected StoredFaceset(
      List<FaceEntry> entries,
      List<String> hashes,
      Map<String, String> origins,
      List<RejectedFile> rejected) {
    this.entries = List.copyOf(entries);
    this.hashes = List.copyOf(hashes);
    this.origins = Map.copyOf(origins);
    this.rejected = List.copyOf(rejected);
  }

  /**
   * Reads a face's whole file.
   *
   * @throws FaceFileException if that fails; the message names the file
   */
  protected abstract byte[] bytes(int index) throws FaceFileException;

  /** Returns the name of a face's file in messages. */
  protected abstract String place(int index);

  @Override
  public final List<FaceEntry> entries() {
    return entries;
  }

  @Override
  public final List<RejectedFile> rejected() {
    return rejected;
  }

  @Override
  public final String contentHash(int index) {
    return hashes.get(index);
  }

  @Override
  public final String originHash(int index) {
    return origins.getOrDefault(entries.get(index).name(), hashes.get(index));
  }

  @Override
  public final Optional<byte[]> file(int index) throws FaceFileException {
    return Optional.of(bytes(index));
  }

  @Override
  public final Picture decode(int index) throws FaceFileException {
    byte[] bytes = bytes(index);
    try {
      return FaceFileCheck.decode(entries.get(index), bytes, hashes.get(index));
    } catch (FaceFileException e) {
      throw new FaceFileException(place(index) + ": " + e.getMessage(), e);
    }
  }
}
