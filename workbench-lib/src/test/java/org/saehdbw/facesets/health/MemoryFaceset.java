package org.saehdbw.facesets.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.saehdbw.faces.FaceMetadata;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.Picture;
import org.saehdbw.pictures.PictureFiles;

/** Faces in memory that went through JPEG as real ones do. */
final class MemoryFaceset implements Faceset {
  private static final int QUALITY = 90;

  private final List<FaceEntry> entries = new ArrayList<>();
  private final List<Picture> pictures = new ArrayList<>();
  private final List<byte[]> files = new ArrayList<>();
  private boolean showsFiles;

  MemoryFaceset add(String name, Picture picture, FaceMetadata metadata) {
    return add(name, picture, metadata, QUALITY);
  }

  MemoryFaceset add(String name, Picture picture, FaceMetadata metadata, int quality) {
    byte[] file = PictureFiles.encodeJpeg(picture, quality);
    files.add(file);
    pictures.add(decoded(file));
    entries.add(
        new FaceEntry(name, picture.width(), picture.height(), picture.channels(), metadata));
    return this;
  }

  /** Shows its files, so that their decoding is timed. */
  MemoryFaceset withFiles() {
    showsFiles = true;
    return this;
  }

  static Picture decoded(byte[] file) {
    try {
      return PictureFiles.decode(file);
    } catch (FaceFileException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public List<FaceEntry> entries() {
    return List.copyOf(entries);
  }

  @Override
  public List<RejectedFile> rejected() {
    return List.of();
  }

  @Override
  public Picture decode(int index) {
    return pictures.get(index);
  }

  @Override
  public Optional<byte[]> file(int index) {
    return showsFiles ? Optional.of(files.get(index)) : Optional.empty();
  }
}
