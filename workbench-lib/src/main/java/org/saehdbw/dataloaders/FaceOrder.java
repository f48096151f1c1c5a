package org.saehdbw.dataloaders;

import java.util.List;
import java.util.stream.IntStream;
import org.saehdbw.tensors.CounterRandom;

/**
 * Which face each draw takes. A pure function of seed, purpose and the draw's number, so that any
 * number of threads and a resumed run see the same faces.
 *
 * <p>Faces are kept in groups. Each round visits every group once in a random order, and a group
 * gives its faces in a random order without repeating one before all were given. One group is the
 * plain order (every face once per epoch); groups by yaw make all directions equally frequent
 * (spec/facesets 5.2 and 5.6). Safe from several threads.
 */
public final class FaceOrder {
  private static final int YAW_BINS = 128;
  private static final double LARGEST_YAW = 1.2;

  private final int[][] groups;
  private final Shuffles rounds;
  private final Shuffles[] members;

  private FaceOrder(long seed, String purpose, int[][] groups) {
    this.groups = groups;
    rounds = new Shuffles(seed, purpose + "/groups", 0, groups.length);
    members = new Shuffles[groups.length];
    for (int i = 0; i < groups.length; i++) {
      members[i] = new Shuffles(seed, purpose + "/faces", i, groups[i].length);
    }
  }

  /**
   * The plain order.
   *
   * @param purpose keeps orders of one seed apart, such as {@code "src"}
   * @param indices of the faces, at least one
   */
  public static FaceOrder shuffled(long seed, String purpose, List<Integer> indices) {
    return new FaceOrder(seed, purpose, new int[][] {toArray(indices)});
  }

  /**
   * The order that is even over yaw: 128 bins over -1.2 to 1.2 radians, open at both ends; empty
   * bins do not count.
   *
   * @param purpose keeps orders of one seed apart
   * @param indices of the faces, at least one
   * @param yaws of these faces in radians, in the same order, above 0 where the nose points to the
   *     picture's left
   */
  public static FaceOrder evenOverYaw(
      long seed, String purpose, List<Integer> indices, double[] yaws) {
    int[][] bins =
        IntStream.range(0, YAW_BINS)
            .mapToObj(
                bin ->
                    IntStream.range(0, yaws.length)
                        .filter(i -> yawBin(yaws[i]) == bin)
                        .map(indices::get)
                        .toArray())
            .filter(bin -> bin.length > 0)
            .toArray(int[][]::new);
    return new FaceOrder(seed, purpose, bins);
  }

  /** The bin of a yaw, from 0 (nose to the picture's left) to 127. */
  static int yawBin(double yaw) {
    double step = 2 * LARGEST_YAW / (YAW_BINS - 1);
    int bin = (int) Math.floor((LARGEST_YAW - yaw) / step);
    return Math.max(0, Math.min(YAW_BINS - 1, bin));
  }

  /**
   * Returns the index of the face that a draw takes.
   *
   * @param draw from 0
   */
  public int indexAt(long draw) {
    int group = rounds.at(draw);
    long visits = draw / groups.length;
    return groups[group][members[group].at(visits)];
  }

  private static int[] toArray(List<Integer> indices) {
    return indices.stream().mapToInt(Integer::intValue).toArray();
  }

  /** One random permutation after the other; the last two are kept, since threads overlap. */
  private static final class Shuffles {
    private final long seed;
    private final String purpose;
    private final int slot;
    private final int count;
    private final long[] epochs = {-1, -1};
    private final int[][] orders = new int[2][];

    Shuffles(long seed, String purpose, int slot, int count) {
      this.seed = seed;
      this.purpose = purpose;
      this.slot = slot;
      this.count = count;
    }

    synchronized int at(long position) {
      long epoch = position / count;
      int place = (int) (epoch % 2);
      if (epochs[place] != epoch) {
        orders[place] = CounterRandom.of(seed, purpose, epoch, slot).permutation(count);
        epochs[place] = epoch;
      }
      return orders[place][(int) (position % count)];
    }
  }
}
