package org.saehdbw.facesets;

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
final class FuzzReport {
  private static final int MOST_ERRORS = 20;

  private final long seed;
  private final int inputs;
  private final List<String> lines = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private int failed;

  FuzzReport(long seed, int inputs) {
    this.seed = seed;
    this.inputs = inputs;
  }

  /** Notes an input that ended in no result and in no typed error; the first ones are kept. */
  synchronized void error(String what) {
    failed++;
    if (errors.size() < MOST_ERRORS) {
      errors.add(what);
    }
  }

  /** Notes that a reader has read its inputs. */
  synchronized void read(String reader, int count, int results) {
    lines.add(
        String.format(Locale.ROOT, "reader %s: %d inputs, %d results", reader, count, results));
  }

  synchronized List<String> errors() {
    return List.copyOf(errors);
  }

  /** Writes {@code target/damaged-files.txt}. */
  synchronized void write() throws IOException {
    List<String> all = new ArrayList<>();
    all.add(
        String.format(
            Locale.ROOT, "damaged files: seed %d, %d inputs, %d errors", seed, inputs, failed));
    all.addAll(lines);
    all.addAll(errors);
    Files.write(Files.createDirectories(Path.of("target")).resolve("damaged-files.txt"), all);
  }
}
