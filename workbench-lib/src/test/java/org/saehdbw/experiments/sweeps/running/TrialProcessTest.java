package org.saehdbw.experiments.sweeps.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.saehdbw.experiments.sweeps.plan.Experiment;
import org.saehdbw.experiments.sweeps.plan.SweepBudget;

/** A trial's time is what the clock that never jumps says, and nothing else. */
class TrialProcessTest {
  private static final Path SLEEP = Path.of("/bin/sleep");

  private final AtomicLong nanos = new AtomicLong();

  @BeforeEach
  void needsSleep() {
    assumeTrue(Files.isExecutable(SLEEP), "needs /bin/sleep");
  }

  private static Process sleep(String seconds) throws IOException {
    return new ProcessBuilder(SLEEP.toString(), seconds).start();
  }

  private static Experiment limit(double timeoutS) {
    return Experiment.builder()
        .points(List.of(Map.of("model", "df-ud-64-32-16-16-16")))
        .budget(SweepBudget.iterations(1))
        .timeoutS(timeoutS)
        .build();
  }

  @Test
  void aProcessIsNotTimedOutWhileItsClockStandsStill() throws Exception {
    TrialProcess.End end =
        TrialProcess.child(sleep("0.2"), limit(0.001), nanos::get)
            .await(() -> false, Optional::empty, run -> {});
    assertThat(end.kind()).isEqualTo(TrialProcess.End.Kind.ALONE);
    assertThat(end.exitCode()).hasValue(0);
    assertThat(end.seconds()).isZero();
  }

  @Test
  void aProcessIsTimedOutByItsClock() throws Exception {
    Process process = sleep("600");
    TrialProcess.End end =
        TrialProcess.child(process, limit(60), () -> nanos.addAndGet(TimeUnit.SECONDS.toNanos(25)))
            .await(() -> false, Optional::empty, run -> {});
    assertThat(end.kind()).isEqualTo(TrialProcess.End.Kind.TIMED_OUT);
    assertThat(process.isAlive()).isFalse();
    assertThat(end.seconds()).isGreaterThan(60);
  }

  @Test
  void anAdoptedProcessIsWatchedFromItsAdoption() throws Exception {
    Process process = sleep("0.2");
    TrialProcess.End end =
        TrialProcess.adopted(process.toHandle(), Optional.empty(), limit(0.001), nanos::get)
            .await(() -> false, Optional::empty, run -> {});
    assertThat(end.kind()).isEqualTo(TrialProcess.End.Kind.ALONE);
    assertThat(end.exitCode()).isEmpty();
    assertThat(end.seconds()).isZero();
  }

  @Test
  void anAdoptedProcessIsTimedOutByItsAge() throws Exception {
    Process process = sleep("600");
    Optional<Duration> age = Optional.of(Duration.ofSeconds(61));
    TrialProcess.End end =
        TrialProcess.adopted(process.toHandle(), age, limit(60), nanos::get)
            .await(() -> false, Optional::empty, run -> {});
    assertThat(end.kind()).isEqualTo(TrialProcess.End.Kind.TIMED_OUT);
    assertThat(end.seconds()).isZero();
  }
}
