package org.saehdbw.dashboard.merges;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.dashboard.PageClient;
import org.saehdbw.dashboard.serving.AccessToken;
import org.saehdbw.dashboard.serving.PageHost;
import org.saehdbw.dashboard.serving.PageOptions;
import org.saehdbw.merging.interactive.InteractiveMerge;
import org.saehdbw.merging.interactive.ViewKind;
import org.saehdbw.merging.jobs.DrawnClip;
import org.saehdbw.merging.jobs.JobFolder;
import org.saehdbw.merging.jobs.Merge;
import org.saehdbw.merging.options.ChangeScope;
import org.saehdbw.pictures.PictureFiles;
import org.saehdbw.testing.Await;
import org.saehdbw.testing.TinyModel;

/** What the server of the merge page answers and refuses. */
class MergePageTest {
  private static final int FRAMES = 6;

  @TempDir private Path root;
  private InteractiveMerge merge;
  private MergePageServer server;
  private PageClient client;

  @BeforeEach
  void serve() throws Exception {
    Merge asked =
        Merge.of(TinyModel.pretrained(TinyModel.SMALLEST, root.resolve("runs")))
            .frames(DrawnClip.frames(root.resolve("frames"), FRAMES))
            .faces(
                DrawnClip.faces(root.resolve("faces"), IntStream.range(0, FRAMES).boxed().toList()))
            .into(root.resolve("out"))
            .set("mask_mode", "dst")
            .threads(1);
    merge = InteractiveMerge.open(asked);
    server = start(Optional.empty());
    client = new PageClient(server.port());
  }

  private MergePageServer start(Optional<AccessToken> token) throws Exception {
    return MergePageServer.start(new PageOptions(PageOptions.LOOPBACK, 0, false, token), merge);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    merge.close();
  }

  private JsonNode act(String action, String body) throws Exception {
    PageClient.Answer answer = client.asPage().post("/api/merge/" + action, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  @Test
  void describesOptionsAndFrames() throws Exception {
    JsonNode fixed = client.get("/api/merge").json();
    assertThat(fixed.get("frames").asInt()).isEqualTo(FRAMES);
    assertThat(fixed.get("options")).hasSize(21);
    JsonNode mask = fixed.get("options").get(3);
    assertThat(mask.get("name").asText()).isEqualTo("mask_mode");
    assertThat(mask.get("key").asText()).isEqualTo("x");
    assertThat(mask.get("missing")).hasSize(4);
    JsonNode at = client.get("/api/merge/frames/2").json();
    assertThat(at.at("/frame/options/mask_mode").asText()).isEqualTo("dst");
    assertThat(at.at("/frame/faces").asInt()).isEqualTo(1);
    assertThat(at.at("/frame/done").isMissingNode()).isTrue();
    assertThat(client.get("/").text()).contains("merge.js");
  }

  @Test
  void changesReachTheJobFileAndThePicture() throws Exception {
    byte[] before = client.get("/api/merge/frames/4/merged").body();
    JsonNode at =
        act("change", "{\"frame\":3,\"scope\":\"onward\",\"set\":{\"mode\":\"seamless\"}}");
    assertThat(at.at("/frame/keyframe").asInt()).isEqualTo(3);
    assertThat(at.get("keyframes")).hasSize(2);
    assertThat(at.get("undo").asBoolean()).isTrue();
    byte[] after = client.get("/api/merge/frames/4/merged").body();
    assertThat(after)
        .isNotEqualTo(before)
        .isEqualTo(PictureFiles.encodePng(merge.view(4).picture(ViewKind.MERGED)));
    assertThat(new JobFolder(root.resolve("out")).stored().options()).isEqualTo(merge.options());
    JsonNode keyed = act("key", "{\"frame\":3,\"key\":\"w\",\"shift\":true}");
    assertThat(keyed.at("/frame/options/erode_mask_modifier").asText()).isEqualTo("5");
    JsonNode copied = act("key", "{\"frame\":3,\"key\":\"m\",\"shift\":true}");
    assertThat(copied.at("/frame/number").asInt()).isEqualTo(1);
    assertThat(copied.at("/frame/options/mode").asText()).isEqualTo("seamless");
    assertThat(act("undo", "{\"frame\":1}").at("/frame/options/mode").asText())
        .isEqualTo("overlay");
    assertThat(act("redo", "{\"frame\":1}").at("/frame/options/mode").asText())
        .isEqualTo("seamless");
    JsonNode marked = act("keyframe", "{\"frame\":1,\"linear\":true}");
    assertThat(marked.at("/keyframes/0/linear").asBoolean()).isTrue();
  }

  @Test
  void framesAreMergedAndTheirStateIsShown() throws Exception {
    act("process", "{\"frame\":1}");
    Await.until(
        "all frames",
        () -> !client.get("/api/merge/frames/1").json().at("/processing/running").asBoolean());
    assertThat(client.get("/api/merge/spans").text()).isEqualTo("[[1,6,\"merged\"]]");
    merge.change(ChangeScope.FRAME, 3, Map.of("mode", "original"));
    assertThat(client.get("/api/merge/spans").text())
        .isEqualTo("[[1,2,\"merged\"],[3,3,\"todo\"],[4,6,\"merged\"]]");
    assertThat(client.get("/api/merge/frames/2").json().at("/frame/done").asText())
        .isEqualTo("merged");
  }

  @Test
  void aBrowserKeepsOnlyPicturesOfTheOptionsThatTheirAddressNames() throws Exception {
    String version = client.get("/api/merge/frames/2").json().at("/frame/version").asText();
    PageClient.Answer named = client.get("/api/merge/frames/2/merged?v=" + version);
    assertThat(named.headers().get("cache-control")).startsWith("private, max-age");
    assertThat(client.get("/api/merge/frames/2/merged?v=other").headers().get("cache-control"))
        .isEqualTo("no-store");
  }

  @Test
  void refusesWhatItDoesNotKnow() throws Exception {
    for (String path :
        List.of(
            "/api/merge/frames/0",
            "/api/merge/frames/7",
            "/api/merge/frames/x/merged",
            "/api/merge/frames/2/..%2f..%2fjob.yaml",
            "/api/merge/frames/2/other",
            "/page/..%2f..%2fpom.xml",
            "/page/other.js")) {
      PageClient.Answer answer = client.get(path);
      assertThat(answer.status()).as(path).isIn(400, 404);
      assertThat(answer.text()).as(path).doesNotContain("mask_mode");
    }
    PageClient page = client.asPage();
    Map<String, String> wrong =
        Map.of(
            "{\"frame\":9}", "frame must be from 1 to 6, got 9",
            "[]", "the request must be a JSON object",
            "{\"frame\":1,\"set\":{\"mode\":\"x\"}}", "mode must be one of",
            "{\"frame\":1,\"set\":{\"blurr\":\"1\"}}", "blurr",
            "{\"frame\":1,\"scope\":\"some\",\"set\":{}}", "onward, range, frame or all, got some");
    for (Map.Entry<String, String> one : wrong.entrySet()) {
      PageClient.Answer answer = page.post("/api/merge/change", one.getKey());
      assertThat(answer.status()).as(one.getKey()).isEqualTo(400);
      assertThat(answer.json().get("error").asText()).contains(one.getValue());
    }
    assertThat(page.post("/api/merge/delete", "{\"frame\":1}").status()).isEqualTo(404);
    assertThat(
            page.post("/api/merge/keyframe", "{\"frame\":1,\"remove\":true}").json().get("error"))
        .hasToString("\"the keyframe of frame 1 cannot be removed\"");
  }

  @Test
  void aMissingNetworkIsSaidAndNothingIsLost() throws Exception {
    act("change", "{\"frame\":1,\"scope\":\"all\",\"set\":{\"mask_mode\":\"xseg-prd\"}}");
    PageClient.Answer answer = client.get("/api/merge/frames/1/merged");
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.json().get("error").asText()).contains("needs a segmentation network");
    act("undo", "{\"frame\":1}");
    assertThat(client.get("/api/merge/frames/1/merged").status()).isEqualTo(200);
  }

  @Test
  void otherSitesAndOtherNamesAreRefused() throws Exception {
    String change = "{\"frame\":1,\"scope\":\"all\",\"set\":{\"mode\":\"seamless\"}}";
    String path = "/api/merge/change";
    PageClient plain = client.with(PageHost.OWN_HEADER, "1");
    assertThat(plain.post(path, change).status()).as("no origin").isEqualTo(403);
    for (String origin : List.of("http://evil.example", "null", "http://127.0.0.1:1")) {
      assertThat(plain.with("Origin", origin).post(path, change).status())
          .as(origin)
          .isEqualTo(403);
    }
    assertThat(client.with("Host", "evil.example").get("/api/merge").status()).isEqualTo(421);
    assertThat(client.asPage().with("Host", "evil.example").post(path, change).status())
        .isEqualTo(421);
    assertThat(
            client.with("Sec-Fetch-Site", "cross-site").get("/api/merge/frames/1/frame").status())
        .isEqualTo(403);
    assertThat(merge.options().first().mode().option()).isEqualTo("overlay");
    assertThat(client.get("/").headers().get("content-security-policy"))
        .contains("default-src 'none'");
    assertThat(Files.exists(root.resolve("out/frames/00001.png"))).isFalse();
  }

  @Test
  void withATokenNothingIsShownBeforeItIsGiven() throws Exception {
    AccessToken token = AccessToken.random();
    try (MergePageServer guarded = start(Optional.of(token))) {
      PageClient other = new PageClient(guarded.port());
      assertThat(other.get("/api/merge").status()).isEqualTo(401);
      assertThat(other.get("/api/merge/frames/1/merged").status()).isEqualTo(401);
      PageClient.Answer opened =
          other.asPage().post("/api/session", "{\"token\":\"" + token.secret() + "\"}");
      String cookie = opened.headers().get("set-cookie").replaceFirst(";.*", "");
      assertThat(other.with("Cookie", cookie).get("/api/merge").status()).isEqualTo(200);
    }
  }
}
