package org.saehdbw.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StallMonitorTest {
  @Test
  void saysWhatAThreadWaitsFor() throws InterruptedException {
    BlockingQueue<String> said = new LinkedBlockingQueue<>();
    try (StallMonitor watch = new StallMonitor(Duration.ofMillis(700), said::add)) {
      watch.enter("waiting for the samples of iteration 7");
      assertThat(said.poll(30, TimeUnit.SECONDS))
          .matches("waiting for the samples of iteration 7 has taken \\d+ s so far");
    }
  }

  @Test
  void isSilentAboutShortPhases() throws InterruptedException {
    BlockingQueue<String> said = new LinkedBlockingQueue<>();
    try (StallMonitor watch = new StallMonitor(Duration.ofSeconds(60), said::add)) {
      watch.enter("one");
      watch.enter("two");
      assertThat(said.poll(1200, TimeUnit.MILLISECONDS)).isNull();
    }
  }
}
