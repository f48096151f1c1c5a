package org.saehdbw.cli;

import ai.djl.engine.EngineException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.saehdbw.runs.Decoration;
import org.saehdbw.runs.LackOfMemory;
import org.saehdbw.settings.SettingsException;

/**
 * What the user is told when a command throws: one line and an exit code.
 *
 * @param message one line that names what went wrong
 * @param exitCode one of {@link ExitCode}
 */
record Failure(String message, int exitCode) {

  /** What a command that trains, or measures training, needs less memory with. */
  static final String TRAIN_SMALLER = "try a smaller batch_size or resolution";

  /** What any other command may do. */
  static final String MORE_MEMORY =
      "close other programs, or give Java more: WORKBENCH_JAVA_OPTIONS=-Xmx6g";

  /**
   * Finds the line and the code for what was thrown; wrappers are looked through.
   *
   * @param memoryAdvice what to do when memory is short
   */
  static Failure of(Throwable thrown, String memoryAdvice) {
    Throwable cause = unwrap(thrown);
    if (cause instanceof InterruptedException || cause instanceof CancellationException) {
      return new Failure("stopped", ExitCode.STOPPED);
    }
    boolean askedWrongly =
        cause instanceof IllegalArgumentException || cause instanceof SettingsException;
    int code = askedWrongly ? ExitCode.ASKED_WRONGLY : ExitCode.FAILED;
    return new Failure(oneLine(describe(cause, memoryAdvice)), code);
  }

  private static Throwable unwrap(Throwable thrown) {
    Throwable cause = thrown.getCause();
    boolean wrapper =
        thrown instanceof UncheckedIOException
            || thrown instanceof ExecutionException
            || thrown instanceof CompletionException
            || thrown instanceof ExceptionInInitializerError;
    return wrapper && cause != null ? unwrap(cause) : thrown;
  }

  private static String describe(Throwable cause, String memoryAdvice) {
    if (cause instanceof FileSystemException file && file.getReason() == null) {
      return describeFile(file);
    }
    boolean inEngine =
        cause instanceof RuntimeException && !(cause instanceof IllegalArgumentException);
    if (cause instanceof OutOfMemoryError || (inEngine && LackOfMemory.isCauseOf(cause))) {
      return "out of memory (" + cause.getMessage() + "); " + memoryAdvice;
    }
    if (cause instanceof Error && Decoration.isOfDrawing(cause)) {
      return Decoration.reason(cause);
    }
    if (cause instanceof LinkageError && String.valueOf(cause.getMessage()).contains(".so")) {
      return "a library of the system is missing or damaged: " + cause.getMessage();
    }
    @Nullable String message = cause.getMessage();
    if (cause instanceof EngineException && cause.getCause() instanceof LinkageError library) {
      return message + ": " + library.getMessage() + " (./workbench doctor shows more)";
    }
    if (message == null || message.isBlank() || isFault(cause)) {
      return "unexpected "
          + cause.getClass().getSimpleName()
          + (message == null ? "" : ": " + message)
          + " (a fault of the workbench; --debug shows where)";
    }
    return message;
  }

  /**
   * Java's file exceptions carry the bare path as their message: say what is the matter with it.
   */
  private static String describeFile(FileSystemException problem) {
    String path = problem.getFile();
    if (problem instanceof NoSuchFileException) {
      return "no such file or folder: " + path;
    }
    if (problem instanceof AccessDeniedException) {
      return "access denied: " + path;
    }
    if (problem instanceof FileAlreadyExistsException) {
      return "a file of this name exists, choose another name: " + path;
    }
    if (problem instanceof NotDirectoryException) {
      return "not a folder: " + path;
    }
    return problem.getClass().getSimpleName() + ": " + path;
  }

  /** A message of these was written for programmers: an index, a class, "Cannot invoke ...". */
  private static boolean isFault(Throwable cause) {
    return cause instanceof NullPointerException
        || cause instanceof IndexOutOfBoundsException
        || cause instanceof ClassCastException
        || cause instanceof ArithmeticException
        || cause instanceof Error;
  }

  private static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
