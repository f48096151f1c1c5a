package org.saehdbw.bench;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.saehdbw.parallel.Progress;

/**
 * Runs benchmarks of JMH and tells how far they are, in place of what JMH prints: that goes to
 * standard output, where {@code --json} has the result alone.
 */
final class JmhProgress implements OutputFormat {
  private static final int LINES = 20;

  private final int cases;
  private final Progress progress;
  private final Deque<String> last = new ArrayDeque<>();
  private long all;
  private long done;

  private JmhProgress(int cases, Progress progress) {
    this.cases = cases;
    this.progress = progress;
  }

  /**
   * Runs benchmarks.
   *
   * @param cases how many there are with all their parameters, for the progress
   * @throws RunnerException if one fails; the message has the last lines of its output
   */
  static Collection<RunResult> run(ChainedOptionsBuilder options, int cases, Progress progress)
      throws RunnerException {
    JmhProgress output = new JmhProgress(cases, progress);
    try {
      return new Runner(options.shouldFailOnError(true).build(), output).run();
    } catch (RunnerException e) {
      throw new RunnerException(e.getMessage() + "; it said: " + output.text(), e);
    }
  }

  private synchronized String text() {
    return String.join(System.lineSeparator(), last);
  }

  /** Every case has the same number of forks and of iterations. */
  @Override
  public void startBenchmark(BenchmarkParams benchmark) {
    int rounds = benchmark.getWarmup().getCount() + benchmark.getMeasurement().getCount();
    all = (long) cases * Math.max(1, benchmark.getForks()) * rounds;
    progress.at("measuring", done, all);
  }

  @Override
  public void iterationResult(
      BenchmarkParams benchmark, IterationParams round, int number, IterationResult result) {
    progress.at("measuring", ++done, all);
  }

  @Override
  public synchronized void println(String line) {
    last.addLast(line);
    if (last.size() > LINES) {
      last.removeFirst();
    }
  }

  @Override
  public void print(String text) {
    println(text);
  }

  @Override
  public void iteration(BenchmarkParams benchmark, IterationParams round, int number) {}

  @Override
  public void endBenchmark(BenchmarkResult result) {}

  @Override
  public void startRun() {}

  @Override
  public void endRun(Collection<RunResult> results) {}

  @Override
  public void verbosePrintln(String line) {}

  @Override
  public void write(int character) {}

  @Override
  public void write(byte[] characters) {}

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
