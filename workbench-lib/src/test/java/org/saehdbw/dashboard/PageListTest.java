package org.saehdbw.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.saehdbw.dashboard.serving.PageOptions;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.labels.RunLabels;

/** Which runs the list shows and in which order, and what it changes of their labels. */
class PageListTest {
  @TempDir private Path root;
  private RunFolder first;
  private RunFolder second;
  private PageServer server;
  private PageClient client;

  @BeforeEach
  void serve() throws IOException {
    Path runs = root.resolve("runs");
    first = PageRuns.make(runs, "alpha", 100);
    second = PageRuns.make(runs, "beta", 10);
    for (RunFolder run : List.of(first, second)) {
      double error = run.equals(first) ? 0.05 : 0.02;
      run.eventLog()
          .append(
              EventKind.SAVED,
              Map.of("iteration", 10, "held_out_src_error", error, "held_out_dst_error", error));
    }
    server =
        PageServer.start(
            new PageOptions(PageOptions.LOOPBACK, 0, false, Optional.empty()), RunIndex.of(runs));
    client = new PageClient(server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private PageClient.Answer found(String filter, String sort) throws IOException {
    return client.get(
        "/api/found?filter="
            + URLEncoder.encode(filter, StandardCharsets.UTF_8)
            + "&sort="
            + URLEncoder.encode(sort, StandardCharsets.UTF_8));
  }

  private List<Integer> numbers(String filter, String sort) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    for (JsonNode name : found(filter, sort).json().path("names")) {
      numbers.add(Integer.parseInt(name.asText().substring(0, 4)));
    }
    return numbers;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                  | ''            | 2 1",
        "held_out < 0.04                     | ''            | 2",
        "held_out<0.04                       | ''            | 2",
        "batch_size = 6, iteration >= 100    | ''            | 1",
        "batch_size = 6 and iteration >= 100 | ''            | 1",
        "beta iteration<11                   | ''            | 2",
        "alpha iteration<11                  | ''            | ''",
        "note ~ \"too soft\"                 | ''            | 1",
        "too soft                            | ''            | 1",
        "tag = film                          | number        | 1",
        "tag != film                         | number        | 2",
        "setting.archi = df-udt              | number        | 1 2",
        "''                                  | held_out      | 2 1",
        "''                                  | -held_out     | 1 2",
        "''                                  | iteration     | 2 1",
      })
  void findsInTheWordsOfRunsList(String filter, String sort, String wanted) throws IOException {
    new RunLabels(List.of("film"), "Eyes too soft.", false).write(first);
    assertThat(numbers(filter, sort))
        .isEqualTo(
            wanted.isEmpty()
                ? List.of()
                : List.of(wanted.split(" ")).stream().map(Integer::valueOf).toList());
  }

  @Test
  void archivedRunsComeWhenAskedFor() throws IOException {
    RunLabels.change(first, labels -> labels.withArchived(true));
    assertThat(numbers("", "")).containsExactly(2);
    assertThat(numbers("archived = true", "")).containsExactly(1);
  }

  @Test
  void givesTheValueThatRunsAreSortedBy() throws IOException {
    JsonNode answer = found("", "-ae_dims").json();
    assertThat(answer.path("key").asText()).isEqualTo("ae_dims");
    assertThat(answer.path("values").path(first.name()).asDouble()).isEqualTo(128);
    assertThat(client.get("/api/keys").json().toString())
        .contains("\"held_out\"", "\"batch_size\"", "\"luma_ssim\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "batch_sizes = 4 | runs have no setting or figure 'batch_sizes'; nearest are batch_size",
        "held_out < soon | held_out < needs a number, got 'soon'",
        "held_out <      | a condition must be KEY OPERATOR VALUE with an operator of",
        "note ~ 'open    | the quotation mark of a value must be closed, got 'note ~ 'open'",
      })
  void aMistakeIsOneLine(String filter, String message) throws IOException {
    PageClient.Answer answer = found(filter, "");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("error").asText()).startsWith(message).doesNotContain("\n");
  }

  private String labels() {
    return "/api/runs/" + first.name() + "/labels";
  }

  private PageClient.Answer change(String body) throws IOException {
    return client.asPage().post(labels(), body);
  }

  @Test
  void changesTagsAndNote() throws IOException {
    JsonNode after =
        change(
                "{\"add\":[\"night\",\"film\"],\"note\":\"<b>soft</b>\\nsecond\",\"note_before\":\"\"}")
            .json();
    assertThat(after.toString())
        .isEqualTo(
            "{\"tags\":[\"film\",\"night\"],\"note\":\"<b>soft</b>\\nsecond\",\"archived\":false}");
    assertThat(RunLabels.read(first).note()).isEqualTo("<b>soft</b>\nsecond");
    RunLabels.change(first, labels -> labels.withTags(List.of("terminal")));
    change("{\"remove\":[\"night\"],\"archived\":true}");
    assertThat(RunLabels.read(first).tags())
        .as("of all who wrote")
        .containsExactly("film", "terminal");
    assertThat(client.get(labels()).json().path("archived").asBoolean()).isTrue();
    assertThat(client.get("/api/runs/" + first.name()).json().path("labels").path("note").asText())
        .isEqualTo("<b>soft</b>\nsecond");
  }

  @Test
  void aNoteThatSomeoneElseChangedIsKept() throws IOException {
    RunLabels.change(first, labels -> labels.withNote("from a terminal"));
    PageClient.Answer answer = change("{\"add\":[\"x\"],\"note\":\"mine\",\"note_before\":\"\"}");
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.json().path("error").asText())
        .isEqualTo("the note was changed meanwhile, so it stays as it is; open it again");
    assertThat(RunLabels.read(first).note()).isEqualTo("from a terminal");
    assertThat(RunLabels.read(first).tags()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"add\":[\"two words\"]}                | a tag must be one word of at most 40 letters",
        "{\"add\":[\"<img>\"]}                    | a tag must be one word of at most 40 letters",
        "{\"add\":\"film\"}                       | the request must be a JSON object with add",
        "{\"add\":[1]}                            | the request must be a JSON object with add",
        "{\"note\":\"x\"}                         | the request must be a JSON object with add",
        "{\"note\":1,\"note_before\":\"\"}        | the request must be a JSON object with add",
        "{\"archived\":\"yes\"}                   | the request must be a JSON object with add",
        "{\"path\":\"..\"}                        | the request must be a JSON object with add",
        "[]                                       | the request must be a JSON object with add",
        "{                                        | the request must be a JSON object with add",
      })
  void wrongChangesAreRefused(String body, String message) throws IOException {
    PageClient.Answer answer = change(body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("error").asText()).startsWith(message);
    assertThat(first.labelsFile()).doesNotExist();
  }

  @Test
  void aLongNoteIsTakenAndALongerOneRefused() throws IOException {
    String most = "n".repeat(RunLabels.MOST_NOTE);
    assertThat(change("{\"note\":\"" + most + "\",\"note_before\":\"\"}").status()).isEqualTo(200);
    assertThat(client.get("/api/runs").json().get(1).path("note").asText())
        .as("a list needs less")
        .hasSize(303);
    assertThat(change("{\"note\":\"n" + most + "\",\"note_before\":\"" + most + "\"}").status())
        .isEqualTo(400);
    assertThat(change("{\"note\":\"" + most.repeat(11) + "\",\"note_before\":\"\"}").status())
        .isEqualTo(413);
  }

  @Test
  void onlyThePageItselfMayChangeLabels() throws IOException {
    String body = "{\"add\":[\"film\"]}";
    assertThat(client.post(labels(), body).status()).isEqualTo(403);
    assertThat(client.asPage().with("Origin", "http://evil.example").post(labels(), body).status())
        .isEqualTo(403);
    assertThat(client.asPage().with("Host", "evil.example").post(labels(), body).status())
        .isEqualTo(421);
    assertThat(client.asPage().post("/api/runs/..%2fx/labels", body).status()).isBetween(400, 404);
    assertThat(first.labelsFile()).doesNotExist();
  }

  @Test
  void damagedLabelsAreNotOverwritten() throws IOException {
    Files.writeString(first.labelsFile(), "{");
    PageClient.Answer answer = change("{\"add\":[\"film\"]}");
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.json().path("error").asText()).contains("labels.json");
    assertThat(Files.readString(first.labelsFile())).isEqualTo("{");
  }

  @Test
  void aPageHearsOfLabelsAndOfWhatOthersLookedAt() throws IOException {
    try (Socket one = client.events("?run=" + first.name());
        Socket list = client.events("")) {
      PageClient.until(one.getInputStream(), "event: hello");
      PageClient.until(list.getInputStream(), "event: runs");
      RunLabels.change(first, labels -> labels.withTags(List.of("film")));
      // Another page that loads the list must not take the news away from this one.
      client.get("/api/runs");
      PageClient.until(one.getInputStream(), "event: labels\ndata: {\"tags\":[\"film\"]");
      PageClient.until(list.getInputStream(), "\"tags\":\"film\"");
    }
  }

  @Test
  void twentyPagesAllGetANewPoint() throws IOException {
    List<Socket> pages = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        pages.add(client.events("?run=" + first.name()));
      }
      for (Socket page : pages) {
        PageClient.until(page.getInputStream(), "event: hello");
      }
      client.get("/api/runs/" + first.name());
      PageRuns.append(first, 101, 101);
      for (Socket page : pages) {
        InputStream in = page.getInputStream();
        assertThat(PageClient.until(in, "event: points\ndata: ") + PageClient.until(in, "\n\n"))
            .contains("\"iteration\":[101]");
      }
      assertThat(server.openPages()).isEqualTo(20);
    } finally {
      for (Socket page : pages) {
        page.close();
      }
    }
  }
}
