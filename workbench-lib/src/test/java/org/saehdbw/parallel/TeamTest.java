package org.saehdbw.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TeamTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void everyPartAndEveryRowIsTakenOnce(int threads) {
    try (Team team = new Team(threads, "test")) {
      for (int rows : new int[] {0, 1, 7, 100}) {
        AtomicIntegerArray parts = new AtomicIntegerArray(rows);
        team.run(rows, parts::incrementAndGet);
        AtomicIntegerArray banded = new AtomicIntegerArray(rows);
        team.bands(
            rows,
            3,
            (from, to) -> {
              for (int y = from; y < to; y++) {
                banded.incrementAndGet(y);
              }
            });
        for (int i = 0; i < rows; i++) {
          assertThat(parts.get(i)).isEqualTo(1);
          assertThat(banded.get(i)).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void twoThreadsWorkAtOnceAndOneIsTheCaller() {
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    CountDownLatch both = new CountDownLatch(2);
    try (Team team = new Team(2, "test")) {
      team.run(
          2,
          part -> {
            seen.add(Thread.currentThread());
            both.countDown();
            try {
              both.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
    }
    assertThat(seen).hasSize(2).contains(Thread.currentThread());
  }

  @Test
  void aFailureIsThrownAfterAllPartsEnded() {
    AtomicIntegerArray done = new AtomicIntegerArray(8);
    try (Team team = new Team(2, "test")) {
      assertThatThrownBy(
              () ->
                  team.run(
                      8,
                      part -> {
                        done.set(part, 1);
                        if (part == 3) {
                          throw new IllegalStateException("part 3");
                        }
                      }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("part 3");
    }
    for (int i = 0; i < done.length(); i++) {
      assertThat(done.get(i)).isEqualTo(1);
    }
  }

  @Test
  void anInterruptIsKept() {
    try (Team team = new Team(2, "test")) {
      Thread.currentThread().interrupt();
      team.run(4, part -> {});
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void threadsHaveARange() {
    assertThatThrownBy(() -> new Team(0, "test")).hasMessage("threads must be from 1 to 64, got 0");
  }
}
