package org.saehdbw.dataloaders;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.saehdbw.faces.FaceType;
import org.saehdbw.pictures.GrayFrom;
import org.saehdbw.synthesis.SyntheticFaces;
import org.saehdbw.testing.Amount;
import org.saehdbw.transfers.TransferMode;

/** The loader with everything that it can do switched on. */
class LoaderStagesTest {
  private static final int BATCHES = 4;
  private static final int DELAY_MILLIS = 30;

  /** Batches of eight arrays each. */
  private static final int COMPARED = Amount.of(60, 200);

  private static final SampleOptions EVERYTHING =
      SampleOptions.of(64, 1, FaceType.FULL)
          .with(new PictureOptions(64, 1, FaceType.FULL, GrayFrom.RANDOM, false, true))
          .with(new AugmentOptions(true, true, true, true, ScaleRange.FORK, TransferMode.SOT))
          .with(new ToneOptions(0, 0.5, 0.5, 0.5, 0.5))
          .with(new BatchOptions(2, 2, 2, 3));

  private static FaceLoader start(SampleOptions options, Supplier<LoaderClock> clocks) {
    FaceSource src = FaceSource.all(SyntheticFaces.of(12).size(72).colour().seed(1));
    FaceSource dst = FaceSource.all(SyntheticFaces.of(9).size(80).colour().seed(2));
    return FaceLoader.start(
        src,
        dst,
        options,
        1,
        message -> {
          throw new LoaderException(message);
        },
        clocks);
  }

  private static List<Integer> hashes(int threads) throws InterruptedException {
    List<Integer> hashes = new ArrayList<>();
    try (FaceLoader loader =
        start(EVERYTHING.with(EVERYTHING.batch().withThreads(threads)), LoaderClock::new)) {
      for (int i = 0; i < COMPARED; i++) {
        Batch batch = loader.next();
        for (BatchSide side : List.of(batch.src(), batch.dst())) {
          for (FloatBuffer values :
              List.of(side.warped(), side.target(), side.mask(), side.eyesMouth())) {
            int hash = 1;
            while (values.hasRemaining()) {
              float value = values.get();
              assertThat(value).isBetween(0f, 1f);
              hash = 31 * hash + Float.floatToRawIntBits(value);
            }
            hashes.add(hash);
          }
        }
      }
    }
    return hashes;
  }

  @Test
  void anyNumberOfThreadsGivesTheSameBytesWithEveryAugmentation() throws InterruptedException {
    List<Integer> one = hashes(1);
    assertThat(hashes(2)).isEqualTo(one);
    assertThat(hashes(4)).isEqualTo(one);
    assertThat(one.stream().distinct().count()).isGreaterThan(6 * COMPARED);
  }

  /** A clock that is stopped, but for one delay whenever a stage is entered. */
  private static final class DelayedClock extends LoaderClock {
    private final LoaderStage where;
    private final AtomicLong nanos;

    DelayedClock(LoaderStage where, AtomicLong nanos) {
      super(nanos::get);
      this.where = where;
      this.nanos = nanos;
    }

    @Override
    LoaderStage enter(LoaderStage next) {
      LoaderStage before = super.enter(next);
      if (next == where && before != where) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(DELAY_MILLIS));
      }
      return before;
    }
  }

  @ParameterizedTest
  @EnumSource(LoaderStage.class)
  void aDelayShowsInItsStageAndOnlyThere(LoaderStage stage) throws InterruptedException {
    AtomicLong nanos = new AtomicLong();
    try (FaceLoader loader =
        start(
            EVERYTHING.with(EVERYTHING.batch().withThreads(1)),
            () -> new DelayedClock(stage, nanos))) {
      for (int i = 0; i < BATCHES; i++) {
        LoaderTimes times = loader.next().times();
        for (LoaderStage each : LoaderStage.values()) {
          double millis = of(each).applyAsDouble(times);
          if (each == stage) {
            // A transfer is made on one side only, so it delays every second sample.
            assertThat(millis).as(each.text()).isGreaterThanOrEqualTo(DELAY_MILLIS / 2.0);
          } else {
            assertThat(millis).as(each.text() + " of a delayed " + stage).isZero();
          }
        }
      }
    }
  }

  @Test
  void aClockMeasuresTheTimeThatPasses() {
    LoaderClock clock = new LoaderClock();
    clock.begin();
    long begin = System.nanoTime();
    clock.enter(LoaderStage.WARP);
    while (System.nanoTime() - begin < TimeUnit.MILLISECONDS.toNanos(2)) {
      Thread.onSpinWait();
    }
    LoaderTimes times = clock.end(1);
    assertThat(times.warp()).isGreaterThan(1);
    assertThat(times.masks()).isZero();
  }

  private static ToDoubleFunction<LoaderTimes> of(LoaderStage stage) {
    return switch (stage) {
      case DECODE -> LoaderTimes::decode;
      case GRAY -> LoaderTimes::gray;
      case TRANSFER -> LoaderTimes::transfer;
      case WARP -> LoaderTimes::warp;
      case MASKS -> LoaderTimes::masks;
      case ASSEMBLE -> LoaderTimes::assemble;
    };
  }

  @Test
  void aTransferTakesReferencesOfTheOtherSideAndLeavesThatSideAlone() throws InterruptedException {
    SampleOptions plain = SampleOptions.of(64, 1, FaceType.FULL).with(new BatchOptions(2, 2, 2, 3));
    try (FaceLoader without = start(plain, LoaderClock::new);
        FaceLoader with =
            start(plain.with(plain.augment().withTransfer(TransferMode.LCT)), LoaderClock::new)) {
      for (int i = 0; i < 5; i++) {
        Batch before = without.next();
        Batch after = with.next();
        assertThat(after.dst().target()).isEqualTo(before.dst().target());
        assertThat(after.dst().warped()).isEqualTo(before.dst().warped());
        assertThat(after.src().mask()).isEqualTo(before.src().mask());
        assertThat(after.src().names()).isEqualTo(before.src().names());
        assertThat(after.src().target()).isNotEqualTo(before.src().target());
      }
    }
  }
}
