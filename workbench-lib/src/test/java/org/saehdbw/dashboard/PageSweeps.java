package org.saehdbw.dashboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import org.saehdbw.runs.RunFolder;

/** The folder of a sweep as its driver leaves it: two settings in two levels each, two seeds. */
final class PageSweeps {
  private static final String EXPERIMENT =
      """
      name: dims
      question: Does a <b>wider</b> decoder draw better?
      base: {model: df-ud-64-32-16-16-16-gray, pretrain: true, pretraining_data: "drawn:60"}
      over: {d_dims: [16, 24], learning_rate: [1.0e-4, 3.0e-4]}
      seeds: 2
      budget: {iterations: 20}
      """;

  private PageSweeps() {}

  /** Makes a sweep of eight trials, of which the first so many are done. */
  static Path make(Path sweeps, String name, int done) throws IOException {
    Path sweep = Files.createDirectories(sweeps.resolve(name));
    Files.createDirectories(sweep.resolve("runs"));
    Files.writeString(sweep.resolve("experiment.yaml"), EXPERIMENT);
    line(
        sweep,
        "{'event':'begun','base':{},'budget':'20 iterations','search':'grid','metric':'luma_mse',"
            + "'trials':8}");
    int number = 0;
    for (int seed = 1; seed <= 2; seed++) {
      for (int dims : List.of(16, 24)) {
        for (String rate : List.of("0.0001", "0.0003")) {
          line(
              sweep,
              "{'event':'planned','trial':%d,'point':{'d_dims':'%d','learning_rate':'%s'},'seed':%d}",
              ++number,
              dims,
              rate,
              seed);
        }
      }
    }
    for (int trial = 1; trial <= done; trial++) {
      end(sweep, trial);
    }
    return sweep;
  }

  /** Makes the run folder of a trial. */
  static RunFolder run(Path sweep, int trial, int iterations) throws IOException {
    return PageRuns.make(
        sweep.resolve("runs"), String.format(Locale.ROOT, "t%04d-df-ud", trial), iterations);
  }

  /** Gives a trial its run folder and a result; its error is 0.1 less a hundredth of its number. */
  static void end(Path sweep, int trial) throws IOException {
    RunFolder run = run(sweep, trial, 20);
    line(
        sweep,
        "{'event':'ended','trial':%d,'rung':0,'status':'done','run':'%s','iterations':20,"
            + "'train_s':%d,'wall_s':9.5,'peak_resident_mib':400.0,'figures':{'luma_mse':%.3f}}",
        trial,
        run.name(),
        10 + trial,
        0.1 - trial / 100.0);
  }

  /** Appends a line to the ledger; a single quote stands for a double one. */
  static void line(Path sweep, String format, Object... values) throws IOException {
    String text = String.format(Locale.ROOT, format, values).replace('\'', '"');
    Files.writeString(
        sweep.resolve("ledger.jsonl"),
        text.replaceFirst("^\\{", "{\"time\":\"2026-11-30T12:00:00.000Z\",") + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
