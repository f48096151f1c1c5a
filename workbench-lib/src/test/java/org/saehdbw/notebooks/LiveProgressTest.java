package org.saehdbw.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveProgressTest {
  private final List<String> said = new ArrayList<>();
  private long now;

  private final Outputs outputs =
      new Outputs() {
        @Override
        public String add(Object value) {
          said.add("add " + value);
          return "output";
        }

        @Override
        public void update(String name, Object value) {
          said.add(name + " " + value);
        }
      };

  @Test
  void oneLineIsReplacedAndEmptiedAtTheEnd() {
    LiveProgress progress = new LiveProgress(() -> outputs, () -> now);
    progress.at("faces measured", 0, 64);
    now = 2_000_000_000L;
    progress.at("faces measured", 16, 64);
    now = 2_100_000_000L;
    progress.at("faces measured", 17, 64);
    now = 4_000_000_000L;
    progress.at("faces measured", 32, 64);
    progress.at("faces measured", 64, 64);
    now = 6_000_000_000L;
    progress.at("ranks measured", 0, 3);
    assertThat(said)
        .containsExactly(
            "add faces measured: 16 of 64, 8.0/s, 6 s left",
            "output faces measured: 32 of 64, 8.0/s, 4 s left",
            "output ",
            "output ranks measured: 0 of 3");
  }

  @Test
  void workThatIsDoneAtOnceShowsNothing() {
    LiveProgress progress = new LiveProgress(() -> outputs, () -> now);
    progress.at("faces measured", 0, 64);
    progress.at("faces measured", 64, 64);
    assertThat(said).isEmpty();
  }
}
