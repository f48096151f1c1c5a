package org.saehdbw.facesets;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import org.saehdbw.faces.Alignment;
import org.saehdbw.faces.DflJpeg;
import org.saehdbw.faces.FaceMetadata;
import org.saehdbw.faces.FaceType;
import org.saehdbw.files.Sha256;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.JpegLayout;
import org.saehdbw.pictures.Picture;
import org.saehdbw.pictures.PictureFiles;

/** Whether a file's bytes are a face that can be trained on. */
public final class FaceFileCheck {
  /** Beyond any face that a program of this kind has made; keeps hostile files from memory. */
  public static final int MAX_SIDE = 8192;

  private FaceFileCheck() {}

  /** A face and the SHA-256 of its file. */
  public record Face(Faceset.FaceEntry entry, String hash) {}

  /**
   * Checks the bytes of a face's file.
   *
   * @throws FaceFileException if it is not an aligned face; the message says why
   */
  public static Face check(String name, Optional<String> person, byte[] file)
      throws FaceFileException {
    DflJpeg jpeg = DflJpeg.parse(file);
    return check(name, person, file, jpeg.layout(), jpeg.metadata());
  }

  /**
   * Checks a face whose file and metadata are read already.
   *
   * @throws FaceFileException if it is not an aligned face; the message says why
   */
  public static Face check(
      String name, Optional<String> person, byte[] file, JpegLayout jpeg, FaceMetadata metadata)
      throws FaceFileException {
    if (jpeg.width() > MAX_SIDE || jpeg.height() > MAX_SIDE) {
      throw new FaceFileException(
          String.format(
              Locale.ROOT,
              "a face may have sides of at most %d pixels, got %d x %d",
              MAX_SIDE,
              jpeg.width(),
              jpeg.height()));
    }
    if (metadata.faceType() == FaceType.MARK_ONLY) {
      throw new FaceFileException("a whole frame with points (mark_only), not an aligned face");
    }
    try {
      Alignment.toUnitSpace(metadata.landmarks());
    } catch (IllegalArgumentException e) {
      throw new FaceFileException("its face data: " + e.getMessage(), e);
    }
    Faceset.FaceEntry entry =
        new Faceset.FaceEntry(name, person, jpeg.width(), jpeg.height(), jpeg.channels(), metadata);
    return new Face(entry, sha256(file));
  }

  /**
   * Decodes a face's file and refuses it when it is not the one that was checked: its landmarks
   * were read then, and may not be this picture's.
   *
   * @param hash of the file that was checked
   */
  public static Picture decode(Faceset.FaceEntry entry, byte[] file, String hash)
      throws FaceFileException {
    JpegLayout jpeg = JpegLayout.of(file);
    Picture picture = PictureFiles.decode(file);
    for (int[] size :
        new int[][] {
          {jpeg.width(), jpeg.height(), jpeg.channels()},
          {picture.width(), picture.height(), picture.channels()}
        }) {
      if (size[0] != entry.width() || size[1] != entry.height() || size[2] != entry.channels()) {
        throw new FaceFileException(
            String.format(
                Locale.ROOT,
                "the picture changed: it was %d x %d x %d and is %d x %d x %d",
                entry.width(),
                entry.height(),
                entry.channels(),
                size[0],
                size[1],
                size[2]));
      }
    }
    if (!sha256(file).equals(hash)) {
      throw new FaceFileException("the file changed since the faceset was opened");
    }
    return picture;
  }

  /** Returns the SHA-256 of bytes as 64 hexadecimal digits. */
  public static String sha256(byte[] bytes) {
    return Sha256.hex(bytes);
  }

  /** Returns the SHA-256 of a picture's sides, channels and pixels as 64 hexadecimal digits. */
  public static String sha256(Picture picture) {
    MessageDigest digest = Sha256.start();
    ByteBuffer sizes = ByteBuffer.allocate(12);
    sizes.putInt(picture.width()).putInt(picture.height()).putInt(picture.channels());
    digest.update(sizes.array());
    digest.update(picture.pixels());
    return Sha256.hex(digest);
  }
}
