package org.saehdbw.runs;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether an error, a message or the last output of a process says that memory ran out. Training,
 * planning and sweeps ask here, so that the same message has the same verdict everywhere.
 */
public final class LackOfMemory {
  /** In lower case, as PyTorch's allocators, CUDA, C++, Java and the C library say it. */
  private static final List<String> MESSAGES =
      List.of(
          "outofmemory",
          "out of memory",
          "out_of_memory",
          "not enough memory",
          "insufficient memory",
          "can't allocate memory",
          "cannot allocate memory",
          "failed to allocate memory",
          "unable to allocate memory",
          "native memory allocation",
          "bad_alloc",
          "alloc_failed",
          "java heap space",
          "gc overhead limit exceeded",
          "unable to create native thread",
          "unable to create new native thread",
          "beyond 2 gib");

  private LackOfMemory() {}

  /**
   * Whether a text says so.
   *
   * @param text a message, or what a process printed, of one or more lines
   */
  public static boolean isSaidBy(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return MESSAGES.stream().anyMatch(lower::contains);
  }

  /** Whether an error, or one of its causes, is a lack of memory or says so. */
  public static boolean isCauseOf(Throwable failure) {
    for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
      @Nullable String message = at.getMessage();
      if (at instanceof OutOfMemoryError || (message != null && isSaidBy(message))) {
        return true;
      }
    }
    return false;
  }
}
