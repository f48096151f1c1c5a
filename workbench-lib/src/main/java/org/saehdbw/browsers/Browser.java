package org.saehdbw.browsers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.saehdbw.processes.ChildStart;

/**
 * A real Chromium without a window, driven over its DevTools protocol. It works while tests and
 * measurements look at a page; nothing else here needs a browser.
 */
public final class Browser implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration START = Duration.ofMinutes(2);
  private static final int PAUSE_MILLIS = 15;
  private static final int PHONE = 500;
  private static final Map<String, Integer> VIRTUAL = Map.of("Tab", 9, "Enter", 13, "Escape", 27);

  /** The control key is held. */
  public static final int CTRL = 2;

  /** Shift is held. */
  public static final int SHIFT = 8;

  private final Process process;
  private final DevTools page;

  private Browser(Process process, DevTools page) {
    this.process = process;
    this.page = page;
  }

  /** Returns the program of an installed browser. */
  public static Optional<Path> installed() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts a browser.
   *
   * @param program such as {@link #installed} finds
   * @param profile an empty folder, for what the browser writes
   * @throws IOException if it does not start
   */
  public static Browser start(Path program, Path profile) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            program.toString(),
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
            "--no-first-run",
            "--disable-extensions",
            "--disable-sync",
            "--disable-component-update",
            "--disable-background-networking",
            "--remote-debugging-port=0",
            "--user-data-dir=" + profile,
            "about:blank");
    Process process = ChildStart.of(command).printingTo(profile.resolve("browser.log")).start();
    try {
      DevTools page = new DevTools(address(profile.resolve("DevToolsActivePort"), process));
      for (String domain : List.of("Runtime", "Log", "Page", "Network")) {
        page.call(domain + ".enable", Map.of());
      }
      return new Browser(process, page);
    } catch (IOException | InterruptedException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** The browser writes its port into a file once it listens. */
  private static URI address(Path file, Process process) throws IOException, InterruptedException {
    long end = System.nanoTime() + START.toNanos();
    while (!Files.exists(file) || Files.size(file) == 0) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IOException("the browser did not start: " + file + " was not written");
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
    URI list = URI.create("http://127.0.0.1:" + Files.readAllLines(file).get(0) + "/json");
    HttpResponse<String> tabs =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(list).build(), HttpResponse.BodyHandlers.ofString());
    for (JsonNode tab : new ObjectMapper().readTree(tabs.body())) {
      if (tab.path("type").asText().equals("page")) {
        return URI.create(tab.path("webSocketDebuggerUrl").asText());
      }
    }
    throw new IOException("the browser has no page: " + tabs.body());
  }

  /**
   * Asks by a method of the protocol.
   *
   * @throws IOException if the browser refuses, or does not answer
   */
  public JsonNode call(String method, Map<String, ?> parameters)
      throws IOException, InterruptedException {
    return page.call(method, parameters);
  }

  /**
   * Sets the window's size and colours.
   *
   * @param scheme {@code light} or {@code dark}
   */
  public void window(int width, int height, String scheme)
      throws IOException, InterruptedException {
    Map<String, Object> size =
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < PHONE);
    call("Emulation.setDeviceMetricsOverride", size);
    Map<String, String> colours = Map.of("name", "prefers-color-scheme", "value", scheme);
    call("Emulation.setEmulatedMedia", Map.of("features", List.of(colours)));
  }

  /**
   * Runs a script in each page that is opened from now on, before the page's own, until {@link
   * #forget}.
   *
   * @return its name
   */
  public String beforePages(String script) throws IOException, InterruptedException {
    return call("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script))
        .path("identifier")
        .asText();
  }

  /** Ends what {@link #beforePages} began. */
  public void forget(String name) throws IOException, InterruptedException {
    call("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", name));
  }

  /** Opens a page, and forgets the complaints of the one before. */
  public void open(String address) throws IOException, InterruptedException {
    page.forgetComplaints();
    call("Page.navigate", Map.of("url", address));
  }

  /**
   * Returns what a script returns; promises are waited for.
   *
   * @throws IOException if the script fails; the message has the script
   */
  public JsonNode js(String script) throws IOException, InterruptedException {
    Map<String, Object> question =
        Map.of("expression", script, "returnByValue", true, "awaitPromise", true);
    JsonNode result = call("Runtime.evaluate", question);
    if (result.has("exceptionDetails")) {
      throw new IOException(script + " failed in the page: " + result);
    }
    return result.path("result").path("value");
  }

  /**
   * Waits until a script returns true.
   *
   * @param what comes, for the message
   * @throws IOException if it does not come; the message has the page's focus and words
   */
  public void until(String what, String script) throws IOException, InterruptedException {
    String whole = "(() => { try { return Boolean(" + script + "); } catch { return false; } })()";
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!js(whole).asBoolean()) {
      if (System.nanoTime() > end) {
        throw new IOException(
            what + " did not come: " + script + "; focus and words: " + words().asText());
      }
      // The browser needs the processor more than who waits for it.
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }

  private JsonNode words() throws IOException, InterruptedException {
    return js(
        "document.activeElement?.outerHTML.slice(0, 200) + ' | ' +"
            + " [...document.querySelectorAll('[role=alert], [role=status]')]"
            + ".map(e => e.textContent).join(' | ')");
  }

  /** Presses a key as a keyboard of any layout sends it. */
  public void press(String key, String code) throws IOException, InterruptedException {
    press(key, code, 0);
  }

  /**
   * Presses a key while others are held.
   *
   * @param held {@link #CTRL}, {@link #SHIFT} or their sum
   */
  public void press(String key, String code, int held) throws IOException, InterruptedException {
    boolean isText = key.length() == 1 && (held & CTRL) == 0;
    String text = isText ? key : key.equals("Enter") ? "\r" : "";
    call("Input.dispatchKeyEvent", key("keyDown", key, code, text, held));
    call("Input.dispatchKeyEvent", key("keyUp", key, code, "", held));
  }

  private static Map<String, Object> key(
      String type, String key, String code, String text, int held) {
    return Map.of(
        "type",
        type,
        "key",
        key,
        "code",
        code,
        "text",
        text,
        "modifiers",
        held,
        "windowsVirtualKeyCode",
        VIRTUAL.getOrDefault(key, 0));
  }

  /** Clicks the element that a selector finds, at a part of its width and height. */
  public void click(String selector, double across, double down)
      throws IOException, InterruptedException {
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

  /** Clicks the middle of the element that a selector finds. */
  public void click(String selector) throws IOException, InterruptedException {
    click(selector, 0.5, 0.5);
  }

  /** Writes a picture of the window. */
  public void screenshot(Path png) throws IOException, InterruptedException {
    String data = call("Page.captureScreenshot", Map.of("format", "png")).path("data").asText();
    Files.write(png, Base64.getDecoder().decode(data));
  }

  /** Returns errors of scripts, and what the content security policy refused. */
  public List<String> complaints() {
    return page.complaints();
  }

  /** Ends the browser, and its other processes, which write into the profile until they end. */
  @Override
  public void close() throws InterruptedException {
    page.close();
    List<ProcessHandle> others = process.descendants().toList();
    process.destroy();
    if (!process.waitFor(5, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    others.forEach(ProcessHandle::destroyForcibly);
    others.forEach(other -> other.onExit().join());
  }
}
