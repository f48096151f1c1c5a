package org.saehdbw.cli;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import org.jspecify.annotations.Nullable;

/**
 * How many columns the terminal has now: asked of the system for standard error, output or input,
 * whichever is one; else the variable {@code COLUMNS}, else 80. On Windows the system is not asked.
 */
final class TerminalWidth {
  private static final int USUAL = 80;
  private static final int STREAMS = 3;

  /** The request TIOCGWINSZ: rows and columns of a terminal, as two numbers of 16 bits. */
  private static final long REQUEST_LINUX = 0x5413;

  private static final long REQUEST_MAC = 0x40087468;
  private static final int BYTES = 8;
  private static final int COLUMNS_AT = 2;

  private static @Nullable TerminalWidth system;

  private final @Nullable CLibrary library;

  private interface CLibrary extends Library {
    int ioctl(int stream, NativeLong request, Object... arguments);
  }

  private TerminalWidth(@Nullable CLibrary library) {
    this.library = library;
  }

  /** Returns the columns, at least 1. */
  static synchronized int columns() {
    TerminalWidth asked = system;
    if (asked == null) {
      asked = open();
      system = asked;
    }
    int columns = asked.ask();
    return columns > 0 ? columns : byVariable(System.getenv("COLUMNS"));
  }

  static int byVariable(@Nullable String columns) {
    return columns != null && columns.matches("[1-9]\\d{0,4}") ? Integer.parseInt(columns) : USUAL;
  }

  private static TerminalWidth open() {
    if (!Platform.isLinux() && !Platform.isMac()) {
      return new TerminalWidth(null);
    }
    try {
      return new TerminalWidth(Native.load("c", CLibrary.class));
    } catch (RuntimeException | LinkageError e) {
      // Such as a folder for temporary files from which no library may be loaded.
      return new TerminalWidth(null);
    }
  }

  /** Returns 0 where no stream is a terminal, or the terminal does not know. */
  private int ask() {
    CLibrary found = library;
    if (found == null) {
      return 0;
    }
    NativeLong request = new NativeLong(Platform.isMac() ? REQUEST_MAC : REQUEST_LINUX);
    try (Memory size = new Memory(BYTES)) {
      for (int stream = STREAMS - 1; stream >= 0; stream--) {
        size.clear();
        if (found.ioctl(stream, request, size) == 0 && size.getShort(COLUMNS_AT) > 0) {
          return size.getShort(COLUMNS_AT);
        }
      }
    }
    return 0;
  }
}
