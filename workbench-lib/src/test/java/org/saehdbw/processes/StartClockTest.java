package org.saehdbw.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.saehdbw.processes.StartClock.Phase;
import org.saehdbw.processes.StartClock.Span;

class StartClockTest {
  private static final long MILLI = 1_000_000;

  private long now = 5_000 * MILLI;
  private Optional<Duration> age = Optional.empty();
  private final StartClock clock = new StartClock(() -> now, () -> age);

  private void pass(long millis) {
    now += millis * MILLI;
  }

  private static Span span(Phase phase, double begin, double end) {
    return new Span(phase.text(), phase.thread(), begin, OptionalDouble.of(end));
  }

  @Test
  void spansCountFromTheStartOfTheProcess() {
    clock.run();
    clock.begin(Phase.COMMAND_LINE);
    pass(30);
    clock.end(Phase.COMMAND_LINE);
    clock.begin(Phase.ENGINE);
    pass(5);
    clock.begin(Phase.RUN_FOLDER);
    pass(15);
    clock.end(Phase.RUN_FOLDER);
    clock.end(Phase.ENGINE);
    clock.add(Phase.STEP, now - 3 * MILLI / 2, now);
    pass(50);
    age = Optional.of(Duration.ofMillis(220));

    assertThat(clock.take())
        .containsExactly(
            span(Phase.JAVA, 0, 120),
            span(Phase.COMMAND_LINE, 120, 150),
            span(Phase.RUN_FOLDER, 155, 170),
            span(Phase.ENGINE, 150, 170),
            span(Phase.STEP, 168.5, 170));
  }

  @Test
  void onlyTheFirstOfEachPhaseCounts() {
    clock.run();
    clock.begin(Phase.MODEL);
    pass(10);
    clock.end(Phase.MODEL);
    pass(10);
    clock.begin(Phase.MODEL);
    pass(10);
    clock.end(Phase.MODEL);
    clock.end(Phase.JUDGE);
    assertThat(clock.take()).containsExactly(span(Phase.MODEL, 0, 10));
  }

  @Test
  void aPhaseThatHasNotEndedHasNoEnd() {
    clock.run();
    assertThat(clock.isSettled()).isTrue();
    clock.begin(Phase.JUDGE);
    pass(10);
    assertThat(clock.isSettled()).isFalse();
    assertThat(clock.take())
        .containsExactly(
            new Span(Phase.JUDGE.text(), Phase.JUDGE.thread(), 0, OptionalDouble.empty()));
  }

  @Test
  void recordsOnlyFromItsRunToItsTake() {
    clock.begin(Phase.MODEL);
    assertThat(clock.runs()).isFalse();
    clock.run();
    assertThat(clock.runs()).isTrue();
    assertThat(clock.take()).isEmpty();
    clock.begin(Phase.MODEL);
    clock.add(Phase.STEP, 1, 2);
    assertThat(clock.runs()).isFalse();
    assertThat(clock.take()).isEmpty();
  }

  /** As when the system's clock of processes is a tick behind. */
  @Test
  void aProcessYoungerThanItsProgramBeganWithIt() {
    clock.run();
    clock.begin(Phase.COMMAND_LINE);
    pass(4);
    clock.end(Phase.COMMAND_LINE);
    age = Optional.of(Duration.ofMillis(1));
    assertThat(clock.take()).containsExactly(span(Phase.COMMAND_LINE, 0, 4));
  }
}
