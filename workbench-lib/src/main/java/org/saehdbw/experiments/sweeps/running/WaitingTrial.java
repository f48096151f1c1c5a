package org.saehdbw.experiments.sweeps.running;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A trial's process that prepares itself and begins when it is told to, by a line on its input.
 * When its input ends, as when the driver is killed, it ends without an iteration.
 */
final class WaitingTrial {
  private final Process process;
  private final boolean continues;
  private boolean told;

  /**
   * Takes a process.
   *
   * @param continues whether its trial was at work before
   */
  WaitingTrial(Process process, boolean continues) {
    this.process = process;
    this.continues = continues;
  }

  boolean continues() {
    return continues;
  }

  Process process() {
    return process;
  }

  /** Whether it still waits. */
  boolean isWaiting() {
    return !told && process.isAlive();
  }

  /** Lets it begin; false if it has ended already, as when its settings were refused. */
  boolean begin() {
    told = true;
    try (OutputStream input = process.getOutputStream()) {
      input.write("begin\n".getBytes(StandardCharsets.UTF_8));
      input.flush();
      return process.isAlive();
    } catch (IOException e) {
      // It no longer reads. The process that is started in its place will say why.
      return false;
    }
  }

  /** Ends it unless it was told to begin. */
  void dismiss() {
    if (!told) {
      process.destroy();
    }
  }
}
