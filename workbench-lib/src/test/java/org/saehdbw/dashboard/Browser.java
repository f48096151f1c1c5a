package org.saehdbw.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.saehdbw.testing.Await;

/** A real Chromium without a window, driven over its DevTools protocol. */
final class Browser implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final int SECONDS = 30;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int PAUSE_MILLIS = 40;

  private final ObjectMapper mapper = new ObjectMapper();
  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger number = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  private Browser(Process process, URI page) {
    this.process = process;
    socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(page, new Listener()).join();
  }

  /** Returns the program of an installed browser. */
  static Optional<Path> installed() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts a browser with an empty profile in a folder. */
  static Browser start(Path program, Path profile) throws Exception {
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Path file = profile.resolve("DevToolsActivePort");
    Await.until("the browser", () -> Files.exists(file) && Files.size(file) > 0);
    URI list = URI.create("http://127.0.0.1:" + Files.readAllLines(file).get(0) + "/json");
    HttpResponse<String> tabs =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(list).build(), HttpResponse.BodyHandlers.ofString());
    for (JsonNode tab : new ObjectMapper().readTree(tabs.body())) {
      if (tab.path("type").asText().equals("page")) {
        Browser browser =
            new Browser(process, URI.create(tab.path("webSocketDebuggerUrl").asText()));
        for (String domain : List.of("Runtime", "Log", "Page", "Network")) {
          browser.call(domain + ".enable", Map.of());
        }
        return browser;
      }
    }
    process.destroyForcibly();
    throw new IOException("the browser has no page: " + tabs.body());
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        take(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedFuture(null);
    }
  }

  private void take(String message) {
    try {
      JsonNode node = mapper.readTree(message);
      String method = node.path("method").asText();
      if (node.has("id")) {
        CompletableFuture<JsonNode> answer = waiting.remove(node.path("id").asInt());
        if (answer != null) {
          answer.complete(node);
        }
      } else if (method.equals("Runtime.exceptionThrown")) {
        complaints.add(node.path("params").path("exceptionDetails").toString());
      } else if (method.equals("Log.entryAdded")
          && node.path("params").path("entry").path("source").asText().equals("security")) {
        complaints.add(node.path("params").path("entry").path("text").asText());
      }
    } catch (IOException e) {
      complaints.add(message);
    }
  }

  JsonNode call(String method, Map<String, ?> parameters) throws Exception {
    int own = number.incrementAndGet();
    ObjectNode message = mapper.createObjectNode().put("id", own).put("method", method);
    message.set("params", mapper.valueToTree(parameters));
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(own, answer);
    socket.sendText(message.toString(), true).get(SECONDS, TimeUnit.SECONDS);
    try {
      JsonNode node = answer.get(SECONDS, TimeUnit.SECONDS);
      assertThat(node.has("error")).as(node.toString()).isFalse();
      return node.path("result");
    } catch (TimeoutException e) {
      throw new IOException(method + " was not answered", e);
    }
  }

  /** Sets the window's size and colours. */
  void window(int width, int height, String scheme) throws Exception {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    call(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  void open(String address) throws Exception {
    complaints.clear();
    call("Page.navigate", Map.of("url", address));
  }

  /** What a script returns. */
  JsonNode js(String script) throws Exception {
    JsonNode result =
        call(
            "Runtime.evaluate",
            Map.of("expression", script, "returnByValue", true, "awaitPromise", true));
    assertThat(result.has("exceptionDetails")).as(script + ": " + result).isFalse();
    return result.path("result").path("value");
  }

  /** Waits until a script returns true. */
  void until(String what, String script) throws Exception {
    boolean came =
        Await.comes(
            PATIENCE,
            () -> {
              boolean holds =
                  js("(() => { try { return Boolean("
                          + script
                          + "); } catch { return false; } })()")
                      .asBoolean();
              if (!holds) {
                // The browser needs the processor more than the test does.
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
              }
              return holds;
            });
    if (!came) {
      String page =
          js("document.activeElement?.outerHTML.slice(0, 200) + ' | ' +"
                  + " [...document.querySelectorAll('[role=alert], [role=status]')]"
                  + ".map(e => e.textContent).join(' | ')")
              .asText();
      throw new AssertionError(what + " did not come: " + script + "; focus and words: " + page);
    }
  }

  /** Presses a key as a keyboard of any layout sends it. */
  void press(String key, String code) throws Exception {
    String text = key.length() == 1 ? key : key.equals("Enter") ? "\r" : "";
    call("Input.dispatchKeyEvent", key("keyDown", key, code, text));
    call("Input.dispatchKeyEvent", key("keyUp", key, code, ""));
  }

  private static Map<String, Object> key(String type, String key, String code, String text) {
    int virtual = key.equals("Enter") ? 13 : key.equals("Escape") ? 27 : 0;
    return Map.of(
        "type", type, "key", key, "code", code, "text", text, "windowsVirtualKeyCode", virtual);
  }

  /** Clicks the middle of the element that a selector finds, or a part of its width and height. */
  void click(String selector, double across, double down) throws Exception {
    JsonNode box =
        js(
            "(() => { const e = document.querySelector('"
                + selector
                + "'); e.scrollIntoView({block: 'center'}); const b = e.getBoundingClientRect();"
                + " return [b.x, b.y, b.width, b.height]; })()");
    double x = box.get(0).asDouble() + across * box.get(2).asDouble();
    double y = box.get(1).asDouble() + down * box.get(3).asDouble();
    for (String type : List.of("mousePressed", "mouseReleased")) {
      call(
          "Input.dispatchMouseEvent",
          Map.of("type", type, "x", x, "y", y, "button", "left", "clickCount", 1));
    }
  }

  void click(String selector) throws Exception {
    click(selector, 0.5, 0.5);
  }

  /** Writes a picture of the window. */
  void screenshot(Path png) throws Exception {
    String data = call("Page.captureScreenshot", Map.of("format", "png")).path("data").asText();
    Files.write(png, Base64.getDecoder().decode(data));
  }

  /** Errors of scripts, and what the content security policy refused. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  @Override
  public void close() throws Exception {
    socket.abort();
    process.destroy();
    if (!process.waitFor(5, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
