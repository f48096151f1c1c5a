package org.saehdbw.dataloaders;

import java.util.List;
import java.util.Optional;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.facesets.HeadPose;
import org.saehdbw.tensors.CounterRandom;

/**
 * Makes the samples of one side. What a sample holds is a function of the seed, the side, the
 * iteration and the place in the batch, and of which files can be read; never of who makes it when.
 */
final class SideSampler {
  private static final int RANDOM_TRIES = 16;

  private final FacePool pool;
  private final List<Integer> indices;
  private final String side;
  private final SampleOptions options;
  private final boolean mayFlip;
  private final FaceOrder order;

  /**
   * Makes a sampler.
   *
   * @param side {@code src} or {@code dst}, which keeps their draws apart
   */
  SideSampler(FacePool pool, FaceSource source, String side, SampleOptions options) {
    this.pool = pool;
    this.indices = source.indices();
    this.side = side;
    this.options = options;
    mayFlip = side.equals("src") ? options.randomSrcFlip() : options.randomDstFlip();
    order =
        options.uniformYaw()
            ? FaceOrder.evenOverYaw(options.seed(), side, indices, yaws(source))
            : FaceOrder.shuffled(options.seed(), side, indices);
  }

  private static double[] yaws(FaceSource source) {
    List<Faceset.FaceEntry> entries = source.faceset().entries();
    return source.indices().stream()
        .map(entries::get)
        .mapToDouble(face -> HeadPose.of(face.metadata().landmarks(), face.width()).yaw())
        .toArray();
  }

  /**
   * Makes one sample.
   *
   * @param iteration from 1
   * @param slot the place in the batch
   * @throws LoaderException if no face can be read any more
   */
  void make(long iteration, int slot, BatchMemory memory) {
    long draw = (iteration - 1) * options.batchSize() + slot;
    int index = order.indexAt(draw);
    for (int attempt = 0; !tryMake(index, iteration, slot, memory); attempt++) {
      if (attempt >= RANDOM_TRIES + indices.size()) {
        throw new LoaderException(
            "%s: none of the %d faces of %s can be read any more; the warnings before name them"
                .formatted(side, indices.size(), pool.faceset().name()));
      }
      index = instead(draw, attempt);
    }
  }

  /** Another face for a draw whose face cannot be read: some at random, then all in their order. */
  private int instead(long draw, int attempt) {
    if (attempt >= RANDOM_TRIES) {
      return indices.get(attempt - RANDOM_TRIES);
    }
    CounterRandom random = CounterRandom.of(options.seed(), side + "/instead", draw, attempt);
    return indices.get(random.nextInt(indices.size()));
  }

  private boolean tryMake(int index, long iteration, int slot, BatchMemory memory) {
    Boolean made =
        pool.use(
            index,
            face -> {
              draw(face, iteration, slot, memory.planes(slot));
              return true;
            });
    if (made == null) {
      return false;
    }
    memory.name(slot, pool.faceset().entries().get(index).name());
    return true;
  }

  private void draw(PreparedFace face, long iteration, int slot, SamplePlanes planes) {
    CounterRandom random = CounterRandom.of(options.seed(), side + "/affine", iteration, slot);
    Augmentation augmentation = Augmentation.draw(random, options.scaleRange(), mayFlip);
    if (!options.randomWarp()) {
      SampleMaker.make(face, augmentation, Optional.empty(), planes);
      return;
    }
    int working = Math.max(options.resolution(), SampleMotion.SMALLEST_SIDE);
    CounterRandom nodes = CounterRandom.of(options.seed(), side + "/warp", iteration, slot);
    try (GridWarp warp = GridWarp.draw(nodes, working)) {
      SampleMaker.make(face, augmentation, Optional.of(warp), planes);
    }
  }
}
