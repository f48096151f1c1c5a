package org.saehdbw.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.browsers.Browser;
import org.saehdbw.dashboard.serving.AccessToken;
import org.saehdbw.dashboard.serving.PageOptions;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunLock;
import org.saehdbw.runs.RunRequest;
import org.saehdbw.runs.labels.RunLabels;
import org.saehdbw.testing.Await;
import org.saehdbw.testing.FolderCopy;

/** The page in a real browser; skipped where none is installed (Debian: apt install chromium). */
class PageBrowserIT {
  private static final String LIVE =
      "document.getElementById('connection').dataset.state === 'live'";
  private static final String LOADED = "window.page?.series()?.x.length > 0 && page.state().status";

  @TempDir private static Path profile;
  private static Browser browser;
  private static FolderCopy small;

  @TempDir private Path root;
  private Path runs;
  private RunFolder run;
  private PageServer server;

  @BeforeAll
  static void startBrowser() throws Exception {
    Optional<Path> program = Browser.installed();
    assumeTrue(program.isPresent(), "no Chromium is installed, so the page is not tested in one");
    browser = Browser.start(program.get(), profile);
  }

  /** The run of every test, which each gets a copy of. */
  @BeforeAll
  static void makeRun(@TempDir Path folder) throws Exception {
    RunFolder made = PageRuns.make(folder, "small", 3000);
    for (long iteration : new long[] {500, 1500, 3000}) {
      PageRuns.preview(made, iteration, "faces");
      PageRuns.preview(made, iteration, "faces-masked");
      made.eventLog()
          .append(
              EventKind.SAVED,
              Map.of(
                  "iteration",
                  iteration,
                  "held_out_src_error",
                  10.0 / iteration,
                  "held_out_dst_error",
                  20.0 / iteration,
                  "luma_ssim",
                  0.5));
    }
    small = FolderCopy.of(made.path());
  }

  @AfterAll
  static void stopBrowser() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void serve() throws Exception {
    runs = root.resolve("runs");
    run = new RunFolder(runs.resolve("0001_small_s1"));
    small.writeTo(run.path());
    server = start(0);
    browser.window(1280, 900, "light");
  }

  private PageServer start(int port) throws IOException {
    return PageServer.start(
        new PageOptions(PageOptions.LOOPBACK, port, false, Optional.empty()), RunIndex.of(runs));
  }

  @AfterEach
  void stop() throws Exception {
    assertThat(browser.complaints()).as("errors of scripts and of the policy").isEmpty();
    browser.open("about:blank");
    server.close();
  }

  /** Writes into a field, as a user does. */
  private static void write(String field, String text) throws Exception {
    browser.js(
        "{const f = document.getElementById('"
            + field
            + "'); f.value = '"
            + text
            + "'; f.dispatchEvent(new Event('input'));}");
  }

  private void openRun() throws Exception {
    browser.open(server.address(run));
    browser.until("the run", LOADED);
    browser.until("a picture", "document.getElementById('now').dataset.iteration !== undefined");
  }

  private void requireAsked(RunRequest request, String by) throws Exception {
    Await.until(request + " by " + by, () -> request.isAsked(run));
    request.withdraw(run);
  }

  @Test
  void theListFiltersSortsAndFollows() throws Exception {
    String hostile = "0007_<img src=x onerror=window.hurt=1>_s1";
    Files.createDirectory(runs.resolve(hostile));
    PageRuns.make(runs, "tiny", 10);
    browser.open(server.address());
    String names = "[...document.querySelectorAll('#runs .name')].map(e => e.textContent).join()";
    browser.until("all runs", names + ".split(',').length === 3");
    assertThat(browser.js(names).asText()).isEqualTo("0008_tiny_s1," + hostile + ",0001_small_s1");
    assertThat(browser.js("window.hurt ?? 0").asInt()).isZero();
    browser.click("[data-sort=\"src_loss\"]");
    browser.until("sorted", names + ".startsWith('0001_small')");
    write("filter", "tiny iteration<11");
    browser.until("one", names + " === '0008_tiny_s1'");
    browser.until("a small picture", "document.querySelector('.spark path')?.getAttribute('d')");
    write("filter", "tiny itteration<11");
    browser.until(
        "the mistake",
        "document.getElementById('filter-problem').textContent.startsWith(\"runs have no setting or"
            + " figure 'itteration'; nearest are iteration\")");
    assertThat(browser.js(names).asText()).as("as before").isEqualTo("0008_tiny_s1");
    write("filter", "tiny iteration<11");
    PageRuns.append(new RunFolder(runs.resolve("0008_tiny_s1")), 11, 12);
    browser.until("the run leaves the filter", names + " === ''");
    write("filter", "");
    write("sort", "-ae_dims");
    browser.until("its column", "!document.getElementById('by').hidden");
    assertThat(browser.js("location.search").asText()).isEqualTo("?sort=-ae_dims");
    browser.open(server.address() + "?filter=itteration%3C11");
    browser.until("all, with the mistake", names + ".split(',').length === 3");
    browser.open(server.address() + "?filter=setting.archi+%3D+df-udt&sort=iteration");
    browser.until("from the address", names + " === '0008_tiny_s1,0001_small_s1'");
    browser.click("#runs tr[data-name=\"0001_small_s1\"] .name", 0.2, 0.5);
    browser.until("the run's page", LOADED);
  }

  @Test
  void tagsAndNoteAreChanged() throws Exception {
    browser.open(server.address());
    browser.until("the run", "document.querySelectorAll('#runs .name').length === 1");
    String fill =
        "{const d = document.querySelector('dialog.labels');"
            + " d.querySelector('input').value = '%s';"
            + " d.querySelector('textarea').value = '%s'; d.querySelector('form').requestSubmit();}";
    String ready = "document.querySelector('dialog.labels .main')?.disabled === false";
    browser.click("#runs .edit");
    browser.until("the question", ready);
    browser.js(String.format(fill, "film <b>", ""));
    browser.until(
        "the refusal",
        "document.querySelector('dialog.labels .problem').textContent.startsWith('a tag must be')");
    browser.js(String.format(fill, "night film", "<img src=x onerror=window.hurt=1>"));
    browser.until("both", "document.querySelector('#runs .tags').textContent === 'film night'");
    assertThat(browser.js("document.querySelector('#runs .note').textContent").asText())
        .isEqualTo("<img src=x onerror=window.hurt=1>");
    assertThat(browser.js("document.activeElement.className").asText()).isEqualTo("edit");
    openRun();
    browser.until(
        "the note",
        "document.getElementById('note').textContent === '<img src=x onerror=window.hurt=1>'");
    RunLabels.change(run, labels -> labels.withTags(List.of("terminal")));
    browser.until(
        "a new tag", "document.getElementById('tags').textContent === 'film night terminal '");
    browser.click("#labels");
    browser.until("the question", ready);
    browser.press("s", "KeyS");
    browser.press("Escape", "Escape");
    browser.until("closed", "!document.querySelector('dialog.labels')");
    assertThat(RunRequest.SAVE.isAsked(run)).isFalse();
    assertThat(browser.js("window.hurt ?? 0").asInt()).isZero();
  }

  @Test
  void seedsAreGroupedByChoice() throws Exception {
    RunFolder other = PageRuns.make(runs, "other", 50);
    PageRuns.append(other, 51, 100);
    browser.open(server.address() + "compare?run=" + run.name() + "&run=" + other.name());
    browser.until(
        "both", "page.shown().length === 2 && !document.getElementById('seeds').disabled");
    browser.click("#seeds");
    browser.until("one line", "page.shown().length === 1 && page.chart.last('group0') !== null");
    assertThat(browser.js("page.shown()[0].runs.length").asInt()).isEqualTo(2);
    browser.until("a band", "page.chart.last('group0.high') >= page.chart.last('group0.low')");
    assertThat(browser.js("page.chart.data.x.at(-1)").asInt()).as("as far as both").isEqualTo(100);
    assertThat(browser.js("location.search").asText()).endsWith("&group=seeds");
  }

  @Test
  void theBatchIsShownByChoice() throws Exception {
    openRun();
    browser.click("[data-set=\"batch-\"]");
    browser.until(
        "what an old run says",
        "!document.getElementById('none').hidden &&"
            + " document.getElementById('none').textContent.startsWith('This run has no pictures of"
            + " its batches')");
    PageRuns.preview(run, 3000, "batch-faces");
    browser.until(
        "the batch",
        "document.getElementById('now').src.includes('0003000_batch-faces.png') &&"
            + " document.getElementById('none').hidden");
    browser.press("ArrowLeft", "ArrowLeft");
    browser.click("[data-set=\"\"]");
    browser.until("held-out", "document.getElementById('now').src.includes('0003000_faces.png')");
  }

  @Test
  void theViewsOfASweepFilterOneAnother() throws Exception {
    Path sweep = PageSweeps.make(root.resolve("sweeps"), "dims", 3);
    browser.open(server.address());
    browser.until("the sweep", "document.querySelector('#sweeps .name')?.textContent === 'dims'");
    assertThat(browser.js("document.querySelector('.how-far').textContent").asText())
        .isEqualTo("3 of 8 done");
    browser.click("#sweeps .name");
    String inside = "document.getElementById('inside').textContent";
    browser.until("all", inside + " === '8 trials'");
    String cells =
        "[...document.querySelectorAll('#matrix .point')].map(e => e.querySelector('.mean')"
            + ".textContent + ' ' + [...e.querySelectorAll('.seed')].map(s => s.textContent)"
            + ".join(' ')).join('|')";
    assertThat(browser.js(cells).asText())
        .isEqualTo("0.09000 1 ✓ 2 ·|0.08000 1 ✓ 2 ·|0.07000 1 ✓ 2 ·|– 1 · 2 ·");
    assertThat(browser.js("document.querySelectorAll('.parallel .lines path').length").asInt())
        .isEqualTo(8);
    assertThat(browser.js("document.querySelectorAll('.scatter .mean').length").asInt())
        .isEqualTo(3);
    browser.click("#matrix tbody tr:nth-child(2) th button");
    browser.until("one level", inside + " === '4 of 8 trials are inside the limits'");
    String out = "document.querySelectorAll('%s').length";
    assertThat(browser.js(out.replace("%s", ".parallel .out")).asInt()).isEqualTo(4);
    assertThat(browser.js(out.replace("%s", ".scatter .mean.out")).asInt()).isEqualTo(2);
    assertThat(browser.js(out.replace("%s", "#matrix .point[data-out=true]")).asInt()).isEqualTo(2);
    assertThat(browser.js(out.replace("%s", "#trials tbody tr[data-out=true]")).asInt())
        .isEqualTo(4);
    browser.js("document.querySelector('.axis:last-child .handle[data-end=high]').focus()");
    browser.press("ArrowDown", "ArrowDown");
    browser.until("what has no figure yet is out", inside + ".startsWith('1 of 8')");
    browser.press("Delete", "Delete");
    browser.until("four again", inside + ".startsWith('4 of 8')");
    browser.click("#hide");
    browser.until("hidden", out.replace("%s", "#trials tbody tr:not([hidden])") + " === 4");
    browser.click("#clear");
    browser.until("all again", inside + " === '8 trials'");
    new Drag(0.5, 0.5, 0.8, 0.8).over(browser, "#scatter svg", Drag.By.MOUSE);
    browser.until(
        "a part of the scatter", "page.limits.has('luma_mse') && page.limits.has('train_s')");
    PageSweeps.end(sweep, 4);
    browser.until("a new result", cells + ".endsWith('0.06000 1 ✓ 2 ·')");
    browser.js("document.querySelector('#trials .name').click()");
    browser.until("the run of a trial", LOADED);
    browser.until("its sweep", "document.getElementById('sweep').textContent === 'dims'");
  }

  @Test
  void fingersAndPensDragOverASweep() throws Exception {
    PageSweeps.make(root.resolve("sweeps"), "dims", 3);
    browser.window(390, 844, "light");
    browser.open(server.address() + "sweeps/dims");
    browser.until("the scatter", "document.querySelectorAll('.scatter .mean').length === 3");
    String both = "page.limits.has('luma_mse') && page.limits.has('train_s')";
    String ends = "[...page.limits.get('train_s'), ...page.limits.get('luma_mse')].join()";
    String fromMiddle =
        "(() => { const b = document.querySelector('.plot').getBoundingClientRect();"
            + " return b.y + b.height / 2 - innerHeight / 2; })()";
    Drag part = new Drag(0.3, 0.2, 0.8, 0.9);
    List<String> found = new ArrayList<>();
    for (Drag.By by : Drag.By.values()) {
      part.over(browser, "#scatter .plot", by);
      browser.until("a part of the scatter by " + by, both);
      found.add(browser.js(ends).asText());
      double apart = browser.js(fromMiddle).asDouble();
      assertThat(apart).as("the page does not scroll with it, " + by).isBetween(-60.0, 60.0);
      browser.js("document.getElementById('clear').click()");
      browser.until("no limits", "page.limits.size === 0");
    }
    assertThat(found).as("the same part by mouse, pen and finger").containsOnly(found.get(0));
    new Drag(0.5, 0.1, 0.5, 0.6).over(browser, ".axis:last-child .hit", Drag.By.FINGER);
    browser.until("a part of an axis", "page.limits.size === 1");
    String kept = "page.limits.get('luma_mse')[1] - page.limits.get('luma_mse')[0]";
    assertThat(browser.js(kept).asDouble()).as("to the finger's end").isGreaterThan(0.008);
    browser.js("document.getElementById('clear').click()");
    browser.until("no limits", "page.limits.size === 0");
    browser.js("scrollTo(0, document.querySelector('#scatter svg').getBoundingClientRect().top)");
    double before = browser.js("scrollY").asDouble();
    new Drag(0.5, 0.97, 0.5, 0.3).over(browser, "#scatter svg", Drag.By.FINGER);
    browser.until("the page scrolls below the plot", "scrollY > " + (before + 50));
    assertThat(browser.js("page.limits.size").asInt()).isZero();
  }

  @Test
  void aSweepThatDoesNotExistIsNamed() throws Exception {
    browser.open(server.address() + "sweeps/%3Cb%3Egone");
    browser.until(
        "the problem",
        "document.getElementById('problem').textContent === '<b>gone: this sweep does not exist'");
  }

  @Test
  void chosenRunsAreCompared() throws Exception {
    RunFolder other = PageRuns.make(runs, "other", 50);
    // The page that compares asks every two seconds.
    String hurry =
        browser.beforePages(
            "{ const own = setInterval; window.setInterval = (f, ms) => own(f, ms / 10); }");
    browser.open(server.address());
    browser.until("both", "document.querySelectorAll('#runs .name').length === 2");
    browser.click("#runs tr[data-name=\"0001_small_s1\"] input");
    browser.click("#runs tr[data-name=\"0002_other_s1\"] input");
    browser.click("#compare");
    browser.until(
        "both curves",
        "page.chart.last('0001_small_s1') !== null && page.chart.last('0002_other_s1') !== null");
    assertThat(browser.js("page.chart.last('0001_small_s1')").asDouble()).isBetween(2.0, 2.01);
    String rows =
        "[...document.querySelectorAll('#differing tbody tr')].map(e => e.textContent).join()";
    browser.until("the table", rows + ".includes('iteration3,00050')");
    assertThat(browser.js(rows).asText()).doesNotContain("resolution");
    PageRuns.append(other, 51, 60);
    browser.until("a longer curve", rows + ".includes('iteration3,00060')");
    browser.forget(hurry);
  }

  @Test
  void chartsShowTheLastValues() throws Exception {
    openRun();
    assertThat(browser.js("page.charts.loss.last('src_loss')").asDouble()).isBetween(1.0, 1.001);
    assertThat(browser.js("page.charts.step.last('step_ms')").asDouble()).isEqualTo(100);
    assertThat(browser.js("page.charts.samples.last('samples_s')").asDouble()).isEqualTo(120);
    assertThat(browser.js("page.charts.memory.last('resident_mib')").asDouble()).isEqualTo(500);
    assertThat(browser.js("page.charts.rate.last('lr_factor')").asDouble()).isEqualTo(1);
    browser.until("held-out faces", "page.charts.heldOut.last('held_out_src_error') !== null");
    assertThat(browser.js("page.charts.heldOut.last('held_out_src_error')").asDouble())
        .isEqualTo(0.0033333334);
    for (String chart : List.of("loss", "step", "samples", "memory", "rate", "held-out")) {
      browser.until(
          chart + " has lines",
          "(() => { const c = document.querySelector('#"
              + chart
              + " canvas'); if (!c) return false; const d = c.getContext('2d').getImageData(0, 0,"
              + " c.width, c.height).data; let n = 0; for (let i = 3; i < d.length; i += 4) n +="
              + " d[i] > 0; return n > 500; })()");
    }
    assertThat(browser.js("document.querySelector('#loss .canvas').ariaLabel ?? ''").asText())
        .contains("last values: src 1.0");
    assertThat(browser.js("document.getElementById('f-iteration').textContent").asText())
        .isEqualTo("3,000");
    PageRuns.append(run, 3001, 3002);
    browser.until("a new point", "page.series().x.at(-1) === 3002");
    browser.until("its figure", "document.getElementById('f-iteration').textContent === '3,002'");
    assertThat(browser.js("page.charts.loss.last('dst_loss')").asDouble())
        .isBetween(2.0003, 2.0004);
  }

  @Test
  void rangesScaleAndFigures() throws Exception {
    openRun();
    browser.click("[data-range=\"1000\"]");
    browser.until("the last 1,000", "page.series().x[0] > 2000 && page.series().x[0] < 2010");
    browser.click("[data-range=\"0\"]");
    browser.until("all", "page.series().x[0] < 20");
    browser.click("#log");
    browser.until("a log axis", "page.charts.loss.plot.scales.y.distr === 3");
    browser.click("#outliers");
    browser.until("outliers", "page.charts.loss.outliers");
    browser.js(
        "{const f = document.getElementById('figure'); f.value = 'luma_ssim';"
            + " f.dispatchEvent(new Event('change'));}");
    browser.until("another figure", "page.charts.heldOut.last('luma_ssim') === 0.5");
    browser.js("page.charts.loss.zoomed([100, 200])");
    browser.until("a chosen range", "page.series().x[0] === 100 && page.series().x.at(-1) === 200");
    browser.js("page.charts.loss.zoomed(null)");
    browser.until("all again", "page.series().x.at(-1) === 3000");
  }

  @Test
  @SuppressWarnings("try") // the lock is held, not called
  void everyKeyWorksInALatinAndInACyrillicLayout() throws Exception {
    try (RunLock held = RunLock.acquire(run)) {
      openRun();
      browser.until("a trainer", "page.state().held");
      String range = "document.querySelector('#ranges [aria-checked=\"true\"]').dataset.range";
      browser.press("1", "Digit1");
      browser.until("1", range + " === '1000'");
      browser.press("l", "KeyL");
      browser.until("l", range + " === '2500'");
      browser.press("д", "KeyL");
      browser.until("the place of l", range + " === '5000'");
      browser.press("&", "Digit1");
      browser.until("a French 1", range + " === '10000'");
      for (String[] key :
          new String[][] {{"2", "Digit2"}, {"s", "KeyS"}, {"ы", "KeyS"}, {"2", "Numpad2"}}) {
        browser.press(key[0], key[1]);
        requireAsked(RunRequest.SAVE, key[0]);
      }
      for (int digit = 3; digit <= 9; digit++) {
        browser.press(String.valueOf(digit), "Digit" + digit);
        requireAsked(RunRequest.PREVIEW, String.valueOf(digit));
      }
      for (String key : List.of("p", "з")) {
        browser.press(key, "KeyP");
        requireAsked(RunRequest.PREVIEW, key);
      }
      for (String[] key : new String[][] {{"0", "Digit0"}, {"b", "KeyB"}, {"и", "KeyB"}}) {
        browser.press(key[0], key[1]);
        requireAsked(RunRequest.BACKUP, key[0]);
      }
      browser.press(" ", "Space");
      browser.until("the next kind", "page.previews.kind === 'faces-masked'");
      browser.press("Enter", "Enter");
      browser.until("the question", "document.getElementById('stop').open");
      browser.press("2", "Digit2");
      browser.press("Escape", "Escape");
      browser.until("no question", "!document.getElementById('stop').open");
      assertThat(RunRequest.STOP.isAsked(run)).isFalse();
      assertThat(RunRequest.SAVE.isAsked(run)).as("a key during the question").isFalse();
      browser.press("Enter", "Enter");
      browser.until("the question", "document.getElementById('stop').open");
      browser.press("Enter", "Enter");
      requireAsked(RunRequest.STOP, "Enter twice");
    }
  }

  @Test
  @SuppressWarnings("try") // the lock is held, not called
  void everyButtonWorks() throws Exception {
    try (RunLock held = RunLock.acquire(run)) {
      openRun();
      browser.until("a trainer", "page.state().held");
      for (RunRequest request : List.of(RunRequest.SAVE, RunRequest.PREVIEW, RunRequest.BACKUP)) {
        browser.click("[data-action=\"" + request.word() + "\"]");
        requireAsked(request, "its button");
      }
      browser.click("[data-action=\"pause\"]");
      Await.until("a pause", () -> RunRequest.PAUSE.isAsked(run));
      browser.until("the button to continue", "document.querySelector('[data-action=\"resume\"]')");
      browser.click("[data-action=\"resume\"]");
      Await.until("no pause", () -> !RunRequest.PAUSE.isAsked(run));
      browser.click("[data-action=\"stop\"]");
      browser.until("the question", "document.getElementById('stop').open");
      browser.click("#stop button[value=\"yes\"]");
      requireAsked(RunRequest.STOP, "its button");
      browser.js("document.getElementById('figure').focus()");
      browser.press("s", "KeyS");
      browser.press("x", "KeyX");
      assertThat(RunRequest.SAVE.isAsked(run)).as("a letter in a field").isFalse();
    }
    browser.until("no trainer", "document.querySelector('[data-action=\"save\"]').disabled");
  }

  @Test
  void theTimeSliderMovesTheMarker() throws Exception {
    openRun();
    browser.until("the newest", "page.charts.loss.marker === 3000");
    browser.js(
        "{const t = document.getElementById('time'); t.value = 0; t.dispatchEvent(new"
            + " Event('input'));}");
    browser.until("the first", "document.getElementById('now').dataset.iteration === '500'");
    assertThat(browser.js("page.charts.loss.marker").asInt()).isEqualTo(500);
    browser.click("[data-kind=\"faces-masked\"]");
    browser.until(
        "the same time of another kind",
        "document.getElementById('now').src.includes('0000500_faces-masked.png')");
    PageRuns.preview(run, 3010, "faces-masked");
    browser.until("a new preview", "document.getElementById('time').max === '3'");
    assertThat(browser.js("page.charts.loss.marker").asInt()).as("it stays").isEqualTo(500);
    browser.click("#comparing");
    browser.until("before", "!document.getElementById('before').hidden");
    browser.js("page.previews.goTo(3)");
    browser.until(
        "both times",
        "document.getElementById('now').dataset.iteration === '3010' &&"
            + " document.getElementById('before').dataset.iteration === '500'");
    browser.click("#open", 0.9, 0.9);
    browser.until(
        "one face",
        "document.getElementById('zoom').open && document.getElementById('zoom-title').textContent"
            + " === 'swap, row 4'");
    browser.press("ArrowUp", "ArrowUp");
    browser.until(
        "the one above",
        "document.getElementById('zoom-title').textContent === 'swap, row 3' &&"
            + " document.getElementById('zoom-now').width === 1024");
    browser.click("#zoom-close");
    browser.until("closed", "!document.getElementById('zoom').open");
  }

  @Test
  void itConnectsAgainAfterTheServerWasGone() throws Exception {
    openRun();
    browser.until("live", LIVE);
    int port = server.port();
    server.close();
    browser.until(
        "not connected",
        "document.getElementById('connection').textContent === 'not connected, trying again'");
    PageRuns.append(run, 3001, 3010);
    server = start(port);
    browser.until("live", LIVE);
    browser.until("what came meanwhile", "page.series()?.x.at(-1) === 3010");
  }

  @Test
  void aRunThatDoesNotExistIsNamed() throws Exception {
    browser.open(server.address() + "runs/0099_%3Cb%3Egone_s1");
    browser.until(
        "the problem", "document.getElementById('problem').textContent.includes('does not exist')");
    assertThat(browser.js("document.getElementById('problem').textContent").asText())
        .startsWith("0099_<b>gone_s1: ");
  }

  @Test
  void theTokenIsAskedForOnce() throws Exception {
    server.close();
    AccessToken token = AccessToken.of("sixteen-letters-or-more");
    server =
        PageServer.start(
            new PageOptions(PageOptions.LOOPBACK, 0, false, Optional.of(token)), RunIndex.of(runs));
    browser.open(server.address(run));
    browser.until("the question", "document.querySelector('dialog.ask')?.open");
    String answer =
        "{const d = document.querySelector('dialog.ask'); d.querySelector('input').value = '%s';"
            + " d.querySelector('form').requestSubmit();}";
    browser.js(answer.replace("%s", "sixteen-letters-or-less"));
    browser.until(
        "the refusal",
        "document.querySelector('dialog.ask .problem').textContent.startsWith('this is not the')");
    browser.js(answer.replace("%s", token.secret()));
    browser.until("the run", LOADED);
    assertThat(browser.js("document.cookie").asText()).as("hidden from scripts").isEmpty();
    browser.open(server.address());
    browser.until("the list", "document.querySelectorAll('#runs .name').length === 1");
  }

  @Test
  void nothingIsWiderThanAPhone() throws Exception {
    browser.window(390, 844, "dark");
    PageSweeps.make(root.resolve("sweeps"), "dims", 3);
    for (String address :
        List.of(
            server.address(),
            server.address(run),
            server.address() + "sweeps/dims",
            server.address() + "compare?run=" + run.name())) {
      browser.open(address);
      browser.until("live", LIVE);
      assertThat(browser.js("document.documentElement.scrollWidth").asInt())
          .as(address)
          .isLessThanOrEqualTo(390);
    }
  }

  /** Axe knows the rules of WCAG 2.2 that a program can check. */
  @Test
  void axeFindsNoViolation() throws Exception {
    PageSweeps.make(root.resolve("sweeps"), "dims", 3);
    RunLabels.change(run, labels -> labels.withTags(List.of("film")).withNote("note"));
    String script = browser.beforePages(AxeCheck.script());
    try {
      openRun();
      requireNoViolation("run");
      browser.open(server.address() + "sweeps/dims");
      browser.until("the sweep", "document.querySelector('#trials tbody tr')");
      requireNoViolation("sweep");
      browser.open(server.address());
      browser.until("the list", "document.querySelectorAll('#runs .name').length === 1");
      requireNoViolation("list");
      browser.js("document.querySelector('.edit').click()");
      browser.until("the question", "document.querySelector('dialog.labels')?.open");
      requireNoViolation("labels");
      browser.open(server.address() + "compare?run=" + run.name() + "&run=" + run.name());
      browser.until("the table", "document.querySelector('#differing tbody tr')");
      AxeCheck.requireNone(browser, "compare", "");
    } finally {
      browser.forget(script);
    }
  }

  /** Looks at a page as wide as on a desktop and on a phone, and in dark colours. */
  private static void requireNoViolation(String page) throws Exception {
    AxeCheck.requireNone(browser, page, "");
    browser.window(390, 900, "light");
    AxeCheck.requireNone(browser, page, "");
    // Only colours are others.
    browser.window(1280, 900, "dark");
    AxeCheck.requireNone(browser, page, "runOnly: ['color-contrast'], ");
    browser.window(1280, 900, "light");
  }
}
