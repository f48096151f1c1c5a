package org.saehdbw.experiments.compare.running;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.saehdbw.experiments.DetachedProcess;
import org.saehdbw.experiments.compare.results.ArmFacts;
import org.saehdbw.experiments.ledger.LedgerFormat;
import org.saehdbw.processes.ChildStart;

/** An arm's process from outside: lives through many blocks, idle but for its own. */
final class ArmProcess implements AutoCloseable {
  private static final long LOOK_MILLIS = 100;
  private static final long LAST_WORDS_MILLIS = 1000;
  private static final long END_SECONDS = 5;
  private static final int LOG_LINES = 4;
  private static final String END = "";

  private final String name;
  private final Path log;
  private final Process process;
  private final Writer requests;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final BooleanSupplier stop;
  private ArmFacts facts;

  ArmProcess(String name, Path log, Process process, BooleanSupplier stop) {
    this.name = name;
    this.log = log;
    this.process = process;
    this.stop = stop;
    this.facts = new ArmFacts(0, 0, 0, 0, 0, 0, 0, 0);
    requests = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    Thread reader = new Thread(this::read, "compare-answers");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts an arm's process and waits until it has warmed up.
   *
   * @param arguments the program's
   * @param name for messages
   * @param log where to what it says besides
   * @param stop asked while waiting
   * @throws IOException if it ends instead; the message has its last words
   * @throws CancellationException if it was to stop; the process is gone then
   */
  static ArmProcess start(
      String mainClass, List<String> arguments, String name, Path log, BooleanSupplier stop)
      throws IOException, InterruptedException {
    Process process =
        ChildStart.of(DetachedProcess.command(List.of(), mainClass, arguments))
            .detached()
            .errorsTo(log)
            .start();
    ArmProcess arm = new ArmProcess(name, log, process, stop);
    try {
      arm.facts = arm.answer(ArmMessages.Ready.class).facts();
      return arm;
    } catch (IOException | InterruptedException | RuntimeException e) {
      arm.close();
      throw e;
    }
  }

  ArmFacts facts() {
    return facts;
  }

  /**
   * Measures a block.
   *
   * @throws IOException if the process ends instead
   * @throws CancellationException if it was to stop
   */
  ArmMessages.Measured block(int settle, int steps) throws IOException, InterruptedException {
    try {
      requests.write(ArmMessages.line(new ArmMessages.Request(settle, steps)) + "\n");
      requests.flush();
    } catch (IOException e) {
      throw ended(e);
    }
    return answer(ArmMessages.Measured.class);
  }

  private <T> T answer(Class<T> type) throws IOException, InterruptedException {
    while (true) {
      // Its last words may still be on their way, and its end may never come: whoever it started
      // can hold the pipe open.
      boolean alive = process.isAlive();
      String line = answers.poll(alive ? LOOK_MILLIS : LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS);
      if (stop.getAsBoolean()) {
        throw new CancellationException("stopped");
      }
      if (line == null && !alive) {
        throw ended(null);
      }
      if (line != null) {
        if (line.equals(END)) {
          throw ended(null);
        }
        try {
          JsonNode tree = ArmMessages.tree(line);
          return LedgerFormat.JSON.treeToValue(tree, type);
        } catch (JsonProcessingException e) {
          throw new IOException(name + " gave an answer that is not understood: " + line, e);
        }
      }
    }
  }

  private IOException ended(@Nullable IOException cause) throws IOException, InterruptedException {
    boolean gone = process.waitFor(END_SECONDS, TimeUnit.SECONDS);
    List<String> lines =
        // What a library prints may be in any encoding.
        new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank())
            .toList();
    String words =
        lines.isEmpty()
            ? "without a word"
            : "with: "
                + String.join(
                    " | ", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    return new IOException(
        name
            + " ended "
            + (gone ? "with exit code " + process.exitValue() + ", " : "")
            + words
            + " ("
            + log
            + ")",
        cause);
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          answers.add(line);
        }
      }
    } catch (IOException e) {
      // A pipe that breaks is the end of the process, which is said below.
      answers.add(END);
    }
    answers.add(END);
  }

  /** Ends the process: politely where it is idle, otherwise by force after a moment. */
  @Override
  public void close() {
    try {
      requests.close();
    } catch (IOException e) {
      // Its end of the pipe is gone already.
      process.destroy();
    }
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
