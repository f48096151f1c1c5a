package org.saehdbw.experiments.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code ledger.jsonl}: what was planned and done, one JSON object a line. Lines are only appended,
 * each in one write that is on the disk before the experiment continues. A kill damages at most the
 * last line. Each entry, read or appended, is told to the experiment's state once.
 *
 * @param <E> the sealed interface of the entries
 */
public final class Ledger<E> {
  private final Path file;
  private final LedgerFormat<E> format;
  private final Consumer<E> state;
  private final List<Integer> damaged = new ArrayList<>();

  private Ledger(Path file, LedgerFormat<E> format, Consumer<E> state) {
    this.file = file;
    this.format = format;
    this.state = state;
  }

  /**
   * Reads a ledger; a missing file is an empty one.
   *
   * @param state takes each entry, in the order of the file, then each that is appended
   */
  public static <E> Ledger<E> open(Path file, LedgerFormat<E> format, Consumer<E> state)
      throws IOException {
    Ledger<E> ledger = new Ledger<>(file, format, state);
    if (Files.exists(file)) {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      List<String> lines = text.lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        ledger.take(i + 1, lines.get(i));
      }
    }
    return ledger;
  }

  private void take(int number, String line) {
    Optional<E> entry = format.read(line);
    if (entry.isPresent()) {
      state.accept(entry.get());
    } else if (!line.isBlank()) {
      damaged.add(number);
    }
  }

  /** Returns the numbers of the lines that cannot be read, counted from 1. */
  public List<Integer> damaged() {
    return List.copyOf(damaged);
  }

  /** Returns the file. */
  public Path file() {
    return file;
  }

  /** Writes an entry, then tells it to the state. */
  public void append(E entry) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      // A line that a kill left torn must not swallow this one.
      String start = endsTorn(channel) ? "\n" : "";
      byte[] bytes = (start + format.write(entry) + "\n").getBytes(StandardCharsets.UTF_8);
      channel.position(channel.size());
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    state.accept(entry);
  }

  private static boolean endsTorn(FileChannel channel) throws IOException {
    if (channel.size() == 0) {
      return false;
    }
    ByteBuffer last = ByteBuffer.allocate(1);
    channel.read(last, channel.size() - 1);
    return last.get(0) != '\n';
  }
}
