package org.saehdbw.experiments.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.saehdbw.files.JsonLines;

/**
 * {@code ledger.jsonl}: what was planned and done, one JSON object a line. Lines are only appended,
 * each in one write that is on the disk before the experiment continues. A kill damages at most the
 * last line. Each entry, read or appended, is told to the experiment's state once.
 *
 * @param <E> the sealed interface of the entries
 */
public final class Ledger<E> {
  private final JsonLines<E> lines;
  private final Consumer<E> state;
  private final List<Integer> damaged;

  private Ledger(JsonLines<E> lines, Consumer<E> state, List<Integer> damaged) {
    this.lines = lines;
    this.state = state;
    this.damaged = damaged;
  }

  /**
   * Reads a ledger; a missing file is an empty one.
   *
   * @param state takes each entry, in the order of the file, then each that is appended
   */
  public static <E> Ledger<E> open(Path file, LedgerFormat<E> format, Consumer<E> state)
      throws IOException {
    JsonLines<E> lines = JsonLines.durable(file, format);
    JsonLines.Content<E> content = lines.read();
    content.entries().forEach(state);
    return new Ledger<>(
        lines, state, content.damaged().stream().map(JsonLines.Damaged::line).toList());
  }

  /** Returns the numbers of the lines that cannot be read, counted from 1. */
  public List<Integer> damaged() {
    return damaged;
  }

  /** Returns the file. */
  public Path file() {
    return lines.file();
  }

  /** Writes an entry, then tells it to the state. */
  public void append(E entry) throws IOException {
    lines.append(entry);
    state.accept(entry);
  }
}
