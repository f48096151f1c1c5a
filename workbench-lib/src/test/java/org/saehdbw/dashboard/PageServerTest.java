package org.saehdbw.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.dashboard.serving.AccessToken;
import org.saehdbw.dashboard.serving.PageHost;
import org.saehdbw.dashboard.serving.PageOptions;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunLock;
import org.saehdbw.runs.RunRequest;
import org.saehdbw.runs.SettingChange;
import org.saehdbw.runs.labels.RunLabels;

class PageServerTest {
  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  @TempDir private Path root;
  private Path runs;
  private RunFolder run;
  private PageServer server;
  private PageClient client;

  @BeforeEach
  void serve() throws IOException {
    runs = root.resolve("runs");
    run = PageRuns.make(runs, "small", 100);
    PageRuns.preview(run, 50, "faces");
    PageRuns.preview(run, 100, "faces");
    PageRuns.preview(run, 100, "faces-masked");
    server = PageServer.start(options(Optional.empty()), RunIndex.of(runs));
    client = new PageClient(server.port());
  }

  private static PageOptions options(Optional<AccessToken> token) {
    return new PageOptions(PageOptions.LOOPBACK, 0, false, token);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String api(String more) {
    return "/api/runs/" + run.name() + more;
  }

  @Test
  void pagesComeWithAStrictPolicy() throws IOException {
    for (String path : List.of("/", "/runs/" + run.name(), "/page/run.js", "/page/style.css")) {
      PageClient.Answer answer = client.get(path);
      assertThat(answer.status()).as(path).isEqualTo(200);
      assertThat(answer.headers())
          .containsEntry("x-content-type-options", "nosniff")
          .containsEntry("referrer-policy", "no-referrer")
          .containsEntry("cross-origin-resource-policy", "same-origin");
      assertThat(answer.headers().get("content-security-policy"))
          .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
          .contains("frame-ancestors 'none'")
          .doesNotContain("unsafe");
    }
    String page = client.get("/runs/" + run.name()).text();
    assertThat(page).doesNotContain("@uplot@").doesNotContain("<style").doesNotContain("onclick");
    String library = page.replaceFirst("(?s).*src=\"(/lib/[^\"]+)\".*", "$1");
    PageClient.Answer script = client.get(library);
    assertThat(script.status()).isEqualTo(200);
    assertThat(script.headers()).containsEntry("cache-control", FOR_EVER);
    assertThat(client.get(library.replace("uplot.js", "licence.txt")).text())
        .contains("The MIT License", "Leon Sorokin");
  }

  @Test
  void aFileOfThePageThatDidNotChangeIsNotSentAgain() throws IOException {
    PageClient.Answer first = client.get("/page/run.js");
    PageClient.Answer second =
        client.with("If-None-Match", first.headers().get("etag")).get("/page/run.js");
    assertThat(second.status()).isEqualTo(304);
    assertThat(second.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/runs/x", "/compare", "/sweeps/x"})
  void aPageIsSmallAndNamesAllOfItsFiles(String path) throws IOException {
    String page = client.get(path).text();
    Map<String, String> files = new TreeMap<>();
    Matcher named = Pattern.compile("\"(/(?:page|lib)/[^\"]+)\"").matcher(page);
    while (named.find()) {
      files.put(named.group(1), client.get(named.group(1)).text());
    }
    long bytes = page.length() + files.values().stream().mapToLong(String::length).sum();
    assertThat(bytes).isBetween(10_000L, 200_000L);
    Pattern imported = Pattern.compile("from '\\./([a-z]+\\.js)'");
    for (String text : List.copyOf(files.values())) {
      Matcher module = imported.matcher(text);
      while (module.find()) {
        assertThat(files).as("loaded before it is needed").containsKey("/page/" + module.group(1));
      }
    }
  }

  @Test
  void listsRunsWithTheirFigures() throws IOException {
    PageRuns.make(runs, "other", 3);
    JsonNode list = client.get("/api/runs").json();
    assertThat(list).hasSize(2);
    assertThat(list.get(0).path("name").asText()).isEqualTo("0002_other_s1");
    JsonNode first = list.get(1);
    assertThat(first.path("status").asText()).isEqualTo("interrupted");
    assertThat(first.path("iteration").asLong()).isEqualTo(100);
    assertThat(first.path("target").asLong()).isEqualTo(10_000);
    assertThat(first.path("model").asText())
        .isEqualTo("B:6 df-udt wf R:64 AEDM[128|48|32|16] Pre:1");
    assertThat(first.path("src_loss").asDouble()).isEqualTo(1.01);
    assertThat(first.path("preview").asText()).isEqualTo("0000100_faces.png");
    assertThat(client.get(api("/sparkline")).json().path("src_loss")).hasSize(50);
  }

  @Test
  void listsWhatAUserSaysOfARun() throws IOException {
    assertThat(client.get("/api/runs").json().get(0).path("archived").asText()).isEqualTo("no");
    new RunLabels(List.of("night", "film"), "<b>best</b>", true).write(run);
    JsonNode row = client.get("/api/runs").json().get(0);
    assertThat(row.path("tags").asText()).isEqualTo("film night");
    assertThat(row.path("note").asText()).isEqualTo("<b>best</b>");
    assertThat(row.path("archived").asText()).isEqualTo("yes");
    Files.writeString(run.labelsFile(), "{");
    JsonNode damaged = client.get("/api/runs").json().get(0);
    assertThat(damaged.path("problems")).hasSize(1);
    assertThat(damaged.path("problems").get(0).asText()).contains("labels.json");
  }

  @Test
  void tellsAllOfOneRun() throws IOException {
    run.eventLog()
        .append(
            EventKind.SAVED,
            Map.of("iteration", 60, "held_out_src_error", 0.25, "held_out_dst_error", 0.5));
    run.eventLog().append(EventKind.WARNING, Map.of("message", "<b>bold</b>"));
    run.eventLog()
        .append(
            EventKind.CHANGED,
            SettingChange.fields(80, List.of(new SettingChange("batch_size", "4", "6"))));
    JsonNode detail = client.get(api("")).json();
    assertThat(detail.path("model_words").get(0).asText())
        .isEqualTo("6 samples of each side in a batch");
    assertThat(detail.path("device").asText()).isEqualTo("cpu");
    assertThat(detail.path("resolution").asInt()).isEqualTo(64);
    assertThat(detail.path("previews").path("faces").toString()).isEqualTo("[50,100]");
    assertThat(detail.path("state").path("step_ms").asDouble()).isEqualTo(100);
    assertThat(detail.path("state").path("held").asBoolean()).isFalse();
    assertThat(detail.path("events").path("held_out").path("columns").toString())
        .isEqualTo("{\"held_out_src_error\":[0.25],\"held_out_dst_error\":[0.5]}");
    assertThat(detail.path("events").path("remarks").get(0).path("text").asText())
        .isEqualTo("<b>bold</b>");
    assertThat(detail.path("events").path("marks").get(0).path("text").asText())
        .isEqualTo("batch_size: 4 -> 6");
  }

  @Test
  void givesARangeAndItsExtremes() throws IOException {
    JsonNode all = client.get(api("/series")).json();
    assertThat(all.path("rows").asLong()).isEqualTo(100);
    assertThat(all.path("iteration").get(99).asLong()).isEqualTo(100);
    JsonNode last = client.get(api("/series?last=10")).json();
    assertThat(last.path("iteration").toString()).isEqualTo("[91,92,93,94,95,96,97,98,99,100]");
    JsonNode thin = client.get(api("/series?from=1&to=64&points=2")).json();
    assertThat(thin.path("rows_per_point").asInt()).isEqualTo(32);
    assertThat(thin.path("iteration").toString()).isEqualTo("[32,64]");
    assertThat(thin.path("src_loss").path("high").get(0).asDouble()).isEqualTo(2);
    assertThat(thin.path("src_loss").path("low").get(1).asDouble()).isEqualTo(1 + 1f / 64);
    PageClient.Answer wrong = client.get(api("/series?points=x"));
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.json().path("error").asText())
        .isEqualTo("points must be a whole number from 2 to 1024, got x");
  }

  @Test
  void sendsPicturesOfPreviewsAndNothingElse() throws IOException {
    PageClient.Answer picture = client.get(api("/previews/0000050_faces.png"));
    assertThat(picture.status()).isEqualTo(200);
    assertThat(picture.body())
        .isEqualTo(Files.readAllBytes(run.previews().resolve("0000050_faces.png")));
    Path secret = Files.writeString(root.resolve("secret.png"), "secret");
    Files.createSymbolicLink(run.previews().resolve("0000060_faces.png"), secret);
    Files.createLink(run.path().resolve("0000070_faces.png"), secret);
    for (String name :
        List.of(
            "0000060_faces.png",
            "0000070_faces.png",
            "../0000070_faces.png",
            "..%2F0000070_faces.png",
            "%2e%2e%2f0000070_faces.png",
            "..%5C0000070_faces.png",
            "..;/0000070_faces.png",
            "settings.yaml",
            "../settings.yaml",
            "%2Fetc%2Fpasswd")) {
      PageClient.Answer answer = client.get(api("/previews/" + name));
      assertThat(answer.status()).as(name).isBetween(400, 404);
      assertThat(answer.text()).as(name).doesNotContain("secret").doesNotContain("resolution");
    }
  }

  @Test
  void aLinkInPlaceOfThePreviewsIsNotFollowed() throws IOException {
    RunFolder other = PageRuns.make(runs, "linked", 3);
    Files.delete(other.previews());
    Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("0000001_faces.png"), "secret");
    Files.createSymbolicLink(other.previews(), elsewhere);
    PageClient.Answer answer =
        client.get("/api/runs/" + other.name() + "/previews/0000001_faces.png");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(client.get("/api/runs/" + other.name()).json().path("previews")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        "%2e%2e",
        "..%2f..%2fetc",
        "0009_gone_s1",
        "0001_small_s1%2f..%2f0001_small_s1",
        "~",
        "0001_small_s1%00"
      })
  void aRunIsFoundByItsNameOnly(String name) throws IOException {
    PageClient.Answer answer = client.get("/api/runs/" + name);
    assertThat(answer.status()).isBetween(400, 404);
    assertThat(answer.text()).doesNotContain("<td>/", "settings");
    assertThat(client.get("/api/runs/" + name + "/previews/0000050_faces.png").status())
        .isBetween(400, 404);
    assertThat(client.asPage().post("/api/runs/" + name + "/save", "").status())
        .isBetween(400, 404);
  }

  @Test
  void aHostileNameIsText() throws IOException {
    String name = "0005_<img src=x onerror=alert(1)>_s1";
    Path folder = Files.createDirectory(runs.resolve(name));
    Files.createDirectory(folder.resolve("previews"));
    PageClient.Answer list = client.get("/api/runs");
    assertThat(list.headers().get("content-type")).startsWith("application/json");
    assertThat(list.json().get(0).path("name").asText()).isEqualTo(name);
    String encoded = "0005_%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E_s1";
    assertThat(server.address(new RunFolder(folder)))
        .endsWith("/runs/" + encoded.replace("(1)", "%281%29"));
    assertThat(client.get("/api/runs/" + encoded).status()).isEqualTo(200);
    assertThat(client.get("/runs/" + encoded).text()).doesNotContain("onerror");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:7007",
        "127.0.0.1.evil.example",
        "localhost.evil",
        "192.0.2.1",
        "[::2]"
      })
  void anotherHostIsRefused(String host) throws IOException {
    for (String path : List.of("/", "/api/runs", "/api/events", "/page/run.js")) {
      assertThat(client.with("Host", host).get(path).status()).as(path).isEqualTo(421);
    }
    assertThat(client.with("Host", host).asPage().post(api("/stop"), "").status()).isEqualTo(421);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:9000", "LOCALHOST", "127.0.0.1", "[::1]:7007"})
  void namesOfThisMachineAreAnswered(String host) throws IOException {
    assertThat(client.with("Host", host).get("/api/runs").status()).isEqualTo(200);
  }

  @Test
  @SuppressWarnings("try") // the lock is held, not called
  void onlyThePageItselfMayAsk() throws IOException {
    try (RunLock held = RunLock.acquire(run)) {
      PageClient plain = client.with(PageHost.OWN_HEADER, "1");
      String own = "http://127.0.0.1:" + server.port();
      assertThat(plain.post(api("/stop"), "").status()).as("no origin").isEqualTo(403);
      for (String origin :
          List.of("http://evil.example", "null", "http://127.0.0.1", "file://", own + "0")) {
        assertThat(plain.with("Origin", origin).post(api("/stop"), "").status())
            .as(origin)
            .isEqualTo(403);
      }
      assertThat(client.with("Origin", own).post(api("/stop"), "").status())
          .as("no own header")
          .isEqualTo(403);
      assertThat(plain.with("Sec-Fetch-Site", "cross-site").post(api("/stop"), "").status())
          .isEqualTo(403);
      assertThat(
              client.asPage().with("Sec-Fetch-Site", "same-site").post(api("/stop"), "").status())
          .isEqualTo(403);
      assertThat(client.get(api("/stop")).status()).as("a link").isEqualTo(404);
      assertThat(RunRequest.STOP.isAsked(run)).isFalse();
      assertThat(plain.with("Sec-Fetch-Site", "same-origin").post(api("/stop"), "").status())
          .isEqualTo(200);
      assertThat(RunRequest.STOP.isAsked(run)).isTrue();
    }
  }

  @Test
  void otherSitesMayLinkToAPageAndReadNothing() throws IOException {
    PageClient other = client.with("Sec-Fetch-Site", "cross-site");
    assertThat(other.with("Sec-Fetch-Mode", "navigate").get("/").status()).isEqualTo(200);
    assertThat(other.with("Sec-Fetch-Mode", "navigate").get("/api/runs").status()).isEqualTo(403);
    assertThat(other.get(api("/previews/0000050_faces.png")).status()).isEqualTo(403);
    assertThat(other.get("/page/run.js").status()).isEqualTo(403);
  }

  @Test
  @SuppressWarnings("try") // the lock is held, not called
  void asksTheTrainer() throws IOException {
    PageClient.Answer refused = client.asPage().post(api("/save"), "");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().path("error").asText())
        .isEqualTo(run.path() + ": is not being trained, so no trainer can save");
    try (RunLock held = RunLock.acquire(run)) {
      for (RunRequest request : RunRequest.values()) {
        assertThat(client.asPage().post(api("/" + request.word()), "").status()).isEqualTo(200);
        assertThat(request.isAsked(run)).as(request.word()).isTrue();
      }
      JsonNode state = client.get(api("")).json().path("state");
      assertThat(state.path("status").asText()).isEqualTo("paused");
      assertThat(state.path("asked").toString())
          .isEqualTo("[\"stop\",\"save\",\"backup\",\"pause\",\"preview\"]");
      assertThat(client.asPage().post(api("/resume"), "").json().path("asked").asText())
          .isEqualTo("continues");
      assertThat(RunRequest.PAUSE.isAsked(run)).isFalse();
      assertThat(client.asPage().post(api("/delete"), "").status()).isEqualTo(404);
    }
  }

  @Test
  void aTokenIsNeededOnceAndKeptInACookie() throws IOException {
    server.close();
    AccessToken token = AccessToken.of("a-token-of-enough-letters");
    server = PageServer.start(options(Optional.of(token)), RunIndex.of(runs));
    client = new PageClient(server.port());
    assertThat(client.get("/").status()).as("the page that asks").isEqualTo(200);
    for (String path :
        List.of(
            "/api/runs",
            "/api/found",
            "/api/sweeps",
            api("/labels"),
            api(""),
            api("/series"),
            "/api/events",
            api("/previews/0000050_faces.png"))) {
      assertThat(client.get(path).status()).as(path).isEqualTo(401);
    }
    assertThat(client.get("/api/session").text())
        .isEqualTo("{\"token_needed\":true,\"known\":false}");
    assertThat(client.asPage().post(api("/stop"), "").status()).isEqualTo(401);
    assertThat(client.asPage().post(api("/labels"), "{\"add\":[\"x\"]}").status()).isEqualTo(401);
    assertThat(
            client
                .asPage()
                .post("/api/session", "{\"token\":\"a-token-of-enough-letterz\"}")
                .status())
        .isEqualTo(403);
    assertThat(client.asPage().post("/api/session", "token").status()).isEqualTo(400);
    assertThat(client.post("/api/session", "{\"token\":\"a-token-of-enough-letters\"}").status())
        .as("from elsewhere")
        .isEqualTo(403);
    PageClient.Answer opened =
        client.asPage().post("/api/session", "{\"token\":\" a-token-of-enough-letters \"}");
    assertThat(opened.status()).isEqualTo(200);
    String cookie = opened.headers().get("set-cookie");
    assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict").contains("Path=/");
    assertThat(cookie).doesNotContain("a-token-of-enough-letters");
    PageClient known = client.with("Cookie", cookie.replaceFirst(";.*", ""));
    assertThat(known.get("/api/runs").status()).isEqualTo(200);
    assertThat(client.with("Cookie", "workbench-" + server.port() + "=x").get("/api/runs").status())
        .isEqualTo(401);
  }

  @Test
  void otherMachinesNeedAToken() {
    assertThatThrownBy(() -> new PageOptions("0.0.0.0", 0, false, Optional.empty()))
        .hasMessage("a page that other machines reach needs a token, got none for host 0.0.0.0");
    assertThatThrownBy(() -> AccessToken.of("short"))
        .hasMessage("a token must have at least 16 characters, got 5");
    assertThat(AccessToken.random().secret())
        .hasSize(32)
        .isNotEqualTo(AccessToken.random().secret());
    assertThat(AccessToken.random()).hasToString("AccessToken");
  }

  @Test
  void aFurtherNameIsAnsweredWithAToken() throws IOException {
    List<String> names = List.of("Film.example.org");
    assertThatThrownBy(() -> new PageOptions("127.0.0.1", 0, false, Optional.empty(), names))
        .hasMessage(
            "a page that other machines reach needs a token, got none for the name"
                + " Film.example.org");
    for (String wrong : List.of("*", "film.example.org:7007", "http://film", "", "a..b/", "-a")) {
      assertThatThrownBy(
              () ->
                  new PageOptions(
                      "127.0.0.1", 0, false, Optional.of(AccessToken.random()), List.of(wrong)))
          .hasMessage(
              "the name of a host has letters, digits, full stops and hyphens, and no port, got "
                  + wrong);
    }
    Optional<AccessToken> token = Optional.of(AccessToken.random());
    try (PageServer named =
        PageServer.start(
            new PageOptions(PageOptions.LOOPBACK, 0, false, token, names), RunIndex.of(runs))) {
      PageClient proxied = new PageClient(named.port()).with("Host", "film.example.org");
      assertThat(proxied.get("/").status()).isEqualTo(200);
      assertThat(proxied.get("/api/runs").status()).as("without the token").isEqualTo(401);
      assertThat(new PageClient(named.port()).with("Host", "example.org").get("/").status())
          .isEqualTo(421);
    }
  }

  @Test
  void aPortInUseIsNamed() {
    assertThatThrownBy(
            () ->
                PageServer.start(
                    new PageOptions(PageOptions.LOOPBACK, server.port(), false, Optional.empty()),
                    RunIndex.of(runs)))
        .hasMessage(
            "cannot serve on 127.0.0.1 port "
                + server.port()
                + ", which is in use or not allowed; --port chooses another one");
  }

  @Test
  void sendsWhatIsNew() throws IOException {
    try (Socket socket = client.events("?run=" + run.name())) {
      InputStream in = socket.getInputStream();
      PageClient.until(in, "event: hello");
      client.get(api(""));
      PageRuns.append(run, 101, 103);
      String points = PageClient.until(in, "event: points\ndata: ") + PageClient.until(in, "\n\n");
      assertThat(points).contains("\"iteration\":[103]").contains("\"rows\":3");
      PageRuns.preview(run, 103, "faces");
      PageClient.until(in, "event: previews\ndata: {\"added\":{\"faces\":[103]}}");
      run.eventLog().append(EventKind.STOPPED, Map.of("reason", "finished", "iteration", 103));
      PageClient.until(in, "\"status\":\"finished\"");
    }
  }

  @Test
  void tellsThatMetricsWereCut() throws IOException {
    try (Socket socket = client.events("?run=" + run.name())) {
      InputStream in = socket.getInputStream();
      PageClient.until(in, "event: hello");
      client.get(api(""));
      Files.writeString(run.metricsFile(), PageRuns.HEADER);
      PageRuns.append(run, 1, 40);
      PageClient.until(in, "event: restarted");
      assertThat(client.get(api("/series")).json().path("rows").asLong()).isEqualTo(40);
    }
  }

  @Test
  void aListOfRunsFollowsTheFolder() throws IOException {
    try (Socket socket = client.events("")) {
      InputStream in = socket.getInputStream();
      PageClient.until(in, "event: hello");
      client.get("/api/runs");
      PageRuns.make(runs, "later", 2);
      PageClient.until(in, "0002_later_s1");
    }
  }

  @Test
  void closingEndsOpenPages() throws IOException {
    try (Socket socket = client.events("?run=" + run.name())) {
      InputStream in = socket.getInputStream();
      PageClient.until(in, "event: hello");
      assertThat(server.openPages()).isEqualTo(1);
      server.close();
      while (in.read() >= 0) {
        // what was on its way
      }
    }
    assertThat(server.openPages()).isZero();
  }

  @Test
  void onlyChosenRunsAreShown() throws IOException {
    RunFolder other = PageRuns.make(runs, "other", 3);
    server.close();
    server = PageServer.start(options(Optional.empty()), RunIndex.of(List.of(other)));
    client = new PageClient(server.port());
    assertThat(client.get("/api/runs").json()).hasSize(1);
    assertThat(client.get(api("")).status()).isEqualTo(404);
    assertThat(client.get(api("")).json().path("error").asText())
        .isEqualTo("this run does not exist");
    assertThat(client.get("/elsewhere").json().path("error").asText())
        .isEqualTo("Endpoint GET /elsewhere not found");
    assertThat(server.address(other))
        .isEqualTo("http://127.0.0.1:" + server.port() + "/runs/0002_other_s1");
  }
}
