package org.saehdbw.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.saehdbw.files.Workspace;
import org.saehdbw.processes.ChildStart;
import org.saehdbw.processes.LogTail;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsRow;

/** A training and a server of its page, each a process that the entry point starts. */
final class PageTraining implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int PAUSE_MILLIS = 20;
  private static final int WARM_UP = 10;
  private static final String ADDRESS = "http://";

  private final Process trainer;
  private final Process server;
  private final RunFolder run;
  private final String address;
  private final MetricsReader reader;

  private PageTraining(Process trainer, Process server, RunFolder run, String address) {
    this.trainer = trainer;
    this.server = server;
    this.run = run;
    this.address = address;
    reader = new MetricsReader(run.metricsFile());
  }

  /**
   * Starts both and waits until the training has warmed up.
   *
   * @param folder that exists; runs and what is printed go below it
   * @throws IOException if one of them fails; the message has its last lines
   */
  static PageTraining start(Path folder, Path settings, List<String> words)
      throws IOException, InterruptedException {
    Path runs = Files.createDirectories(folder.resolve("runs"));
    List<String> train =
        EntryPoint.command("train", settings.toString(), "--runs", runs.toString());
    List<String> all =
        new ArrayList<>(List.of("target_iter=10000000", "save_interval_iter=1000000"));
    all.addAll(words);
    all.forEach(word -> train.addAll(List.of("--set", word)));
    List<Process> started = new ArrayList<>();
    try {
      Path log = folder.resolve("train.log");
      started.add(process(train, log));
      RunFolder run = await(started.get(0), log, runs);
      Path said = folder.resolve("preview.log");
      started.add(
          process(
              EntryPoint.command(
                  "preview", "--no-browser", "--port", "0", "--runs", runs.toString()),
              said));
      PageTraining training =
          new PageTraining(started.get(0), started.get(1), run, address(started.get(1), said));
      training.next(WARM_UP);
      return training;
    } catch (IOException | InterruptedException | RuntimeException e) {
      started.forEach(Process::destroy);
      throw e;
    }
  }

  private static Process process(List<String> command, Path log) throws IOException {
    return ChildStart.of(command).in(Workspace.home().toAbsolutePath()).printingTo(log).start();
  }

  private static RunFolder await(Process process, Path log, Path runs)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (RunFolder.all(runs).isEmpty()) {
      requireAlive(process, log, end);
    }
    return RunFolder.all(runs).get(0);
  }

  private static String address(Process process, Path log)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      for (String line : Files.readAllLines(log)) {
        int at = line.indexOf(ADDRESS);
        if (at >= 0) {
          return line.substring(at).split("\\s", 2)[0];
        }
      }
      requireAlive(process, log, end);
    }
  }

  private static void requireAlive(Process process, Path log, long end)
      throws IOException, InterruptedException {
    if (!process.isAlive() || System.nanoTime() > end) {
      throw new IOException("a process of the benchmark failed: " + LogTail.of(log).text());
    }
    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
  }

  /** Returns the run that is trained. */
  RunFolder run() {
    return run;
  }

  /** Returns the server's address, with a slash at its end. */
  String address() {
    return address;
  }

  /**
   * Waits for iterations that have not been looked at.
   *
   * @return the next so many rows, in order, and all that came with the last one
   * @throws IOException if the training ends
   */
  List<MetricsRow> next(int iterations) throws IOException, InterruptedException {
    List<MetricsRow> rows = new ArrayList<>();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (rows.size() < iterations) {
      rows.addAll(reader.poll().rows());
      if (!trainer.isAlive() || System.nanoTime() > end) {
        throw new IOException("the training ended at iteration " + rows.size());
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
    return rows;
  }

  @Override
  public void close() throws InterruptedException {
    for (Process process : List.of(server, trainer)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
  }
}
