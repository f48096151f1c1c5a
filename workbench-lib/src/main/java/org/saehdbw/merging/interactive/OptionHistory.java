package org.saehdbw.merging.interactive;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.saehdbw.merging.options.OptionTrack;

/** Options as they were before each change, so that a change can be taken back. */
final class OptionHistory {
  private static final int MOST = 1000;
  private static final long TOGETHER_NANOS = 800_000_000L;

  private final Deque<OptionTrack> before = new ArrayDeque<>();
  private final Deque<OptionTrack> after = new ArrayDeque<>();
  private String last = "";
  private long lastNanos;

  /**
   * Notes a change.
   *
   * @param what is changed; changes of the same thing that follow each other at once count as one,
   *     such as those of a slider that is drawn
   * @param now the options before it
   */
  void note(String what, OptionTrack now) {
    long nanos = System.nanoTime();
    boolean isSame = what.equals(last) && nanos - lastNanos < TOGETHER_NANOS && !before.isEmpty();
    last = what;
    lastNanos = nanos;
    after.clear();
    if (!isSame) {
      before.push(now);
      if (before.size() > MOST) {
        before.removeLast();
      }
    }
  }

  /** Takes the last change back; empty if there is none. */
  Optional<OptionTrack> undo(OptionTrack now) {
    return move(before, after, now);
  }

  /** Makes the change again that was taken back; empty if there is none. */
  Optional<OptionTrack> redo(OptionTrack now) {
    return move(after, before, now);
  }

  private Optional<OptionTrack> move(
      Deque<OptionTrack> from, Deque<OptionTrack> to, OptionTrack now) {
    last = "";
    Optional<OptionTrack> found = Optional.ofNullable(from.poll());
    found.ifPresent(track -> to.push(now));
    return found;
  }

  boolean canUndo() {
    return !before.isEmpty();
  }

  boolean canRedo() {
    return !after.isEmpty();
  }
}
