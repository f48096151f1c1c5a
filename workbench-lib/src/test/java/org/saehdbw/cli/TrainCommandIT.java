package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.checkpoints.CheckpointStore;
import org.saehdbw.checkpoints.KeepPolicy;
import org.saehdbw.processes.ChildJvm;
import org.saehdbw.processes.StartClock;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunLock;
import org.saehdbw.runs.RunNames;
import org.saehdbw.runs.RunStatus;
import org.saehdbw.runs.StartNote;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.testing.Await;
import org.saehdbw.testing.TinyModel;

/** Trains in processes of their own, which are stopped and starved of disk. */
class TrainCommandIT {
  @TempDir private Path root;
  private Path config;
  private final StringWriter said = new StringWriter();
  private int started;

  @BeforeEach
  void writeConfig() throws Exception {
    config = root.resolve("small.yaml");
    Files.writeString(
        config,
        String.format(
            Locale.ROOT,
            """
            from: %s
            face_type: wf
            pretrain: true
            pretraining_data: drawn:12,size=64
            batch_size: 2
            threads: 1
            save_interval_iter: 5
            pictures: none
            constant_interval_iter: 0
            """,
            TinyModel.pretrained(TinyModel.SMALLEST, root.resolve("other")).path()));
  }

  private List<String> command(String... arguments) {
    List<String> command =
        new ArrayList<>(
            ChildJvm.command(
                List.of("-XX:TieredStopAtLevel=1", "-XX:ActiveProcessorCount=1"),
                Workbench.class.getName()));
    command.add("train");
    command.addAll(List.of(arguments));
    return command;
  }

  private Process start(List<String> command) throws IOException {
    started++;
    return new ProcessBuilder(command)
        .directory(root.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log(started).toFile())
        .start();
  }

  private Path log(int number) {
    return root.resolve("log-" + number + ".txt");
  }

  private String lastLog() throws IOException {
    return Files.readString(log(started));
  }

  /** Trains in this process, in the folder {@code runs}; {@link #said} has what it prints. */
  private int trainHere(String... arguments) {
    List<String> words = new ArrayList<>(List.of("train"));
    words.addAll(List.of(arguments));
    words.addAll(List.of("--runs", root.resolve("runs").toString()));
    PrintWriter out = new PrintWriter(said, true);
    return Workbench.run(out, out, words.toArray(String[]::new));
  }

  private int run(List<String> command) throws IOException, InterruptedException {
    Process process = start(command);
    if (!process.waitFor(10, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return process.waitFor();
  }

  private RunFolder onlyRun(String runs) throws IOException {
    return RunNames.find(root.resolve(runs), "1");
  }

  /** Waits until the run has made this iteration, or the process has ended. */
  private void awaitIteration(Process process, String runs, long iteration) throws Exception {
    Path folder = root.resolve(runs);
    Await.until(
        "iteration " + iteration,
        () ->
            !process.isAlive()
                || (Files.isDirectory(folder)
                    && !RunFolder.list(folder).isEmpty()
                    && iteration(onlyRun(runs)) >= iteration));
  }

  private static long iteration(RunFolder run) throws IOException {
    return MetricsReader.last(run.metricsFile()).map(MetricsRow::iteration).orElse(0L);
  }

  @Test
  void aSecondTrainerGetsOneLineAndSigtermStopsTheFirstAfterACheckpoint() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs signals");
    Process process = start(command(config.toString(), "--runs", "runs"));
    awaitIteration(process, "runs", 7);
    assertThat(trainHere("--resume", "1")).isEqualTo(1);
    assertThat(said.toString().lines().filter(line -> line.startsWith("workbench train: ")))
        .hasSize(1);
    assertThat(said.toString())
        .contains(
            onlyRun("runs").path() + ": is being trained by process " + process.pid() + " on ");
    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(143);
    RunFolder folder = onlyRun("runs");
    assertThat(RunStatus.of(folder)).isEqualTo(RunStatus.STOPPED);
    long last = MetricsReader.last(folder.metricsFile()).orElseThrow().iteration();
    assertThat(new CheckpointStore(folder.checkpoints(), KeepPolicy.defaults()).generations())
        .endsWith(last);
    assertThat(lastLog()).contains("stopped at iteration " + last);
    assertThat(RunLock.holder(folder)).isEmpty();
  }

  @Test
  void controlCEndsWith130() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "needs signals");
    assumeFalse(
        interruptsAreIgnored(),
        "whoever started the tests ignores SIGINT, as a shell does for what runs in its"
            + " background");
    Process process = start(command(config.toString(), "--runs", "runs"));
    awaitIteration(process, "runs", 2);
    new ProcessBuilder("/bin/kill", "-INT", Long.toString(process.pid())).start().waitFor();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(130);
    assertThat(RunStatus.of(onlyRun("runs"))).isEqualTo(RunStatus.STOPPED);
  }

  /** Ignored signals are handed on to children, and Java leaves them ignored. */
  private static boolean interruptsAreIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("SigIgn:"))
          .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }
  }

  @Test
  void aProcessWritesOnceWhatItsStartTook() throws Exception {
    long begun = System.nanoTime();
    assertThat(run(command(config.toString(), "--runs", "runs", "--set", "target_iter=3")))
        .as(lastLog())
        .isZero();
    double whole = (System.nanoTime() - begun) / 1e6;
    List<Event> events = onlyRun("runs").events();
    assertThat(events)
        .filteredOn(event -> event.kind() == EventKind.FIRST_ITERATION)
        .singleElement()
        .satisfies(event -> assertThat(event.fields()).containsEntry("iteration", 1));
    assertThat(events.get(events.size() - 1).kind()).isEqualTo(EventKind.STOPPED);
    Map<String, StartClock.Span> spans = new LinkedHashMap<>();
    StartNote.read(events).forEach(span -> spans.put(span.name(), span));
    List<String> all =
        Arrays.stream(StartClock.Phase.values()).map(StartClock.Phase::text).toList();
    // Where the system does not tell how old a process is, times count from the program's start.
    assertThat(spans.keySet()).isSubsetOf(all).containsAll(all.subList(1, all.size()));
    String before = "";
    for (StartClock.Phase phase : StartClock.Phase.values()) {
      StartClock.Span span = spans.get(phase.text());
      if (span != null) {
        double end = span.endMillis().orElseThrow();
        assertThat(span.beginMillis()).as(phase.text()).isBetween(0.0, end);
        assertThat(end).as(phase.text()).isLessThan(whole + 20);
        if (phase.thread().equals("main")) {
          assertThat(spans.get(before) == null ? 0 : spans.get(before).endMillis().orElseThrow())
              .as(before + " and then " + phase.text())
              .isLessThanOrEqualTo(span.beginMillis());
          before = phase.text();
        }
      }
    }
    assertThat(run(command("--resume", "1", "--runs", "runs", "--set", "target_iter=4"))).isZero();
    assertThat(onlyRun("runs").events())
        .filteredOn(event -> event.kind() == EventKind.FIRST_ITERATION)
        .extracting(event -> event.fields().get("iteration"))
        .containsExactly(1, 4);
    assertThat(trainHere("--resume", "1", "--set", "target_iter=5")).as(said.toString()).isZero();
    assertThat(onlyRun("runs").events())
        .as("this process was not started to train")
        .filteredOn(event -> event.kind() == EventKind.FIRST_ITERATION)
        .hasSize(2);
    PrintWriter out = new PrintWriter(said, true);
    for (String reader : List.of("runs", "runs 1", "runs verify 1", "runs replay 1")) {
      List<String> words = new ArrayList<>(List.of(reader.split(" ")));
      words.addAll(List.of("--runs", root.resolve("runs").toString()));
      assertThat(Workbench.run(out, out, words.toArray(String[]::new)))
          .as(reader + "\n" + said)
          .isZero();
    }
  }

  /** The limit of a shell's ulimit stands in for the disk: the kernel refuses the same write. */
  @Test
  void aFullDiskKeepsTheCheckpointBefore() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a POSIX shell");
    String[] three = {config.toString(), "--set", "target_iter=3", "--set", "pictures=all"};
    assertThat(trainHere(three)).as(said.toString()).isZero();
    List<String> starved =
        new ArrayList<>(List.of("/bin/sh", "-c", "ulimit -f 512; exec \"$@\"", "sh"));
    starved.addAll(command("--resume", "1", "--runs", "runs", "--set", "target_iter=6"));
    assertThat(run(starved)).isEqualTo(1);
    assertThat(lastLog())
        .contains(
            "workbench train: "
                + onlyRun("runs").checkpoints().resolve("000000005")
                + ": could not be saved (File too large); allow larger files, by another file"
                + " system or ulimit -f; generation 000000003 is kept");
    assertThat(RunStatus.of(onlyRun("runs"))).isEqualTo(RunStatus.FAILED);
    assertThat(trainHere("--resume", "1")).isZero();
    assertThat(RunStatus.of(onlyRun("runs"))).isEqualTo(RunStatus.FINISHED);
  }
}
