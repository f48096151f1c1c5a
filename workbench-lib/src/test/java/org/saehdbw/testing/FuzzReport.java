package org.saehdbw.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Seed, inputs and errors of a run over damaged files, from any thread, for {@code ./workbench
 * test} to print.
 */
public final class FuzzReport {
  private static final int MOST_ERRORS = 20;

  private final String what;
  private final long seed;
  private final List<String> lines = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private int inputs;
  private int failed;

  /**
   * Begins a report.
   *
   * @param what is read, such as {@code damaged files}; also the name of the report's file
   */
  public FuzzReport(String what, long seed) {
    this.what = what;
    this.seed = seed;
  }

  /** Notes an input that ended in no result and in no typed error; the first ones are kept. */
  public synchronized void error(String what) {
    failed++;
    if (errors.size() < MOST_ERRORS) {
      errors.add(what);
    }
  }

  /** Notes that a reader has read its inputs. */
  public synchronized void read(String reader, int count, int results) {
    inputs += count;
    lines.add(
        String.format(Locale.ROOT, "reader %s: %d inputs, %d results", reader, count, results));
  }

  /** Returns the first errors. */
  public synchronized List<String> errors() {
    return List.copyOf(errors);
  }

  /** Writes {@code target/damaged-files.txt}, or another name of what was read. */
  public synchronized void write() throws IOException {
    List<String> all = new ArrayList<>();
    all.add(
        String.format(
            Locale.ROOT, "%s: seed %d, %d inputs, %d errors", what, seed, inputs, failed));
    all.addAll(lines);
    all.addAll(errors);
    Files.write(
        Files.createDirectories(Path.of("target")).resolve(what.replace(' ', '-') + ".txt"), all);
  }
}
