package org.saehdbw.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.saehdbw.browsers.Browser;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.metrics.MetricsRow;

/** Measures the live page beside a training: what it costs, and how soon it shows something. */
final class PageBenchmark {
  /** With which pages open an iteration is timed. */
  enum Open {
    NONE,
    ONE,
    MANY,
    BROWSER
  }

  static final int MANY_PAGES = 20;
  static final int ROWS = 1_000_000;

  /** The first iterations of a block still have what opening the page cost. */
  private static final int SKIPPED = 3;

  private static final String LOADED =
      "window.page?.series()?.x.length > 0 && window.page.state().status";

  private final PageTraining training;
  private final Path folder;
  private final int iterations;
  private final Consumer<String> remarks;
  private final HttpClient client = HttpClient.newHttpClient();
  private final PageTimes times = new PageTimes();

  PageBenchmark(PageTraining training, Path folder, int iterations, Consumer<String> remarks) {
    this.training = training;
    this.folder = folder;
    this.iterations = iterations;
    this.remarks = remarks;
  }

  /** Measures in rounds, each with every number of open pages. */
  PageTimes run(int rounds) throws IOException, InterruptedException {
    longRun();
    Path profile = Files.createDirectories(folder.resolve("browser"));
    if (Browser.installed().isEmpty()) {
      remarks.accept("no Chromium is installed: first paint and weight are not measured");
      blocks(rounds);
    } else {
      try (Browser browser = Browser.start(Browser.installed().get(), profile)) {
        browser.window(1280, 900, "light");
        for (int round = 0; round < rounds; round++) {
          firstPaint(browser);
          browser.open("about:blank");
        }
        blocks(rounds);
        for (int round = 0; round < rounds; round++) {
          times.add(Open.NONE, block());
          browser.open(page());
          times.add(Open.BROWSER, block());
          browser.open("about:blank");
        }
      }
    }
    return times;
  }

  private void blocks(int rounds) throws IOException, InterruptedException {
    for (int round = 1; round <= rounds; round++) {
      remarks.accept("round " + round + " of " + rounds);
      times.add(Open.NONE, block());
      with(1, Open.ONE);
      times.add(Open.NONE, block());
      with(MANY_PAGES, Open.MANY);
    }
  }

  private String page() {
    return training.address() + "runs/" + training.run().name();
  }

  private List<MetricsRow> block() throws IOException, InterruptedException {
    training.next(SKIPPED);
    return training.next(iterations);
  }

  private void with(int pages, Open open) throws IOException, InterruptedException {
    List<PageReader> readers = new ArrayList<>();
    try {
      for (int i = 0; i < pages; i++) {
        readers.add(PageReader.open(client, training.address(), training.run().name()));
      }
      List<MetricsRow> rows = block();
      times.add(open, rows);
      for (PageReader reader : readers) {
        times.delays(open, delays(rows, reader.arrivals()));
      }
    } finally {
      for (PageReader reader : readers) {
        reader.close();
      }
    }
  }

  /**
   * Seconds from the end of an iteration to the point that has it; the last ones are on their way.
   */
  static double[] delays(List<MetricsRow> rows, Map<Long, Long> arrivals) {
    TreeMap<Long, Long> sorted = new TreeMap<>(arrivals);
    return rows.stream()
        .filter(row -> sorted.ceilingEntry(row.iteration()) != null)
        .mapToDouble(
            row -> sorted.ceilingEntry(row.iteration()).getValue() / 1e3 - row.wallClockSeconds())
        .toArray();
  }

  private void firstPaint(Browser browser) throws IOException, InterruptedException {
    browser.call("Network.clearBrowserCache", Map.of());
    browser.open(page());
    browser.until("the page's own code", "window.page");
    double shown =
        browser
            .js(
                "new Promise(done => { const look = () => "
                    + LOADED
                    + " ? done(performance.now()) : setTimeout(look, 5); look(); })")
            .asDouble();
    JsonNode found =
        browser.js(
            "(() => { const all = [...performance.getEntriesByType('navigation'),"
                + " ...performance.getEntriesByType('resource')];"
                + " const sum = test => all.filter(test).reduce((n, e) => n + e.transferSize, 0);"
                + " const data = e => e.name.includes('/api/');"
                + " const picture = e => /previews|thumbnails/.test(e.name);"
                + " return [performance.getEntriesByName('first-contentful-paint')[0]?.startTime,"
                + " sum(e => !data(e)), sum(e => data(e) && !picture(e))]; })()");
    times.painted(found.get(0).asDouble(), shown);
    times.weighed(found.get(1).asDouble(), found.get(2).asDouble());
  }

  /** A run of so many rows beside the one that is trained, opened twice. */
  private void longRun() throws IOException, InterruptedException {
    RunFolder run = training.run();
    Path other = run.path().resolveSibling("0099_long_s1");
    Files.createDirectories(other);
    for (Path file : List.of(run.settingsFile(), run.eventsFile())) {
      Files.copy(file, other.resolve(file.getFileName()));
    }
    DrawnMetrics.write(new RunFolder(other).metricsFile(), ROWS, 1);
    String address = training.address() + "api/runs/" + other.getFileName() + "/series?points=600";
    double[] seconds = new double[2];
    for (int i = 0; i < seconds.length; i++) {
      long begun = System.nanoTime();
      PageReader.get(client, address);
      seconds[i] = (System.nanoTime() - begun) / 1e9;
    }
    times.longRun(seconds[0], seconds[1]);
  }
}
