package org.saehdbw.dataloaders;

import java.util.Optional;
import org.saehdbw.pictures.GrayFrom;
import org.saehdbw.pictures.GrayMix;
import org.saehdbw.tensors.CounterRandom;

/**
 * Everything of a sample that is left to chance, drawn before any pixel is touched. Owns its warp.
 *
 * @param augmentation how all of its pictures move
 * @param warp of the input
 * @param gray how colour that was kept becomes gray
 * @param tone the look
 * @param transfer the transfer's own draws, the same for input and target
 * @param grain the grain's own draws
 */
record SampleDraws(
    Augmentation augmentation,
    Optional<GridWarp> warp,
    GrayMix gray,
    ToneJitter tone,
    CounterRandom transfer,
    CounterRandom grain)
    implements AutoCloseable {

  /** Nothing is moved or changed. */
  static SampleDraws none(SampleOptions options) {
    return new SampleDraws(
        new Augmentation(0, 1, 0, 0, false),
        Optional.empty(),
        options.picture().grayFrom().mix(),
        ToneJitter.NONE,
        CounterRandom.of(options.batch().seed(), "plain/transfer", 0, 0),
        CounterRandom.of(options.batch().seed(), "plain/grain", 0, 0));
  }

  /**
   * Draws a sample.
   *
   * @param side {@code src} or {@code dst}
   * @param iteration from 1
   * @param slot the place in the batch
   */
  static SampleDraws draw(SampleOptions options, String side, long iteration, int slot) {
    long seed = options.batch().seed();
    boolean src = side.equals("src");
    boolean mayFlip = src ? options.augment().randomSrcFlip() : options.augment().randomDstFlip();
    int working = Math.max(options.picture().resolution(), SampleMotion.SMALLEST_SIDE);
    return new SampleDraws(
        Augmentation.draw(
            CounterRandom.of(seed, side + "/affine", iteration, slot),
            options.augment().scaleRange(),
            mayFlip),
        options.augment().randomWarp()
            ? Optional.of(
                GridWarp.draw(CounterRandom.of(seed, side + "/warp", iteration, slot), working))
            : Optional.empty(),
        options.picture().grayFrom() == GrayFrom.RANDOM
            ? GrayMix.draw(CounterRandom.of(seed, side + "/gray", iteration, slot))
            : options.picture().grayFrom().mix(),
        ToneJitter.draw(
            CounterRandom.of(seed, side + "/tone", iteration, slot),
            options.tone(),
            src,
            options.picture().resolution()),
        CounterRandom.of(seed, side + "/transfer", iteration, slot),
        CounterRandom.of(seed, side + "/grain", iteration, slot));
  }

  @Override
  public void close() {
    warp.ifPresent(GridWarp::close);
  }
}
