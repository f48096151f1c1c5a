package org.saehdbw.dataloaders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoaderScalerTest {
  private static List<Boolean> answers(long waitNanos, int count, int threads) {
    LoaderScaler hunger = new LoaderScaler();
    List<Boolean> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      answers.add(hunger.isHungry(waitNanos, threads));
    }
    return answers;
  }

  @Test
  void asksForAThreadEverySixteenBatchesThatWereWaitedFor() {
    assertThat(answers(5_000_000, 15, 0)).doesNotContain(true);
    assertThat(answers(5_000_000, 32, 0).stream().filter(hungry -> hungry)).hasSize(2);
    assertThat(answers(5_000_000, 32, 0).get(15)).isTrue();
  }

  @Test
  void isContentWithShortWaitsAndNeverExceedsTheCores() {
    assertThat(answers(900_000, 100, 0)).doesNotContain(true);
    assertThat(answers(5_000_000, 100, Runtime.getRuntime().availableProcessors()))
        .doesNotContain(true);
  }
}
