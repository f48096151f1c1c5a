package org.saehdbw.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Lets a prepared training begin when a line comes on its input. An input that ends without one
 * declines it, as when the program that would have written the line was killed.
 */
final class StartSignal {
  /** Begins at once. */
  static final StartSignal NOW = new StartSignal(Optional.empty());

  private final Optional<InputStream> input;
  private volatile boolean declined;

  private StartSignal(Optional<InputStream> input) {
    this.input = input;
  }

  /** Waits for a line of an input. */
  static StartSignal of(InputStream input) {
    return new StartSignal(Optional.of(input));
  }

  /** Waits for the line, or for the end of the input. */
  void await() throws IOException {
    if (input.isEmpty()) {
      return;
    }
    int read = input.get().read();
    while (read >= 0 && read != '\n') {
      read = input.get().read();
    }
    declined = read < 0;
  }

  /** Whether the training shall not begin. */
  boolean isDeclined() {
    return declined;
  }
}
