package org.saehdbw.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.dashboard.serving.PageOptions;
import org.saehdbw.dashboard.sweeps.StudyFolder;
import org.saehdbw.files.FolderLock;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunLock;

class PageSweepsTest {
  @TempDir private Path root;
  private Path sweep;
  private PageServer server;
  private PageClient client;

  @BeforeEach
  void serve() throws IOException {
    Files.createDirectories(root.resolve("runs"));
    sweep = PageSweeps.make(root.resolve("sweeps"), "dims", 3);
    serve(RunIndex.of(root.resolve("runs")));
  }

  private void serve(RunIndex index) throws IOException {
    server =
        PageServer.start(new PageOptions(PageOptions.LOOPBACK, 0, false, Optional.empty()), index);
    client = new PageClient(server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private JsonNode read() throws IOException {
    return client.get("/api/sweeps/dims").json();
  }

  private static List<String> texts(JsonNode list, String key) {
    List<String> texts = new ArrayList<>();
    list.forEach(one -> texts.add(one.path(key).asText()));
    return texts;
  }

  @Test
  void listsSweepsWithTheirProgress() throws IOException {
    JsonNode list = client.get("/api/sweeps").json();
    assertThat(list).hasSize(1);
    assertThat(list.get(0).path("name").asText()).isEqualTo("dims");
    assertThat(list.get(0).path("kind").asText()).isEqualTo("sweep");
    assertThat(list.get(0).path("status").asText()).isEqualTo("interrupted");
    assertThat(list.get(0).path("done").asInt()).isEqualTo(3);
    assertThat(list.get(0).path("total").asInt()).isEqualTo(8);
    assertThat(list.get(0).path("question").asText())
        .isEqualTo("Does a <b>wider</b> decoder draw better?");
  }

  @Test
  void tellsPointsTrialsAndFigures() throws IOException {
    JsonNode all = read();
    assertThat(all.path("keys").toString()).isEqualTo("[\"d_dims\",\"learning_rate\"]");
    assertThat(all.path("points").get(3).toString())
        .isEqualTo("{\"d_dims\":\"24\",\"learning_rate\":\"0.0003\"}");
    assertThat(all.path("metric").asText()).isEqualTo("luma_mse");
    assertThat(all.path("budget").asText()).isEqualTo("20 iterations");
    assertThat(all.path("costs").toString())
        .isEqualTo("[\"train_s\",\"iterations\",\"peak_resident_mib\",\"wall_s\"]");
    assertThat(all.path("higher")).isEmpty();
    JsonNode third = all.path("trials").get(2);
    assertThat(third.path("label").asText()).isEqualTo("t0003");
    assertThat(third.path("point").asInt()).isEqualTo(2);
    assertThat(third.path("seed").asInt()).isEqualTo(1);
    assertThat(third.path("status").asText()).isEqualTo("done");
    assertThat(third.path("figures").path("luma_mse").asDouble()).isEqualTo(0.07);
    assertThat(third.path("figures").path("train_s").asDouble()).isEqualTo(13);
    assertThat(third.path("run").asText()).isEqualTo("dims:0003_t0003-df-ud_s1");
    assertThat(all.path("trials").get(3).path("status").asText()).isEqualTo("not started");
    assertThat(all.path("trials").get(3).has("run")).isFalse();
  }

  @Test
  void aRunOfASweepHasAPage() throws IOException {
    String run = "/api/runs/dims:0002_t0002-df-ud_s1";
    assertThat(client.get(run).json().path("name").asText()).isEqualTo("0002_t0002-df-ud_s1");
    assertThat(client.get(run + "/series").json().path("rows").asLong()).isEqualTo(20);
    assertThat(client.get("/runs/dims:0002_t0002-df-ud_s1").status()).isEqualTo(200);
    for (String wrong :
        List.of(
            "dims:", "dims:..", "dims:0009_gone_s1", "none:0002_t0002-df-ud_s1", "..:0002", ":")) {
      assertThat(client.get("/api/runs/" + wrong).status()).as(wrong).isBetween(400, 404);
    }
    for (String wrong : List.of("..", "%2e%2e", "none", "runs", "dims%2fruns")) {
      assertThat(client.get("/api/sweeps/" + wrong).status()).as(wrong).isBetween(400, 404);
    }
  }

  @Test
  @SuppressWarnings("try") // the locks are held, not called
  void aRunningSweepTellsWhatIsNew() throws IOException {
    try (FolderLock driver = FolderLock.acquire(sweep, "sweep", who -> who);
        Socket socket = client.events("?sweep=dims")) {
      InputStream in = socket.getInputStream();
      PageClient.until(in, "event: hello");
      PageClient.until(in, "event: sweep");
      assertThat(read().path("status").asText()).isEqualTo("running");
      assertThat(read().path("trials").get(3).path("status").asText()).isEqualTo("waiting");
      RunFolder run = PageSweeps.run(sweep, 4, 5);
      try (RunLock trainer = RunLock.acquire(run)) {
        PageClient.until(in, "\"status\":\"running\",\"iteration\":5");
        JsonNode trial = read().path("trials").get(3);
        assertThat(trial.path("state").asText()).isEqualTo("running");
        assertThat(trial.path("so_far").asBoolean()).isTrue();
        assertThat(trial.path("target").asInt()).isEqualTo(10_000);
        assertThat(trial.path("figures").path("src_loss").asDouble()).isEqualTo(1.2);
        PageRuns.append(run, 6, 7);
        String news = PageClient.until(in, "\"iteration\":7");
        assertThat(news).as("trials that did not change").doesNotContain("t0001");
      }
      PageSweeps.line(
          sweep,
          "{'event':'ended','trial':4,'rung':0,'status':'out of memory','run':'%s','iterations':7,"
              + "'train_s':1,'wall_s':2,'figures':{},'message':'<i>killed</i>'}",
          run.name());
      PageClient.until(in, "\"status\":\"out of memory\"");
      assertThat(read().path("trials").get(3).path("message").asText()).isEqualTo("<i>killed</i>");
      assertThat(read().path("failed").asInt()).isEqualTo(1);
    }
  }

  @Test
  void theListHearsOfANewSweep() throws IOException {
    try (Socket socket = client.events("")) {
      InputStream in = socket.getInputStream();
      PageClient.until(in, "event: sweeps");
      PageSweeps.make(root.resolve("sweeps"), "later", 0);
      PageClient.until(in, "\"name\":\"later\"");
    }
  }

  @Test
  void aFinishedSweepSaysWhatMayBeSaid() throws IOException {
    for (int trial = 4; trial <= 8; trial++) {
      PageSweeps.end(sweep, trial);
    }
    PageSweeps.line(sweep, "{'event':'complete','trials':8}");
    assertThat(read().path("status").asText()).isEqualTo("finished");
    assertThat(read().path("words").get(0).asText())
        .isEqualTo(
            "Best by the mean of luma_mse (lower is better): d_dims=24 learning_rate=0.0003.");
  }

  @Test
  void aBrokenSweepIsShownAsFarAsItCanBeRead() throws IOException {
    Files.writeString(sweep.resolve("experiment.yaml"), "name: [");
    Files.writeString(
        sweep.resolve("ledger.jsonl"),
        Files.readString(sweep.resolve("ledger.jsonl")) + "{\"event\":\"ended\",\"tri");
    JsonNode all = read();
    assertThat(all.path("status").asText()).isEqualTo("damaged");
    assertThat(all.path("problem").asText()).contains("experiment.yaml");
    assertThat(all.path("remarks").get(0).asText()).contains("ledger.jsonl line 13 is incomplete");
    assertThat(all.path("keys").toString()).isEqualTo("[\"d_dims\",\"learning_rate\"]");
    assertThat(texts(all.path("trials"), "state"))
        .containsExactly("done", "done", "done", "open", "open", "open", "open", "open");
    Files.delete(sweep.resolve("ledger.jsonl"));
    assertThat(client.get("/api/sweeps").json().get(0).path("status").asText())
        .isEqualTo("damaged");
  }

  @Test
  void aComparisonHasItsArmsAsPoints() throws IOException {
    Path compare = Files.createDirectories(root.resolve("compare/gray"));
    Files.writeString(
        compare.resolve("experiment.yaml"),
        """
        name: gray
        model: df-ud-64-32-16-16-16
        faces: {pretraining_data: "drawn:60"}
        arms: [colour, gray-files]
        levels: []
        quality: {iterations: 20, seeds: 2, save_every: 10}
        """);
    Files.writeString(
        compare.resolve("ledger.jsonl"),
        "{\"kind\":\"training\",\"arm\":\"gray-files\",\"seed\":1,\"run\":\"0001_gray-files-1_s1\","
            + "\"done\":false}\n");
    PageRuns.make(compare.resolve("runs"), "gray-files-1", 4);
    server.close();
    serve(RunIndex.of(root.resolve("runs")));
    JsonNode all = client.get("/api/sweeps/gray").json();
    assertThat(all.path("kind").asText()).isEqualTo("comparison");
    assertThat(all.path("problem").asText()).isEmpty();
    assertThat(all.path("points").toString())
        .isEqualTo("[{\"arm\":\"colour\"},{\"arm\":\"gray-files\"}]");
    assertThat(texts(all.path("trials"), "label"))
        .containsExactly("colour-1", "gray-files-1", "colour-2", "gray-files-2");
    assertThat(all.path("trials").get(1).path("iteration").asInt()).isEqualTo(4);
    assertThat(all.path("trials").get(1).path("status").asText()).isEqualTo("interrupted");
  }

  @Test
  void aFolderIsOpenedAsWhatItIs() throws IOException {
    assertThat(RunIndex.holdsSeveral(root)).isFalse();
    assertThat(RunIndex.holdsSeveral(root.resolve("runs"))).as("no run yet").isTrue();
    assertThat(RunIndex.holdsSeveral(sweep)).isTrue();
    server.close();
    serve(RunIndex.in(sweep));
    assertThat(client.get("/api/runs").json()).hasSize(3);
    assertThat(client.get("/api/sweeps").json()).hasSize(1);
    assertThat(server.address(StudyFolder.of(sweep).orElseThrow()))
        .isEqualTo("http://127.0.0.1:" + server.port() + "/sweeps/dims");
    server.close();
    serve(RunIndex.in(root.resolve("sweeps")));
    assertThat(client.get("/api/runs").json()).isEmpty();
    assertThat(texts(client.get("/api/sweeps").json(), "name")).containsExactly("dims");
    server.close();
    serve(RunIndex.of(sweep.resolve("runs")));
    assertThat(client.get("/api/runs").json()).hasSize(3);
    assertThat(texts(client.get("/api/sweeps").json(), "name")).containsExactly("dims");
  }
}
