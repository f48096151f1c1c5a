package org.saehdbw.pictures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.saehdbw.files.Unwritten;

/**
 * Where the segments of a JPEG file lie, and the size of its picture. The segments cover the file
 * from its first byte to its last.
 */
public record JpegLayout(List<Segment> segments, int width, int height, int channels) {
  private static final int START_OF_IMAGE = 0xD8;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int START_OF_SCAN = 0xDA;
  private static final int CMYK = 4;

  /**
   * One segment, from its marker to the next one's; a scan with its coded data.
   *
   * @param marker the marker's second byte
   * @param start where the segment begins, fill bytes included
   * @param length what its length field says, 0 for markers that have none
   * @param end just behind its last byte
   */
  public record Segment(int marker, int start, int length, int end) {
    public boolean isApplicationData() {
      return marker >= 0xE0 && marker <= 0xEF;
    }

    /** Frame headers are C0 to CF without the tables C4 and CC and the reserved C8. */
    public boolean isFrameHeader() {
      return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    /** Returns a copy of the segment's bytes, without marker and length. */
    public byte[] payload(byte[] file) {
      return Arrays.copyOfRange(file, end - length + 2, end);
    }
  }

  /**
   * Reads the segments of a JPEG file.
   *
   * @throws FaceFileException if it is not a JPEG file, or is damaged or cut
   */
  public static JpegLayout of(byte[] file) throws FaceFileException {
    if (file.length < 2 || unsigned(file, 0) != 0xFF || unsigned(file, 1) != START_OF_IMAGE) {
      throw new FaceFileException(
          Unwritten.or(file, "not a JPEG file: it does not begin with FFD8"));
    }
    List<Segment> segments = new ArrayList<>();
    Segment last = new Segment(START_OF_IMAGE, 0, 0, 2);
    while (last.marker() != END_OF_IMAGE) {
      segments.add(last);
      last = next(file, last.end());
    }
    segments.add(new Segment(END_OF_IMAGE, last.start(), 0, file.length));
    for (Segment segment : segments) {
      if (segment.isFrameHeader()) {
        return sized(file, segments, segment);
      }
    }
    throw new FaceFileException("a JPEG without a frame header, it holds no picture");
  }

  private static JpegLayout sized(byte[] file, List<Segment> segments, Segment frame)
      throws FaceFileException {
    byte[] header = frame.payload(file);
    if (header.length < 6) {
      throw new FaceFileException("a JPEG with a frame header of " + header.length + " bytes");
    }
    int height = twoBytes(header, 1);
    int width = twoBytes(header, 3);
    int channels = unsigned(header, 5);
    if (channels == CMYK) {
      throw new FaceFileException(
          "a CMYK picture (4 components); only gray and RGB pictures are read, save it as RGB");
    }
    if (width == 0 || height == 0 || (channels != 1 && channels != 3)) {
      throw new FaceFileException(
          String.format(
              Locale.ROOT,
              "a picture must have sides of at least 1 and 1 or 3 channels, got %d x %d x %d",
              width,
              height,
              channels));
    }
    return new JpegLayout(List.copyOf(segments), width, height, channels);
  }

  private static Segment next(byte[] file, int start) throws FaceFileException {
    int at = start;
    if (at < file.length && unsigned(file, at) != 0xFF) {
      throw new FaceFileException("a damaged JPEG: no marker at byte " + at);
    }
    while (at + 1 < file.length && unsigned(file, at + 1) == 0xFF) {
      at++;
    }
    if (at + 1 >= file.length) {
      throw cutOff(file);
    }
    int marker = unsigned(file, at + 1);
    int body = at + 2;
    if (marker == START_OF_IMAGE) {
      throw new FaceFileException("a damaged JPEG: a second picture begins at byte " + at);
    }
    if (marker == END_OF_IMAGE || (marker >= 0xD0 && marker <= 0xD7) || marker == 0x01) {
      return new Segment(marker, start, 0, body);
    }
    if (body + 2 > file.length) {
      throw cutOff(file);
    }
    int length = twoBytes(file, body);
    if (length < 2) {
      throw new FaceFileException("a damaged JPEG: a segment of length " + length + " at " + at);
    }
    if (body + length > file.length) {
      throw cutOff(file);
    }
    int end = marker == START_OF_SCAN ? endOfScans(file, body + length) : body + length;
    return new Segment(marker, start, length, end);
  }

  /** Coded data, and in progressive files further scans, up to the end marker. */
  private static int endOfScans(byte[] file, int start) throws FaceFileException {
    for (int i = start; i + 1 < file.length; i++) {
      if (file[i] == (byte) 0xFF && file[i + 1] == (byte) END_OF_IMAGE) {
        return i;
      }
    }
    throw cutOff(file);
  }

  private static FaceFileException cutOff(byte[] file) {
    return new FaceFileException(
        "the JPEG is cut off: its " + file.length + " bytes have no end marker");
  }

  private static int unsigned(byte[] bytes, int at) {
    return bytes[at] & 0xFF;
  }

  private static int twoBytes(byte[] bytes, int at) {
    return unsigned(bytes, at) << 8 | unsigned(bytes, at + 1);
  }
}
