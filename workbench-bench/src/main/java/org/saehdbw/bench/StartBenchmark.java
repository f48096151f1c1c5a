package org.saehdbw.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.saehdbw.files.FileTree;
import org.saehdbw.files.Workspace;
import org.saehdbw.processes.ChildStart;
import org.saehdbw.processes.LogTail;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.StartNote;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsRow;

/** Starts trainings of one iteration by the entry point, as a user does, and times them. */
final class StartBenchmark {
  private static final double NANOS = 1e9;
  private static final double MILLIS = 1e3;

  private final Path settings;
  private final List<String> words;

  /**
   * Takes what is trained.
   *
   * @param settings a settings file, relative to the workbench's folder or absolute
   * @param words settings that override it, {@code key=value}
   */
  StartBenchmark(Path settings, List<String> words) {
    this.settings = settings;
    this.words = List.copyOf(words);
  }

  /** The command of one round. */
  List<String> command(Path runs) {
    List<String> command = EntryPoint.command("train", settings.toString());
    for (String word : words) {
      command.addAll(List.of("--set", word));
    }
    command.addAll(List.of("--set", "target_iter=1", "--runs", runs.toString()));
    return command;
  }

  /**
   * Runs the command once.
   *
   * @param folder that exists, for the run folder and what is printed; the run folder is deleted
   * @throws IOException if the training fails; the message has its last lines
   */
  StartRound round(Path folder) throws IOException, InterruptedException {
    Path runs = folder.resolve("runs");
    Path log = folder.resolve("start.log");
    List<String> command = command(runs);
    ChildStart start = ChildStart.of(command).in(Workspace.home().toAbsolutePath()).printingTo(log);
    long wall = System.currentTimeMillis();
    long begun = System.nanoTime();
    Process process = start.start();
    try {
      process.getOutputStream().close();
      int code = process.waitFor();
      double whole = (System.nanoTime() - begun) / NANOS;
      if (code != 0) {
        throw new IOException(
            "ended with exit code "
                + code
                + ": "
                + String.join(" ", command)
                + ": "
                + LogTail.of(log).text());
      }
      return read(RunFolder.all(runs).get(0), wall / MILLIS, whole);
    } finally {
      process.destroy();
      FileTree.delete(runs);
    }
  }

  /**
   * Reads a round from its run folder.
   *
   * @param startSeconds when the command was given, seconds since 1970
   */
  static StartRound read(RunFolder run, double startSeconds, double wholeSeconds)
      throws IOException {
    List<MetricsRow> rows = MetricsReader.readAll(run.metricsFile()).rows();
    return new StartRound(
        rows.get(0).wallClockSeconds() - startSeconds, wholeSeconds, StartNote.read(run.events()));
  }
}
