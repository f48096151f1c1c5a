package org.saehdbw.faces;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.pickles.PickleException;
import org.saehdbw.pickles.PickleGlobals;
import org.saehdbw.pickles.PickleLimits;
import org.saehdbw.pickles.PickleReader;
import org.saehdbw.pickles.PickleWriter;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.JpegLayout;
import org.saehdbw.pictures.Picture;
import org.saehdbw.pictures.PictureFiles;

/**
 * A JPEG file that may carry DeepFaceLab's face data: a pickled dictionary in an APP15 segment.
 * Immutable. Pixels are neither decoded nor encoded here; writing new face data leaves every other
 * byte as it is.
 *
 * <p>Unlike DeepFaceLab's reader this one understands restart intervals, fill bytes, JFXX headers
 * and bytes after the picture's end.
 */
public final class DflJpeg {
  /** The most bytes of face data that one JPEG segment can hold. */
  public static final int MAX_DATA_BYTES = 65_533;

  private static final int APP15 = 0xEF;
  private static final PickleReader READER =
      new PickleReader(PickleGlobals.numpy(), PickleLimits.forMetadata());

  private final byte[] bytes;
  private final JpegLayout layout;
  private final Map<String, Object> dictionary;

  private DflJpeg(byte[] bytes, JpegLayout layout, Map<String, Object> dictionary) {
    this.bytes = bytes;
    this.layout = layout;
    this.dictionary = Collections.unmodifiableMap(dictionary);
  }

  /**
   * Reads a file.
   *
   * @throws FaceFileException if it cannot be read or {@link #parse} refuses it; the message begins
   *     with the path
   */
  public static DflJpeg read(Path file) throws FaceFileException {
    try {
      return parse(FaceFileBytes.read(file));
    } catch (IOException e) {
      throw FaceFileException.reading(file, e);
    } catch (FaceFileException e) {
      throw new FaceFileException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Takes a file's bytes, which must not change afterwards.
   *
   * @throws FaceFileException if they are not a whole JPEG file, or the face data are damaged or
   *     ask for something that is refused; the message says what is wrong and not in which file
   */
  public static DflJpeg parse(byte[] bytes) throws FaceFileException {
    JpegLayout layout = JpegLayout.of(bytes);
    Map<String, Object> dictionary = Map.of();
    for (JpegLayout.Segment segment : layout.segments()) {
      if (segment.marker() == APP15) {
        dictionary = unpickle(segment.payload(bytes));
      }
    }
    return new DflJpeg(bytes, layout, dictionary);
  }

  /** Takes a file's picture and passes over its face data, which may be damaged. */
  public static DflJpeg pictureOf(byte[] bytes) throws FaceFileException {
    return new DflJpeg(bytes, JpegLayout.of(bytes), Map.of());
  }

  private static Map<String, Object> unpickle(byte[] payload) throws FaceFileException {
    try {
      if (READER.read(payload) instanceof Map<?, ?> map) {
        Map<String, Object> dictionary = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          dictionary.put(String.valueOf(entry.getKey()), entry.getValue());
        }
        return dictionary;
      }
    } catch (PickleException e) {
      throw new FaceFileException("its face data are refused: " + e.getMessage(), e);
    }
    throw new FaceFileException("its face data are not a dictionary");
  }

  /** Columns, from the frame header. */
  public int width() {
    return layout.width();
  }

  /** Rows, from the frame header. */
  public int height() {
    return layout.height();
  }

  /** Components of the coded picture: 1 for gray, 3 for colour. */
  public int channels() {
    return layout.channels();
  }

  /** The face data as stored, empty for a plain JPEG. */
  public Map<String, Object> dictionary() {
    return dictionary;
  }

  public JpegLayout layout() {
    return layout;
  }

  public List<JpegLayout.Segment> segments() {
    return layout.segments();
  }

  /**
   * Returns the face data, parsed.
   *
   * @throws FaceFileException if there are none, or a value in them is not what its key needs
   */
  public FaceMetadata metadata() throws FaceFileException {
    if (dictionary.isEmpty()) {
      throw new FaceFileException("no face data in it, it is a plain JPEG picture");
    }
    return MetadataReader.parse(dictionary);
  }

  /**
   * Returns this picture with other face data.
   *
   * @throws FaceFileException if they take more than {@value #MAX_DATA_BYTES} bytes
   */
  public DflJpeg withMetadata(FaceMetadata metadata) throws FaceFileException {
    return withDictionary(MetadataWriter.dictionary(metadata));
  }

  /**
   * Returns this picture with other face data as stored values; none of them may be missing.
   *
   * @throws FaceFileException if they take more than {@value #MAX_DATA_BYTES} bytes
   */
  public DflJpeg withDictionary(Map<String, Object> values) throws FaceFileException {
    byte[] pickle = PickleWriter.write(values);
    if (pickle.length > MAX_DATA_BYTES) {
      throw new FaceFileException(
          "face data in a JPEG may take at most "
              + MAX_DATA_BYTES
              + " bytes, these take "
              + pickle.length);
    }
    List<JpegLayout.Segment> kept = new ArrayList<>(layout.segments());
    for (JpegLayout.Segment segment : layout.segments()) {
      if (segment.marker() == APP15) {
        kept.remove(segment);
        break;
      }
    }
    int insertAt = 1;
    for (int i = 0; i < kept.size(); i++) {
      insertAt = kept.get(i).isApplicationData() ? i + 1 : insertAt;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + pickle.length + 4);
    for (int i = 0; i < kept.size(); i++) {
      if (i == insertAt) {
        int length = pickle.length + 2;
        out.writeBytes(new byte[] {(byte) 0xFF, (byte) APP15, (byte) (length >> 8), (byte) length});
        out.writeBytes(pickle);
      }
      out.write(bytes, kept.get(i).start(), kept.get(i).end() - kept.get(i).start());
    }
    return parse(out.toByteArray());
  }

  /** Returns a copy of the file's bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /**
   * Writes the file: first beside its place, then moved there, so that a failure leaves what was
   * there before.
   *
   * @throws IOException if that fails
   */
  public void write(Path file) throws IOException {
    AtomicFile.write(file, bytes);
  }

  @Override
  public String toString() {
    String kind = dictionary.isEmpty() ? "plain JPEG" : "face JPEG";
    return kind + " of " + width() + " x " + height() + " x " + channels();
  }

  /**
   * Writes an aligned face with its metadata; an existing file is replaced in one step.
   *
   * @param file where to; the name must end in {@code .jpg} for DeepFaceLab to take it
   * @param quality JPEG quality from 0 to 100
   * @throws FaceFileException if the metadata do not fit into a JPEG segment
   * @throws IOException if writing fails
   */
  public static void write(Path file, Picture picture, FaceMetadata metadata, int quality)
      throws FaceFileException, IOException {
    parse(PictureFiles.encodeJpeg(picture, quality)).withMetadata(metadata).write(file);
  }
}
