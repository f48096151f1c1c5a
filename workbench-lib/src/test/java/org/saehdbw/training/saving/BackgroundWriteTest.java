package org.saehdbw.training.saving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.saehdbw.testing.Await;

class BackgroundWriteTest {
  private final BackgroundWrite writer = new BackgroundWrite();
  private final List<String> done = new CopyOnWriteArrayList<>();
  private final CountDownLatch go = new CountDownLatch(1);

  private void waitForGo() {
    try {
      go.await();
    } catch (InterruptedException e) {
      done.add("interrupted");
    }
  }

  @Test
  void whoBeginsAWriteHasItsThreadForOtherWork() throws IOException {
    writer.begin(
        "first",
        () -> {
          waitForGo();
          done.add(Thread.currentThread().getName());
        });
    assertThat(writer.isBusy()).isTrue();
    done.add("other work");
    go.countDown();
    writer.await();
    assertThat(done).containsExactly("other work", "first");
    assertThat(writer.isBusy()).isFalse();
  }

  @Test
  void theSecondWriteBeginsWhenTheFirstHasEnded() throws IOException {
    writer.begin(
        "first",
        () -> {
          done.add("first begins");
          Thread.yield();
          done.add("first ends");
        });
    writer.begin("second", () -> done.add("second"));
    writer.close();
    assertThat(done).containsExactly("first begins", "first ends", "second");
  }

  @Test
  void aFailureIsToldOnceAtTheNextLookAndNothingIsBegunBefore() throws Exception {
    writer.begin(
        "first",
        () -> {
          throw new IOException("the disk is full");
        });
    Await.until("the failure", () -> !writer.isBusy());
    assertThatThrownBy(() -> writer.begin("second", () -> done.add("second")))
        .isInstanceOf(IOException.class)
        .hasMessage("the disk is full");
    assertThat(done).isEmpty();
    assertThatCode(writer::require).doesNotThrowAnyException();
    assertThatCode(writer::close).doesNotThrowAnyException();
  }

  @Test
  void errorsAreToldToo() throws Exception {
    writer.begin(
        "memory",
        () -> {
          throw new OutOfMemoryError("no heap");
        });
    Await.until("the failure", () -> !writer.isBusy());
    assertThatThrownBy(writer::require).isInstanceOf(OutOfMemoryError.class).hasMessage("no heap");
    writer.begin(
        "state",
        () -> {
          throw new IllegalStateException("closed");
        });
    assertThatThrownBy(writer::await).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anInterruptNeitherEndsTheWaitNorReachesTheWrite() throws Exception {
    writer.begin(
        "first",
        () -> {
          waitForGo();
          done.add("written");
        });
    Thread waiting = Thread.currentThread();
    Thread helper =
        new Thread(
            () -> {
              while (waiting.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
              }
              waiting.interrupt();
              go.countDown();
            });
    helper.start();
    writer.await();
    assertThat(Thread.interrupted()).isTrue();
    helper.join();
    assertThat(done).containsExactly("written");
  }

  @Test
  void anInterruptBeforeTheWaitIsKept() throws IOException {
    writer.begin("first", this::waitForGo);
    Thread.currentThread().interrupt();
    go.countDown();
    writer.await();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(done).isEmpty();
  }
}
