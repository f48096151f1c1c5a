package org.saehdbw.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The file system refused an operation. The message names the file, what could not be done, the
 * system's reason and a remedy: {@code FILE: cannot be written (No space left on device); free
 * space on this disk}.
 */
public final class FileOperationException extends FileSystemException {
  private static final long serialVersionUID = 1L;

  /** A disk with less room than this counts as full, whatever words the system has for it. */
  private static final long FULL_BYTES = 1 << 16;

  private FileOperationException(Path file, String reason, Throwable cause) {
    super(file.toString(), null, reason);
    initCause(cause);
  }

  /**
   * Returns the exception for a file that cannot be written.
   *
   * @param file the file that was to be written
   * @param cause what the system said; one that says all this already is returned as it is
   */
  public static FileSystemException writing(Path file, IOException cause) {
    return of(file, "cannot be written", cause, writingRemedy(file, cause));
  }

  /** Returns the exception for a file or folder that cannot be read. */
  public static FileSystemException reading(Path file, IOException cause) {
    return of(file, "cannot be read", cause, readingRemedy(cause));
  }

  /**
   * Returns why something cannot be read and what to do about it, without its name: {@code cannot
   * be read (access denied); ...}.
   */
  public static String unreadable(IOException cause) {
    if (cause instanceof FileOperationException known
        && known.getCause() instanceof IOException first) {
      return unreadable(first);
    }
    return "cannot be read (" + reason(cause) + "); " + readingRemedy(cause);
  }

  /** Returns the exception for a file or folder that cannot be deleted. */
  public static FileSystemException deleting(Path file, IOException cause) {
    return of(file, "cannot be deleted", cause, "delete it by hand");
  }

  /** Returns the exception for a file or folder that cannot get another name. */
  public static FileSystemException renaming(Path from, Path to, IOException cause) {
    return of(from, "cannot be renamed to " + to, cause, writingRemedy(to, cause));
  }

  /** Returns the exception for a lock that the file system does not give. */
  public static FileSystemException locking(Path file, IOException cause) {
    boolean denied = cause instanceof AccessDeniedException || isReadOnly(reason(cause));
    return of(
        file,
        "cannot be locked",
        cause,
        denied || isFull(file, reason(cause)) || cause instanceof NoSuchFileException
            ? writingRemedy(file, cause)
            : "use a folder on a file system with file locks, such as a local disk");
  }

  /** Returns the exception for what cannot be forced to the disk. */
  public static FileSystemException forcing(Path file, IOException cause) {
    return of(file, "cannot be forced to the disk", cause, writingRemedy(file, cause));
  }

  private static FileSystemException of(Path file, String what, IOException cause, String remedy) {
    if (cause instanceof FileOperationException known) {
      return known;
    }
    return new FileOperationException(file, what + " (" + reason(cause) + "); " + remedy, cause);
  }

  /**
   * Returns why something cannot be written and what to do about it: {@code (No space left on
   * device); free space on this disk}.
   *
   * @param file what was to be written
   */
  public static String reasonAndRemedy(Path file, IOException cause) {
    if (cause instanceof FileOperationException known
        && known.getCause() instanceof IOException first) {
      return reasonAndRemedy(file, first);
    }
    return "(" + reason(cause) + "); " + writingRemedy(file, cause);
  }

  /** Returns what the system said, without the file's name, which some of its messages have. */
  public static String reason(IOException cause) {
    if (cause instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    if (cause instanceof NoSuchFileException) {
      return "not found";
    }
    if (cause instanceof AccessDeniedException) {
      return "access denied";
    }
    if (cause instanceof FileAlreadyExistsException) {
      return "a file of this name exists";
    }
    if (cause instanceof NotDirectoryException) {
      return "not a folder";
    }
    @Nullable String message = cause.getMessage();
    return message == null || cause instanceof FileSystemException
        ? cause.getClass().getSimpleName()
        : message;
  }

  private static String writingRemedy(Path file, IOException cause) {
    String reason = reason(cause);
    if (isFull(file, reason)) {
      return "free space on this disk";
    }
    if (cause instanceof AccessDeniedException || isReadOnly(reason)) {
      return "choose a folder that you may write to";
    }
    if (cause instanceof AtomicMoveNotSupportedException) {
      return "use a folder on one local disk";
    }
    if (cause instanceof NoSuchFileException) {
      return "check that its folder exists";
    }
    if (reason.contains("File too large")) {
      return "allow larger files, by another file system or ulimit -f";
    }
    if (reason.contains("name too long")) {
      return "choose a shorter name";
    }
    return "check this disk, or choose another folder";
  }

  private static String readingRemedy(IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return "check the path";
    }
    if (cause instanceof AccessDeniedException) {
      return "give yourself the right to read it";
    }
    return "check that the file is whole and its disk in order";
  }

  private static boolean isReadOnly(String reason) {
    return reason.contains("Read-only") || reason.contains("not permitted");
  }

  private static boolean isFull(Path file, String reason) {
    if (reason.contains("No space left") || reason.contains("quota")) {
      return true;
    }
    try {
      @Nullable Path folder = file.toAbsolutePath().getParent();
      return folder != null
          && Files.isDirectory(folder)
          && Files.getFileStore(folder).getTotalSpace() > 0
          && Files.getFileStore(folder).getUsableSpace() < FULL_BYTES
          && !Files.getFileStore(folder).isReadOnly();
    } catch (IOException | SecurityException e) {
      return false;
    }
  }
}
