package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.processes.ChildJvm;
import org.saehdbw.processes.ChildStart;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.testing.Await;
import org.saehdbw.testing.TinyModel;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class PageBesideIT {
  @TempDir private Path root;
  private final List<ProcessHandle> started = new ArrayList<>();
  private Path runs;

  @BeforeEach
  void makeFolder() throws IOException {
    runs = Files.createDirectory(root.resolve("runs"));
  }

  @Command(name = "trains")
  private static final class Trains {
    @Mixin private CommandOutput answer;
    @Mixin private PageBeside page;
  }

  private static boolean answers(String address) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
    try {
      return connection.getResponseCode() == 200;
    } catch (IOException e) {
      return false;
    } finally {
      connection.disconnect();
    }
  }

  @Test
  void thePageLastsAsLongAsTheTrainingAndNoLonger() throws Exception {
    RunFolder run = RunFolder.create(runs, "small", 1);
    StringWriter out = new StringWriter();
    Trains trains = new Trains();
    CommandLine line = new CommandLine(trains).setOut(new PrintWriter(out, true));
    line.parseArgs("--preview");
    String address = trains.page.start(run, trains.answer).orElseThrow();
    assertThat(out.toString()).isEqualTo("page: " + address + "\n");
    Await.until("the page", () -> answers(address));
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    assertThat(answers(address)).as("after the memory was tidied").isTrue();
    trains.page.end();
    Await.until("its end", () -> !answers(address));
  }

  /** A command in a process of its own, killed at the end of the test. */
  private Process workbench(String log, String... words) throws IOException {
    List<String> command = ChildJvm.command(Workbench.class.getName());
    command.addAll(List.of(words));
    Process process = ChildStart.of(command).printingTo(root.resolve(log)).start();
    started.add(process.toHandle());
    return process;
  }

  private Process train() throws IOException {
    Path config =
        Files.writeString(
            root.resolve("small.yaml"),
            """
            model: %s
            block: none
            adabelief: false
            face_type: wf
            pretrain: true
            pretraining_data: drawn:8,size=64
            batch_size: 2
            threads: 1
            pictures: none
            """
                .formatted(TinyModel.DF));
    return workbench(
        "train.log", "train", config.toString(), "--preview", "--runs", runs.toString());
  }

  /** Serves the run by a command of its own, and returns the page's address. */
  private String preview() throws Exception {
    Process server =
        workbench(
            "preview.log",
            "preview",
            "1",
            "--runs",
            runs.toString(),
            "--port",
            "0",
            "--no-browser");
    return address(server, "preview.log");
  }

  @AfterEach
  void endProcesses() {
    started.forEach(process -> process.descendants().forEach(ProcessHandle::destroyForcibly));
    started.forEach(ProcessHandle::destroyForcibly);
    started.forEach(process -> process.onExit().join());
  }

  /** Waits for the address that a command prints. */
  private String address(Process process, String log) throws Exception {
    Path file = root.resolve(log);
    Pattern address = Pattern.compile("http://\\S+(?=\\s)");
    Await.until(
        "an address", () -> !process.isAlive() || address.matcher(Files.readString(file)).find());
    Matcher found = address.matcher(Files.readString(file));
    assertThat(found.find()).as(Files.readString(file)).isTrue();
    return found.group();
  }

  /** Asks the server of a run's page for what it knows of the run. */
  private static JsonNode run(String page) throws Exception {
    URI api = URI.create(page.replace("/runs/", "/api/runs/"));
    HttpRequest request = HttpRequest.newBuilder(api).build();
    String body = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    return new ObjectMapper().readTree(body);
  }

  private ProcessHandle pageOf(Process trainer) throws Exception {
    Await.until("the page's process", () -> trainer.descendants().count() > 0);
    return trainer.descendants().findFirst().orElseThrow();
  }

  private long iteration() throws IOException {
    RunFolder run = RunFolder.all(runs).get(0);
    return MetricsReader.last(run.metricsFile()).map(MetricsRow::iteration).orElse(0L);
  }

  @Test
  void aKilledPageLeavesTheTrainingAlone() throws Exception {
    Process trainer = train();
    String page = address(trainer, "train.log");
    Await.until("the page", () -> answers(page));
    Await.until("an iteration on the page", () -> run(page).at("/state/held").asBoolean());
    ProcessHandle server = pageOf(trainer);
    assertThat(server.destroyForcibly()).isTrue();
    server.onExit().join();
    assertThat(answers(page)).isFalse();
    long before = iteration();
    Await.until("more iterations", () -> iteration() > before + 3);
    assertThat(trainer.isAlive()).isTrue();
    String again = preview();
    Await.until("another page", () -> answers(again));
    assertThat(run(again).at("/state/status").asText()).isEqualTo("running");
  }

  @Test
  void aKilledTrainingTakesItsPageWithItAndCanBeLookedAtAfterwards() throws Exception {
    Process trainer = train();
    String page = address(trainer, "train.log");
    Await.until("the page", () -> answers(page));
    Await.until("iterations", () -> iteration() > 3);
    ProcessHandle server = pageOf(trainer);
    trainer.destroyForcibly().waitFor();
    server.onExit().get(2, TimeUnit.MINUTES);
    assertThat(answers(page)).isFalse();
    String again = preview();
    Await.until("a page of its own", () -> answers(again));
    JsonNode known = run(again);
    assertThat(known.at("/state/held").asBoolean()).isFalse();
    assertThat(known.at("/state/status").asText()).isEqualTo("interrupted");
    URI series = URI.create(again.replace("/runs/", "/api/runs/") + "/series?points=600");
    HttpRequest request = HttpRequest.newBuilder(series).build();
    String body = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    assertThat(new ObjectMapper().readTree(body).path("rows").asLong())
        .as("all iterations that were written")
        .isEqualTo(iteration());
  }

  @Test
  void withoutTheOptionNothingIsServed() throws IOException {
    RunFolder run = RunFolder.create(runs, "small", 1);
    Trains trains = new Trains();
    new CommandLine(trains).parseArgs();
    assertThat(trains.page.start(run, trains.answer)).isEmpty();
    trains.page.end();
  }

  @Test
  void theOptionNeedsATrainingInThisTerminal() {
    StringWriter err = new StringWriter();
    int code =
        Workbench.run(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err, true),
            "train",
            "x.yaml",
            "--preview",
            "--detach");
    assertThat(code).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString())
        .contains("--preview needs a training in this terminal", "./workbench preview RUN");
  }
}
