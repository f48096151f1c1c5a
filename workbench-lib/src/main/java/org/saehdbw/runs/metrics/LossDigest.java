package org.saehdbw.runs.metrics;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.saehdbw.files.Sha256;

/**
 * One figure for all losses of a run: the SHA-256 over iteration, src loss and dst loss of every
 * row, as 8, 4 and 4 bytes with the highest first. Two runs with the same digest made the same
 * losses, to the last bit.
 */
public final class LossDigest {
  private static final int ROW_BYTES = 16;

  private final MessageDigest digest = Sha256.start();
  private final ByteBuffer row = ByteBuffer.allocate(ROW_BYTES);

  /** Adds the next row; a loss that is not known counts as NaN. */
  public void add(MetricsRow added) {
    row.clear();
    row.putLong(added.iteration());
    // One NaN stands for all.
    row.putInt(Float.floatToIntBits(added.srcLoss()));
    row.putInt(Float.floatToIntBits(added.dstLoss()));
    digest.update(row.array());
  }

  /** Returns the digest of the rows so far as 64 hexadecimal digits, and starts again. */
  public String hex() {
    return Sha256.hex(digest);
  }

  /**
   * Reads the digest of a whole file; damaged lines are left out.
   *
   * @throws IOException if the file cannot be read
   */
  public static String of(Path metrics) throws IOException {
    LossDigest digest = new LossDigest();
    MetricsReader reader = new MetricsReader(metrics);
    MetricsTable part = reader.poll();
    while (!part.rows().isEmpty() || !part.damage().isEmpty()) {
      part.rows().forEach(digest::add);
      part = reader.poll();
    }
    return digest.hex();
  }
}
