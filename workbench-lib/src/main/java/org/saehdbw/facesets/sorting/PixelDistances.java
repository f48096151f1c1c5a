package org.saehdbw.facesets.sorting;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.saehdbw.parallel.Workers;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.OpenCv;
import org.saehdbw.pictures.Picture;

/**
 * The sums of absolute differences of all pairs of pictures of one size.
 *
 * <p>Pictures are held in two blocks at a time, as many as fit into a budget, and are decoded again
 * for each pair of blocks; the sums take four bytes a pair (50 MB for 5,000 pictures).
 */
final class PixelDistances {
  /** The largest sum of a picture of this many values fits into 32 bits. */
  static final long MOST_VALUES = 0xFFFFFFFFL / 255;

  /** Pairs of this many pictures are worked through while they are in the processor's cache. */
  private static final int TILE = 32;

  private final int[][] sums;

  /** Where the pictures come from; asked several times for each and by several threads. */
  interface Source {
    Picture picture(int index) throws FaceFileException;
  }

  private PixelDistances(int count) {
    sums = new int[count][];
    for (int i = 0; i < count; i++) {
      sums[i] = new int[i];
    }
  }

  /** The memory that the sums of this many pictures take, in bytes. */
  static long bytes(int count) {
    return 4L * count * (count - 1L) / 2 + 16L * count;
  }

  double between(int a, int b) {
    return a == b ? 0 : Integer.toUnsignedLong(a > b ? sums[a][b] : sums[b][a]);
  }

  /**
   * Compares all pairs.
   *
   * @param count of pictures, all of {@code values} values, at most {@value #MOST_VALUES}
   * @param budgetBytes for pictures in native memory
   * @param progress receives how many of the {@code count * (count - 1) / 2} pairs are done
   */
  static PixelDistances of(
      int count, long values, long budgetBytes, Source source, Workers workers, Pairs progress)
      throws FaceFileException, InterruptedException {
    PixelDistances distances = new PixelDistances(count);
    int block = (int) Math.max(TILE, Math.min(count, budgetBytes / 2 / values));
    AtomicLong done = new AtomicLong();
    for (int from = 0; from < count; from += block) {
      try (Block rows = Block.load(from, Math.min(count, from + block), source, workers)) {
        distances.compare(rows, rows, workers, done, progress);
        for (int other = 0; other < from; other += block) {
          try (Block columns = Block.load(other, other + block, source, workers)) {
            distances.compare(rows, columns, workers, done, progress);
          }
        }
      }
    }
    return distances;
  }

  /** Receives how many pairs are done. */
  interface Pairs {
    void count(long done);
  }

  private void compare(Block rows, Block columns, Workers workers, AtomicLong done, Pairs progress)
      throws FaceFileException, InterruptedException {
    int across = (columns.size() + TILE - 1) / TILE;
    int tiles = (rows.size() + TILE - 1) / TILE * across;
    workers.each(
        tiles,
        tile -> done.addAndGet(compareTile(rows, columns, tile / across, tile % across)),
        count -> progress.count(done.get()));
  }

  private int compareTile(Block rows, Block columns, int tileRow, int tileColumn) {
    int pairs = 0;
    for (int r = tileRow * TILE; r < Math.min(rows.size(), (tileRow + 1) * TILE); r++) {
      int row = rows.from + r;
      for (int c = tileColumn * TILE; c < Math.min(columns.size(), (tileColumn + 1) * TILE); c++) {
        if (columns.from + c < row) {
          double sum = Core.norm(rows.mats[r], columns.mats[c], Core.NORM_L1);
          sums[row][columns.from + c] = (int) (long) sum;
          pairs++;
        }
      }
    }
    return pairs;
  }

  /** Decoded pictures {@code from} and following. */
  private static final class Block implements AutoCloseable {
    private final int from;
    private final Mat[] mats;

    private Block(int from, int count) {
      this.from = from;
      mats = new Mat[count];
    }

    static Block load(int from, int to, Source source, Workers workers)
        throws FaceFileException, InterruptedException {
      OpenCv.load();
      Block block = new Block(from, to - from);
      boolean whole = false;
      try {
        workers.each(
            to - from, i -> block.mats[i] = OpenCv.toMat(source.picture(from + i)), done -> {});
        whole = true;
        return block;
      } finally {
        if (!whole) {
          block.close();
        }
      }
    }

    int size() {
      return mats.length;
    }

    @Override
    public void close() {
      OpenCv.release(Arrays.stream(mats).filter(Objects::nonNull).toArray(Mat[]::new));
    }
  }
}
