package org.saehdbw.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AwaitTest {
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void asksUntilTheConditionHolds() throws Exception {
    Await.until("the third question", () -> asked.incrementAndGet() == 3);
    assertThat(asked).hasValue(3);
  }

  @Test
  void namesWhatDidNotCome() {
    assertThatThrownBy(() -> Await.until("a stop", Duration.ofMillis(20), () -> false))
        .isInstanceOf(AssertionError.class)
        .hasMessage("a stop did not come within 20 ms");
  }

  @Test
  void asksAtLeastOnce() throws Exception {
    assertThat(Await.comes(Duration.ZERO, () -> asked.incrementAndGet() == 1)).isTrue();
    assertThat(Await.comes(Duration.ZERO, () -> asked.incrementAndGet() == 1)).isFalse();
  }

  @Test
  void aConditionThatFailsEndsTheWait() {
    IOException problem = new IOException("gone");
    assertThatThrownBy(
            () ->
                Await.until(
                    "a file",
                    () -> {
                      throw problem;
                    }))
        .isSameAs(problem);
  }
}
