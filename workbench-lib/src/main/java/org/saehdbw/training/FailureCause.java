package org.saehdbw.training;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.saehdbw.runs.Event;

/** Which ends of a training have a name of their own, as {@code events.jsonl} tells them. */
public final class FailureCause {
  /** What PyTorch's CPU allocator, C++ and Java say. */
  private static final List<String> NO_MEMORY =
      List.of("can't allocate memory", "not enough memory", "out of memory", "bad_alloc");

  private FailureCause() {}

  /** Returns {@link Event#OUT_OF_MEMORY} or {@link Event#NOT_FINITE}, if it is one of these. */
  static Optional<String> of(Throwable failure) {
    for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof TrainingException e && e.isNotFinite()) {
        return Optional.of(Event.NOT_FINITE);
      }
      boolean said = at.getMessage() != null && tellsOfMemory(at.getMessage());
      if (at instanceof OutOfMemoryError || said) {
        return Optional.of(Event.OUT_OF_MEMORY);
      }
    }
    return Optional.empty();
  }

  /** Whether a message, or the last words of a process that broke down, tell of lacking memory. */
  public static boolean tellsOfMemory(String words) {
    String lower = words.toLowerCase(Locale.ROOT);
    return NO_MEMORY.stream().anyMatch(lower::contains)
        || words.contains("OutOfMemoryError")
        || words.contains("insufficient memory for the Java Runtime");
  }
}
