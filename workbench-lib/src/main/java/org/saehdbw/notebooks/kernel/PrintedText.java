package org.saehdbw.notebooks.kernel;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * What cells print, sent in blocks. The kernel itself sends each line as a message of its own;
 * thousands of them in a second are more than a page takes, and some are dropped on the way.
 *
 * <p>Text that is printed between two cells, as by a thread that a cell has left behind, belongs to
 * the last cell. Before the first cell it goes where the process prints.
 */
final class PrintedText extends OutputStream {
  private static final long PAUSE_MILLIS = 100;
  private static final int BLOCK = 1 << 16;

  private final BiConsumer<ShellReplyEnvironment, String> send;
  private final PrintStream beforeCells;
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
  private @Nullable ShellReplyEnvironment cell;

  private PrintedText(BiConsumer<ShellReplyEnvironment, String> send, PrintStream beforeCells) {
    this.send = send;
    this.beforeCells = beforeCells;
  }

  /**
   * Opens a stream, with a thread of its own that sends what waits.
   *
   * @param send brings a text to the outputs of a cell
   * @param beforeCells takes what is printed before the first cell
   */
  static PrintedText open(BiConsumer<ShellReplyEnvironment, String> send, PrintStream beforeCells) {
    PrintedText text = new PrintedText(send, beforeCells);
    Thread thread = new Thread(text::sendAlways, "printed-text");
    thread.setDaemon(true);
    thread.start();
    return text;
  }

  /** Takes a new cell, to which all text from now on belongs. */
  synchronized void attach(ShellReplyEnvironment newCell) {
    sendNow();
    cell = newCell;
  }

  /** Sends what waits, so that what is shown next comes after it. */
  synchronized void sendNow() {
    byte[] bytes = waiting.toByteArray();
    waiting.reset();
    send(bytes, bytes.length);
  }

  @Override
  public synchronized void write(int value) {
    waiting.write(value);
    notifyAll();
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    waiting.write(bytes, offset, length);
    notifyAll();
  }

  private synchronized void sendAlways() {
    try {
      while (true) {
        while (waiting.size() == 0) {
          wait();
        }
        if (waiting.size() < BLOCK) {
          wait(PAUSE_MILLIS);
        }
        sendWholeLetters();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A letter of several bytes may be half written: the half waits for the rest. */
  private void sendWholeLetters() {
    byte[] bytes = waiting.toByteArray();
    int whole = wholeLetters(bytes);
    waiting.reset();
    waiting.write(bytes, whole, bytes.length - whole);
    send(bytes, whole);
  }

  private void send(byte[] bytes, int length) {
    if (length == 0) {
      return;
    }
    if (cell == null) {
      beforeCells.write(bytes, 0, length);
      beforeCells.flush();
    } else {
      send.accept(cell, new String(bytes, 0, length, StandardCharsets.UTF_8));
    }
  }

  /** Returns how many bytes make whole letters of UTF-8. */
  static int wholeLetters(byte[] bytes) {
    int lead = bytes.length - 1;
    while (lead >= 0 && lead > bytes.length - 4 && (bytes[lead] & 0xC0) == 0x80) {
      lead--;
    }
    if (lead < 0) {
      return bytes.length;
    }
    int first = bytes[lead] & 0xFF;
    int letter = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
    return lead + letter > bytes.length ? lead : bytes.length;
  }

  /** Sends what waits and ends nothing: the kernel prints as long as it lives. */
  @Override
  public void close() {
    sendNow();
  }
}
