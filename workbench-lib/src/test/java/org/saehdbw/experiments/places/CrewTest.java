package org.saehdbw.experiments.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.testing.Await;

class CrewTest {
  private final Places places = new Places(3, List.of());

  @Test
  void worksInAllPlacesAtOnceUntilNothingIsLeft() throws Exception {
    AtomicInteger left = new AtomicInteger(6);
    CountDownLatch three = new CountDownLatch(3);
    Crew.run(
        places,
        () -> false,
        (place, stopping) -> {
          int piece = left.getAndDecrement();
          three.countDown();
          assertThat(three.await(20, TimeUnit.SECONDS)).as("three at once").isTrue();
          return piece > 1;
        });
    assertThat(left.get()).isBetween(-2, 0);
  }

  @Test
  void theFirstErrorStopsTheOthers() {
    AtomicBoolean stopped = new AtomicBoolean();
    CountDownLatch works = new CountDownLatch(1);
    assertThatThrownBy(
            () ->
                Crew.run(
                    new Places(2, List.of()),
                    () -> false,
                    (place, stopping) -> {
                      if (place.number() == 0) {
                        works.await();
                        throw new IOException("the disk is full");
                      }
                      works.countDown();
                      untilStopped(stopping);
                      stopped.set(true);
                      return true;
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("the disk is full");
    assertThat(stopped).isTrue();
  }

  @Test
  void anInterruptStopsTheOthersAndIsPassedOn() throws Exception {
    AtomicBoolean stopped = new AtomicBoolean();
    CountDownLatch works = new CountDownLatch(1);
    Thread caller =
        new Thread(
            () -> {
              try {
                Crew.run(
                    new Places(2, List.of()),
                    () -> false,
                    (place, stopping) -> {
                      boolean mine = Thread.currentThread().getName().equals("caller");
                      if (mine) {
                        return false;
                      }
                      works.countDown();
                      untilStopped(stopping);
                      stopped.set(true);
                      return false;
                    });
              } catch (IOException | SettingsException e) {
                throw new IllegalStateException(e);
              } catch (InterruptedException e) {
                works.countDown();
              }
            },
            "caller");
    caller.start();
    works.await();
    caller.interrupt();
    caller.join();
    assertThat(stopped).isTrue();
  }

  private static void untilStopped(BooleanSupplier stopping) {
    try {
      Await.until("the stop", stopping::getAsBoolean);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
