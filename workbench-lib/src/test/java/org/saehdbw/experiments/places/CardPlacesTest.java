package org.saehdbw.experiments.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.saehdbw.training.devices.TrainingDevice;

class CardPlacesTest {
  private static final List<TrainingDevice> CARDS =
      List.of(
          new TrainingDevice("cuda:0", 8000, "cuda:0"),
          new TrainingDevice("cuda:1", 24_000, "cuda:1"));

  private static CardPlaces choose(int parallel, int trainings, double mibEach) {
    return CardPlaces.choose(
        CARDS, new SideBySide.Asked("parallel_trials", parallel, trainings, 0, mibEach));
  }

  @Test
  void oneTrainingOnEachCard() {
    CardPlaces chosen = choose(0, 20, 3000);
    assertThat(chosen.devices()).containsExactly("cuda:0", "cuda:1");
    assertThat(chosen.remark()).isEmpty();
    assertThat(choose(0, 1, 3000).devices()).containsExactly("cuda:0");
  }

  @Test
  void severalWhereTheyFit() {
    CardPlaces chosen = choose(8, 20, 3000);
    assertThat(chosen.devices())
        .containsExactly("cuda:0", "cuda:1", "cuda:1", "cuda:1", "cuda:1", "cuda:1");
    assertThat(chosen.remark())
        .contains(
            "parallel_trials: the memory of 2 cards is enough for 6 at once, not 8: a training"
                + " takes about 3000 MiB");
    assertThat(choose(3, 20, 2000).devices()).containsExactly("cuda:0", "cuda:1", "cuda:0");
  }

  @Test
  void placesKeepTheirDevice() {
    Places places = Places.on(choose(0, 2, 3000).devices());
    assertThat(places.most()).isEqualTo(2);
    assertThat(places.take().orElseThrow().device()).contains("cuda:0");
    assertThat(places.take().orElseThrow().device()).contains("cuda:1");
    assertThatThrownBy(() -> Places.on(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("places need at least one device, got none");
  }
}
