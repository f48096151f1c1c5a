package org.saehdbw.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.testing.Await;

class WorkersTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void givesResultsInTheItemsOrder(int threads) throws Exception {
    List<Integer> items = IntStream.range(0, 200).boxed().toList();
    try (Workers workers = new Workers(threads, "test")) {
      assertThat(workers.threads()).isEqualTo(threads);
      assertThat(workers.map(items, i -> i * i)).isEqualTo(items.stream().map(i -> i * i).toList());
      assertThat(workers.<Integer, Integer, RuntimeException>map(List.of(), i -> i)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void tellsOfEachOneItemAtATime(int threads) throws Exception {
    List<Integer> told = new ArrayList<>();
    try (Workers workers = new Workers(threads, "test")) {
      workers.each(50, (int i) -> {}, told::add);
    }
    assertThat(told).isEqualTo(IntStream.rangeClosed(1, 50).boxed().toList());
  }

  @Test
  void worksOnNoMoreAtOnceThanItHasThreadsWhichAreDaemons() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch three = new CountDownLatch(3);
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    try (Workers workers = new Workers(3, "test-pool")) {
      workers.each(
          30,
          (int i) -> {
            seen.add(Thread.currentThread());
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            three.countDown();
            three.await();
            now.decrementAndGet();
          },
          done -> {});
    }
    assertThat(most).hasValue(3);
    assertThat(seen).hasSize(3);
    assertThat(seen).allMatch(Thread::isDaemon).allMatch(t -> t.getName().equals("test-pool"));
    for (Thread thread : seen) {
      thread.join(10_000);
      assertThat(thread.isAlive()).isFalse();
    }
  }

  private static final class OwnException extends Exception {
    private static final long serialVersionUID = 1L;

    OwnException(String message) {
      super(message);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void keepsTheTypeOfWhatATaskThrows(int threads) {
    List<Throwable> all =
        List.of(
            new OwnException("own"),
            new FileNotFoundException("file"),
            new IllegalArgumentException("argument"),
            new OutOfMemoryError("memory"),
            new AssertionError("assertion"));
    for (Throwable problem : all) {
      try (Workers workers = new Workers(threads, "test")) {
        assertThatThrownBy(() -> workers.map(List.of(1, 2), i -> thrown(problem)))
            .isSameAs(problem);
      }
    }
  }

  private static int thrown(Throwable problem) throws OwnException, IOException {
    if (problem instanceof OwnException own) {
      throw own;
    }
    if (problem instanceof IOException file) {
      throw file;
    }
    if (problem instanceof RuntimeException fault) {
      throw fault;
    }
    throw (Error) problem;
  }

  @Test
  void theFirstFailureStopsTheRestAndRunningTasksAreWaitedFor() {
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger ended = new AtomicInteger();
    CompletableFuture<Thread> failing = new CompletableFuture<>();
    try (Workers workers = new Workers(2, "test")) {
      assertThatThrownBy(
              () ->
                  workers.each(
                      1000,
                      (int i) -> {
                        begun.incrementAndGet();
                        if (i == 1) {
                          failing.complete(Thread.currentThread());
                          throw new OwnException("item 1");
                        }
                        Thread failed = failing.get();
                        Await.until(
                            "the thread of item 1 waits for other work",
                            () -> failed.getState() == Thread.State.WAITING);
                        ended.incrementAndGet();
                      },
                      done -> {}))
          .isInstanceOf(OwnException.class)
          .hasMessage("item 1");
      assertThat(begun.get()).isEqualTo(2);
      assertThat(ended.get()).isEqualTo(1);
    }
  }

  @Test
  void theFailureOfTheEarliestItemIsThrown() {
    for (int round = 0; round < 50; round++) {
      CountDownLatch both = new CountDownLatch(2);
      try (Workers workers = new Workers(2, "test")) {
        assertThatThrownBy(
                () ->
                    workers.each(
                        10,
                        (int i) -> {
                          both.countDown();
                          both.await();
                          throw new OwnException("item " + i);
                        },
                        done -> {}))
            .hasMessage("item 0");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void anInterruptStopsTheRestAndWaitsForRunningTasks(int threads) throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    AtomicBoolean mayEnd = new AtomicBoolean();
    AtomicInteger ended = new AtomicInteger();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread caller =
        new Thread(
            () -> {
              try (Workers workers = new Workers(threads, "test")) {
                workers.each(
                    1000,
                    (int i) -> {
                      running.countDown();
                      while (!mayEnd.get()) {
                        Thread.onSpinWait();
                      }
                      ended.incrementAndGet();
                    },
                    done -> {});
              } catch (InterruptedException e) {
                thrown.set(e);
              }
            });
    caller.start();
    running.await();
    caller.interrupt();
    mayEnd.set(threads == 1);
    if (threads > 1) {
      // It waits, although it was interrupted, until the tasks end.
      caller.join(50);
      assertThat(caller.isAlive()).isTrue();
      mayEnd.set(true);
    }
    caller.join();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertThat(ended.get()).isBetween(1, 999);
  }

  @Test
  void stopsTakingItemsWhenAsked() throws Exception {
    AtomicInteger done = new AtomicInteger();
    try (Workers workers = new Workers(2, "test")) {
      workers.each(1000, (int i) -> done.incrementAndGet(), d -> {}, () -> done.get() >= 5);
      assertThat(done.get()).isBetween(5, 7);
      assertThatThrownBy(
              () ->
                  workers.each(
                      3,
                      (int i) -> {},
                      d -> {},
                      () -> {
                        throw new IllegalStateException("asking failed");
                      }))
          .hasMessage("asking failed");
    }
  }

  @Test
  void saysHowManyThreadsAreAllowed() {
    assertThatThrownBy(() -> new Workers(0, "test"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threads must be from 1 to 1024, got 0");
  }
}
