package org.saehdbw.facesets.health;

import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.saehdbw.pictures.OpenCv;
import org.saehdbw.pictures.Picture;

/** What near-duplicates of a picture are found by: 256 bits first, then a small picture. */
final class CopySign {
  private static final int BITS_SIDE = 16;
  private static final int SMALL_SIDE = 32;
  private static final int WORD = 64;

  private final long[] bits;
  private final byte[] small;

  private CopySign(long[] bits, byte[] small) {
    this.bits = bits;
    this.small = small;
  }

  /**
   * Takes a gray picture. A bit says whether a place is lighter than its right neighbour; it does
   * not change with the brightness.
   */
  static CopySign of(Picture gray) {
    byte[] places = shrunk(gray, BITS_SIDE + 1, BITS_SIDE);
    long[] bits = new long[BITS_SIDE * BITS_SIDE / WORD];
    for (int i = 0; i < BITS_SIDE * BITS_SIDE; i++) {
      int at = i / BITS_SIDE * (BITS_SIDE + 1) + i % BITS_SIDE;
      if ((places[at] & 0xFF) > (places[at + 1] & 0xFF)) {
        bits[i / WORD] |= 1L << (i % WORD);
      }
    }
    return new CopySign(bits, shrunk(gray, SMALL_SIDE, SMALL_SIDE));
  }

  private static byte[] shrunk(Picture gray, int width, int height) {
    Mat from = OpenCv.toMat(gray);
    Mat to = new Mat();
    try {
      Imgproc.resize(from, to, new Size(width, height), 0, 0, Imgproc.INTER_AREA);
      return OpenCv.toPicture(to).pixels();
    } finally {
      OpenCv.release(from, to);
    }
  }

  boolean isCopyOf(CopySign other) {
    return bitsApart(other) <= HealthLimits.MOST_HASH_BITS
        && difference(other) <= HealthLimits.MOST_COPY_DIFFERENCE;
  }

  int bitsApart(CopySign other) {
    int apart = 0;
    for (int i = 0; i < bits.length; i++) {
      apart += Long.bitCount(bits[i] ^ other.bits[i]);
    }
    return apart;
  }

  /** Root of the mean squared difference in levels, each picture's mean taken off. */
  double difference(CopySign other) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < small.length; i++) {
      double apart = (small[i] & 0xFF) - (other.small[i] & 0xFF);
      sum += apart;
      squares += apart * apart;
    }
    double mean = sum / small.length;
    return Math.sqrt(Math.max(0, squares / small.length - mean * mean));
  }
}
