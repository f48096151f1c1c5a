package org.saehdbw.provenance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.saehdbw.files.FileOperationException;
import org.saehdbw.films.FilmException;
import org.saehdbw.films.VideoReader;
import org.saehdbw.pictures.FaceFileException;

/** Puts {@link Provenance} into pictures and reads it from pictures and films. */
public final class ProvenanceMark {
  private ProvenanceMark() {}

  /** Returns a PNG file with the mark: an XMP packet in a text chunk. */
  public static byte[] intoPng(byte[] png, Provenance provenance) {
    return PngText.insert(png, PngText.XMP, provenance.xmp());
  }

  /**
   * Returns a JPEG file with the mark: an XMP packet in an APP1 segment.
   *
   * @throws FaceFileException if it is not a JPEG file
   */
  public static byte[] intoJpeg(byte[] jpeg, Provenance provenance) throws FaceFileException {
    return JpegXmp.insert(jpeg, provenance.xmp());
  }

  /**
   * Reads the mark of a picture or a film, also one of another program.
   *
   * @return empty where it has none
   * @throws IOException if the file cannot be read, or is neither PNG, JPEG nor a film
   */
  public static Optional<Provenance> of(Path file) throws IOException {
    byte[] bytes = pictureBytes(file);
    if (PngText.isPng(bytes)) {
      return PngText.find(bytes, PngText.XMP).flatMap(XmpPacket::read);
    }
    if (JpegXmp.isJpeg(bytes)) {
      return JpegXmp.find(bytes).flatMap(XmpPacket::read);
    }
    try (VideoReader film = VideoReader.open(file, true)) {
      return Provenance.of(film.info().tags());
    } catch (FilmException e) {
      throw new FilmException(file + ": must be a PNG or JPEG picture or a film", e);
    }
  }

  /** A film is not read whole: only whether it begins as a picture does. */
  private static byte[] pictureBytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(64);
      boolean isPicture = PngText.isPng(head) || JpegXmp.isJpeg(head);
      return isPicture ? Files.readAllBytes(file) : head;
    } catch (IOException e) {
      throw new IOException(file + ": " + FileOperationException.unreadable(e), e);
    }
  }
}
