package org.saehdbw.dataloaders;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.saehdbw.faces.HeadPose;
import org.saehdbw.facesets.Faceset;
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
  private final FaceOrder order;
  private final Optional<References> references;

  /**
   * Makes a sampler.
   *
   * @param side {@code src} or {@code dst}, which keeps their draws apart
   * @param yaws of the source's faces, as {@link #yaws} gives them, where the order is even over
   *     yaw
   * @param references what the side's samples take a transfer towards
   */
  SideSampler(
      FacePool pool,
      FaceSource source,
      String side,
      SampleOptions options,
      double[] yaws,
      Optional<References> references) {
    this.pool = pool;
    this.indices = source.indices();
    this.side = side;
    this.options = options;
    this.references = references;
    order =
        options.augment().uniformYaw()
            ? FaceOrder.evenOverYaw(options.batch().seed(), side, indices, yaws)
            : FaceOrder.shuffled(options.batch().seed(), side, indices);
  }

  /** Faces of the other side, drawn in an order of their own, each once before one comes again. */
  record References(FacePool pool, List<Integer> indices, FaceOrder order) {
    static References of(FacePool pool, FaceSource source, long seed) {
      return new References(
          pool, source.indices(), FaceOrder.shuffled(seed, "reference", source.indices()));
    }
  }

  /** What a loader's thread works with, its own. */
  static final class Desk implements AutoCloseable {
    private final SampleMaker maker;
    private final FaceRecord face;
    private final FaceRecord reference;
    private final LoaderClock clock;

    Desk(SampleOptions options, LoaderClock clock) {
      maker =
          new SampleMaker(options.picture().channels(), options.augment().transfer().transfer());
      face = new FaceRecord(FaceLayout.ofSamples(options));
      reference = new FaceRecord(FaceLayout.ofReferences(options));
      this.clock = clock;
    }

    LoaderClock clock() {
      return clock;
    }

    @Override
    public void close() {
      maker.close();
    }
  }

  /** Returns how far each face of a source is turned, in radians; none where no order needs it. */
  static double[] yaws(FaceSource source, SampleOptions options) {
    if (!options.augment().uniformYaw()) {
      return new double[0];
    }
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
  void make(long iteration, int slot, BatchMemory memory, Desk desk) {
    long draw = (iteration - 1) * options.batch().batchSize() + slot;
    int index = load(pool, indices, order, draw, desk.face, desk.clock);
    memory.name(slot, pool.faceset().entries().get(index).name());
    Optional<FaceRecord> reference = Optional.empty();
    if (references.isPresent()) {
      References from = references.get();
      load(from.pool(), from.indices(), from.order(), draw, desk.reference, desk.clock);
      reference = Optional.of(desk.reference);
    }
    desk.clock.enter(LoaderStage.WARP);
    try (SampleDraws draws = SampleDraws.draw(options, side, iteration, slot)) {
      desk.maker.make(desk.face, reference, draws, memory.planes(slot), desk.clock);
    }
  }

  /** Gets the face that a draw takes, or another in its place; returns which. */
  private int load(
      FacePool from,
      List<Integer> among,
      FaceOrder inOrder,
      long draw,
      FaceRecord into,
      LoaderClock clock) {
    int index = inOrder.indexAt(draw);
    for (int attempt = 0; !from.load(index, into, clock); attempt++) {
      if (attempt >= RANDOM_TRIES + among.size()) {
        throw new LoaderException(
            String.format(
                Locale.ROOT,
                "%s: none of the %d faces of %s can be read any more; the warnings before name"
                    + " them",
                side,
                among.size(),
                from.faceset().name()));
      }
      index = instead(among, draw, attempt);
    }
    return index;
  }

  /** Another face for a draw whose face cannot be read: some at random, then all in their order. */
  private int instead(List<Integer> among, long draw, int attempt) {
    if (attempt >= RANDOM_TRIES) {
      return among.get(attempt - RANDOM_TRIES);
    }
    CounterRandom random =
        CounterRandom.of(options.batch().seed(), side + "/instead", draw, attempt);
    return among.get(random.nextInt(among.size()));
  }
}
