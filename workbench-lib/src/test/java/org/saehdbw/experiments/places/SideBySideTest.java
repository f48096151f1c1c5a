package org.saehdbw.experiments.places;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.saehdbw.experiments.places.SideBySide.Asked;

class SideBySideTest {
  private static final OptionalDouble PLENTY = OptionalDouble.of(100_000);

  private static SideBySide choose(int parallel, int trainings, int threads, int cores) {
    return SideBySide.choose(
        new Asked("parallel_trials", parallel, trainings, threads, 500), cores, PLENTY);
  }

  @Test
  void aTrainingHasOneThreadAndThereAreAsManyAsCores() {
    SideBySide chosen = choose(0, 20, 0, 8);
    assertThat(chosen.places()).isEqualTo(8);
    assertThat(chosen.threads()).isEqualTo(1);
    assertThat(chosen.remark()).isEmpty();
    assertThat(chosen).hasToString("8 at once, 1 thread each");
  }

  @Test
  void fewTrainingsShareTheCoresOut() {
    SideBySide three = choose(0, 3, 0, 8);
    assertThat(three.places()).isEqualTo(3);
    assertThat(three.threads()).isEqualTo(2);
    assertThat(choose(0, 1, 0, 8)).hasToString("one at a time, 8 threads each");
  }

  @Test
  void threadsThatAreFixedDecideHowManyFit() {
    assertThat(choose(0, 20, 4, 8).places()).isEqualTo(2);
    assertThat(choose(0, 20, 16, 8)).hasToString("one at a time, 16 threads each");
    assertThat(choose(2, 20, 1, 8)).hasToString("2 at once, 1 thread each");
  }

  @Test
  void whatIsAskedHoldsEvenWithFewerCores() {
    SideBySide four = choose(4, 20, 0, 2);
    assertThat(four).hasToString("4 at once, 1 thread each");
    assertThat(four.remark())
        .contains("parallel_trials: 4 trainings at once share 2 cores and slow one another down");
    assertThat(choose(1, 20, 0, 2)).hasToString("one at a time, 2 threads each");
  }

  @Test
  void memoryLimitsThem() {
    Asked asked = new Asked("parallel_trials", 0, 20, 0, 1000);
    SideBySide chosen = SideBySide.choose(asked, 8, OptionalDouble.of(3400));
    assertThat(chosen.places()).isEqualTo(3);
    assertThat(chosen.threads()).isEqualTo(2);
    assertThat(chosen.remark())
        .contains(
            "parallel_trials: memory is enough for 3 at once, not 8: a training takes about 1000"
                + " MiB, 3400 MiB are free");
    assertThat(SideBySide.choose(asked, 8, OptionalDouble.of(10)).places()).isEqualTo(1);
    assertThat(SideBySide.choose(asked, 8, OptionalDouble.empty()).places()).isEqualTo(8);
  }
}
