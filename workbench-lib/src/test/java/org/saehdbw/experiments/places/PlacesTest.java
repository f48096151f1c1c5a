package org.saehdbw.experiments.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlacesTest {
  @Test
  void aPlaceIsTakenOnceAndComesBack() {
    Places places = new Places(2, List.of("0,2", "1,3"));
    Places.Place first = places.take().orElseThrow();
    Places.Place second = places.take().orElseThrow();
    assertThat(first.number()).isZero();
    assertThat(second.processors()).contains("1,3");
    assertThat(places.take()).isEmpty();
    places.free(first);
    assertThat(places.take()).contains(first);
  }

  @Test
  void knowsWhetherOthersRanBeside() {
    Places places = new Places(3, List.of());
    Places.Place alone = places.take().orElseThrow();
    assertThat(places.wasShared(alone)).isFalse();
    Places.Place other = places.take().orElseThrow();
    assertThat(places.wasShared(alone)).isTrue();
    places.free(other);
    assertThat(places.wasShared(alone)).isTrue();
    places.free(alone);
    assertThat(places.wasShared(places.take().orElseThrow())).isFalse();
  }

  @Test
  void fewerAtOnceButAtLeastOne() {
    Places places = new Places(2, List.of());
    Places.Place first = places.take().orElseThrow();
    Places.Place second = places.take().orElseThrow();
    places.lessen();
    assertThat(places.most()).isEqualTo(1);
    places.free(second);
    assertThat(places.take()).isEmpty();
    places.free(first);
    assertThat(places.take()).isPresent();
    places.lessen();
    assertThat(places.most()).isEqualTo(1);
  }

  @Test
  void refusesPlacesWithoutProcessors() {
    assertThatThrownBy(() -> new Places(2, List.of("0")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("places must be at least 1, each with its processors, got 2 and [0]");
  }
}
