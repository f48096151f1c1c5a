package org.saehdbw.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

class JmhProgressTest {
  private final List<String> told = new ArrayList<>();

  private static ChainedOptionsBuilder transfers(String... channels) {
    return new OptionsBuilder()
        .include(TransferBenchmark.class.getName().replace(".", "\\."))
        .param("mode", "lct")
        .param("channels", channels)
        .param("side", "64")
        .forks(0)
        .warmupIterations(1)
        .warmupTime(TimeValue.milliseconds(10))
        .measurementIterations(2)
        .measurementTime(TimeValue.milliseconds(10));
  }

  private void tell(String stage, long done, long of) {
    told.add(stage + " " + done + " of " + of);
  }

  @Test
  void eachIterationOfEachCaseIsTold() throws RunnerException {
    assertThat(JmhProgress.run(transfers("1", "3"), 2, this::tell)).hasSize(2);
    assertThat(told)
        .containsExactly(
            "measuring 0 of 6",
            "measuring 1 of 6",
            "measuring 2 of 6",
            "measuring 3 of 6",
            "measuring 3 of 6",
            "measuring 4 of 6",
            "measuring 5 of 6",
            "measuring 6 of 6");
  }

  @Test
  void aFailureHasWhatTheBenchmarkSaid() {
    ChainedOptionsBuilder wrong = transfers("1").param("mode", "no-mode");
    assertThatThrownBy(() -> JmhProgress.run(wrong, 1, this::tell))
        .isInstanceOf(RunnerException.class)
        .hasMessageContaining("no-mode");
  }
}
