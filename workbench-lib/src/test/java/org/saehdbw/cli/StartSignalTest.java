package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StartSignalTest {
  private static StartSignal after(String input) throws IOException {
    StartSignal signal =
        StartSignal.of(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    signal.await();
    return signal;
  }

  @Test
  void aLineLetsItBegin() throws IOException {
    assertThat(after("begin\n").isDeclined()).isFalse();
  }

  @Test
  void anInputThatEndsDeclinesIt() throws IOException {
    assertThat(after("").isDeclined()).isTrue();
    assertThat(after("beg").isDeclined()).isTrue();
  }

  @Test
  void withoutAnInputItBeginsAtOnce() throws IOException {
    StartSignal.NOW.await();
    assertThat(StartSignal.NOW.isDeclined()).isFalse();
  }
}
