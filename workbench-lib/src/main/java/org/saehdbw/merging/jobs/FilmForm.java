package org.saehdbw.merging.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import org.saehdbw.files.FileOperationException;
import org.saehdbw.films.FilmException;
import org.saehdbw.pictures.DeepPicture;

/**
 * What all frames of a film become, where pictures of several kinds were merged: colour if one of
 * them has colour, and the most bits that one has.
 *
 * @param folder of the merge, for messages
 * @param film that is made, for messages
 * @param width of the first frame
 * @param height of the first frame
 * @param channels 1 or 3
 * @param bits of a value
 */
record FilmForm(JobFolder folder, Path film, int width, int height, int channels, int bits) {
  private static final int BITS_AT = 24;
  private static final int KIND_AT = 25;
  private static final int HEAD = 26;
  private static final int SIGNATURE = 0x89;

  /** The bit of a PNG's kind that says that it has colours. */
  private static final int COLOUR = 2;

  /**
   * Looks at the heads of all frames.
   *
   * @param first the first of them that can be read
   */
  static FilmForm of(JobFolder folder, Path film, Collection<FrameEntry> frames, DeepPicture first)
      throws FilmException {
    int channels = first.channels();
    int bits = first.bits();
    for (FrameEntry entry : frames) {
      byte[] head = head(folder.frames().resolve(entry.file()));
      if (entry.status() != MergeStatus.BAD && head.length == HEAD && head[0] == (byte) SIGNATURE) {
        channels = (head[KIND_AT] & COLOUR) != 0 ? 3 : channels;
        bits = Math.max(bits, head[BITS_AT]);
      }
    }
    return new FilmForm(folder, film, first.width(), first.height(), channels, bits);
  }

  private static byte[] head(Path file) throws FilmException {
    try (InputStream stream = Files.newInputStream(file)) {
      return stream.readNBytes(HEAD);
    } catch (IOException e) {
      throw new FilmException(file + ": " + FileOperationException.unreadable(e), e);
    }
  }

  /**
   * Returns a frame as the film has it.
   *
   * @throws FilmException if it has other sides than the first one
   */
  DeepPicture fitted(DeepPicture picture, FrameEntry entry) throws FilmException {
    if (picture.width() != width || picture.height() != height) {
      throw new FilmException(
          String.format(
              Locale.ROOT,
              "%s: all frames of a film must have the sides of the first, %d x %d pixels; frame %d"
                  + " has %d x %d; the merged frames stay in %s",
              film,
              width,
              height,
              entry.number() + 1,
              picture.width(),
              picture.height(),
              folder.frames()));
    }
    return picture.channels() < channels ? picture.toColour() : picture;
  }
}
