package org.saehdbw.merging.interactive;

import java.util.Optional;

/**
 * How far the merge of all frames is.
 *
 * @param isRunning whether frames are merged now
 * @param stage what is done, such as {@code frames merged}
 * @param done how many things of it are done
 * @param of how many there are
 * @param message how the last one ended; empty while it runs and before the first
 */
public record Processing(
    boolean isRunning, String stage, long done, long of, Optional<String> message) {
  static final Processing NONE = new Processing(false, "", 0, 0, Optional.empty());

  Processing ended(String how) {
    return new Processing(false, stage, done, of, Optional.of(how));
  }
}
