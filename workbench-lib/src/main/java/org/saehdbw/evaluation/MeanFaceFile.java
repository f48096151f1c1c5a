package org.saehdbw.evaluation;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.files.Sha256;

/**
 * A mean face in a file, so that many trainings on the same faces make it once. A file that is
 * damaged or of other faces counts as none; all of them may be deleted at any time.
 */
public final class MeanFaceFile {
  private static final long MAGIC = 0x5341_4548_4d45_414eL;
  private static final int VERSION = 1;
  private static final int KEY = 32;
  private static final int NAME = 12;

  private final Path file;
  private final byte[] key;
  private final int channels;
  private final int side;

  /**
   * Names a file.
   *
   * @param folder where it is
   * @param content of the faces that the mean is of, in their order, and how they are cut
   * @param channels of the mean, 1 or 3
   * @param side rows and columns
   */
  public MeanFaceFile(Path folder, String content, int channels, int side) {
    key = Sha256.of("mean " + content);
    file = folder.resolve(HexFormat.of().formatHex(key, 0, NAME) + ".mean");
    this.channels = channels;
    this.side = side;
  }

  /** Returns the mean; empty where there is none, or none that is whole. */
  public Optional<MeanFace> read() {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      byte[] held = new byte[KEY];
      boolean ours = bytes.getLong() == MAGIC && bytes.getInt() == VERSION;
      bytes.get(held);
      long faces = bytes.getLong();
      double[] sums = new double[channels * side * side];
      if (!ours || !Arrays.equals(held, key) || bytes.getInt() != sums.length) {
        return Optional.empty();
      }
      bytes.asDoubleBuffer().get(sums);
      bytes.position(bytes.position() + Double.BYTES * sums.length);
      int end = bytes.position();
      boolean whole = bytes.getInt() == checksum(bytes, end) && faces > 0;
      return whole ? Optional.of(MeanFace.of(channels, side, sums, faces)) : Optional.empty();
    } catch (IOException | BufferUnderflowException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Writes a mean; where that is not possible, the next training makes it again. */
  public void write(MeanFace mean) {
    double[] sums = mean.sums();
    int end =
        Long.BYTES + Integer.BYTES + KEY + Long.BYTES + Integer.BYTES + Double.BYTES * sums.length;
    ByteBuffer bytes = ByteBuffer.allocate(end + Integer.BYTES);
    bytes.putLong(MAGIC).putInt(VERSION).put(key).putLong(mean.faces()).putInt(sums.length);
    for (double sum : sums) {
      bytes.putDouble(sum);
    }
    bytes.putInt(checksum(bytes, end));
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      AtomicFile.write(file, bytes.array());
    } catch (IOException e) {
      // Only time is lost.
      return;
    }
  }

  private static int checksum(ByteBuffer bytes, int end) {
    CRC32C sum = new CRC32C();
    sum.update(bytes.duplicate().position(0).limit(end));
    return (int) sum.getValue();
  }
}
