package org.saehdbw.dashboard.merges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.browsers.Browser;
import org.saehdbw.dashboard.AxeCheck;
import org.saehdbw.dashboard.serving.PageOptions;
import org.saehdbw.merging.interactive.InteractiveMerge;
import org.saehdbw.merging.jobs.DrawnClip;
import org.saehdbw.merging.jobs.Merge;
import org.saehdbw.testing.Await;
import org.saehdbw.testing.TinyModel;

/** The merge page in a real browser; skipped where none is installed. */
class MergePageBrowserIT {
  private static final int FRAMES = 12;

  @TempDir private static Path profile;
  private static Browser browser;

  @TempDir private Path root;
  private InteractiveMerge merge;
  private MergePageServer server;

  @BeforeAll
  static void startBrowser() throws Exception {
    Optional<Path> program = Browser.installed();
    assumeTrue(program.isPresent(), "no Chromium is installed, so the page is not tested in one");
    browser = Browser.start(program.get(), profile);
  }

  @AfterAll
  static void stopBrowser() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void window() throws Exception {
    browser.window(1280, 900, "light");
  }

  private void serve(String model) throws Exception {
    Merge asked =
        Merge.of(TinyModel.pretrained(model, root.resolve("runs")))
            .frames(DrawnClip.frames(root.resolve("frames"), FRAMES))
            .faces(
                DrawnClip.faces(root.resolve("faces"), IntStream.range(0, FRAMES).boxed().toList()))
            .into(root.resolve("out"))
            .set("mask_mode", "dst")
            .threads(1);
    merge = InteractiveMerge.open(asked);
    server = start(0);
    open("?frame=3");
  }

  private MergePageServer start(int port) throws Exception {
    return MergePageServer.start(
        new PageOptions(PageOptions.LOOPBACK, port, false, Optional.empty()), merge);
  }

  private void open(String more) throws Exception {
    browser.open(server.address() + more);
    browser.until("a picture", "document.getElementById('view').dataset.frame !== undefined");
  }

  @AfterEach
  void stop() throws Exception {
    if (server != null) {
      assertThat(browser.complaints()).as("errors of scripts and of the policy").isEmpty();
      browser.open("about:blank");
      server.close();
      merge.close();
    }
  }

  private static void until(String what, String option, String value) throws Exception {
    browser.until(what, "document.getElementById('o-" + option + "').value === '" + value + "'");
  }

  private static String shownFrame() throws Exception {
    return browser.js("document.getElementById('view').dataset.frame").asText();
  }

  /** Every key that changes an option: letter, place, with Shift, and what it must come to. */
  @ParameterizedTest
  @ValueSource(strings = {"df-ud-32-8-4-4-2-gray", "df-ud-32-8-4-4-2-colour"})
  void everyKeyChangesItsOption(String model) throws Exception {
    serve(model);
    String modes = "original overlay hist-match seamless seamless-hist-match raw-rgb raw-predict";
    String[] words = modes.split(" ");
    for (int i = words.length - 1; i >= 0; i--) {
      String key = i == 0 ? "`" : String.valueOf(i);
      browser.press(key, i == 0 ? "Backquote" : "Digit" + i);
      until(key, "mode", words[i]);
    }
    browser.press("2", "Digit2");
    until("hist-match", "mode", "hist-match");
    List<String[]> numbers =
        List.of(
            new String[] {"q", "a", "hist_match_threshold", "238"},
            new String[] {"w", "s", "erode_mask_modifier", "0"},
            new String[] {"e", "d", "blur_mask_modifier", "0"},
            new String[] {"r", "f", "motion_blur_power", "0"},
            new String[] {"y", "h", "blursharpen_amount", "0"},
            new String[] {"u", "j", "output_face_scale", "0"},
            new String[] {"i", "k", "image_denoise_power", "0"},
            new String[] {"o", "l", "bicubic_degrade_power", "0"});
    for (String[] number : numbers) {
      int standard = Integer.parseInt(number[3]);
      browser.press(number[0], code(number[0]));
      until(number[0], number[2], String.valueOf(standard + 1));
      browser.press(number[0].toUpperCase(java.util.Locale.ROOT), code(number[0]), Browser.SHIFT);
      until("Shift " + number[0], number[2], String.valueOf(standard + 6));
      browser.press(number[1].toUpperCase(java.util.Locale.ROOT), code(number[1]), Browser.SHIFT);
      until("Shift " + number[1], number[2], String.valueOf(standard + 1));
      browser.press(number[1], code(number[1]));
      until(number[1], number[2], String.valueOf(standard));
    }
    browser.press("P", "KeyP", Browser.SHIFT);
    until("Shift p", "color_degrade_power", "5");
    browser.press(";", "Semicolon");
    until(";", "color_degrade_power", "4");
    browser.press(":", "Semicolon", Browser.SHIFT);
    until(":", "color_degrade_power", "0");
    browser.press("z", "KeyZ");
    browser.until("z", "!document.getElementById('o-masked_hist_match').checked");
    browser.press("x", "KeyX");
    until("x", "mask_mode", "learned-prd");
    browser.press("c", "KeyC");
    until("c", "color_transfer_mode", "lct");
    browser.press("n", "KeyN");
    until("n", "sharpen_mode", "box");
    assertThat(merge.options().at(3).sharpenMode().option()).isEqualTo("box");
    assertThat(merge.options().at(2).sharpenMode().option()).as("before it").isEqualTo("none");
    // The enlarging network is missing.
    browser.press("t", "KeyT");
    browser.press("w", "KeyW");
    until("w", "erode_mask_modifier", "1");
    assertThat(merge.options().at(3).superResolutionPower()).isZero();
  }

  private static String code(String letter) {
    return "Key" + letter.toUpperCase(java.util.Locale.ROOT);
  }

  @Test
  void keysCountByTheirPlaceWhereTheLayoutHasNoLatinLetters() throws Exception {
    serve(TinyModel.SMALLEST);
    browser.press("ц", "KeyW");
    until("the place of w", "erode_mask_modifier", "1");
    browser.press("Ц", "KeyW", Browser.SHIFT);
    until("Shift and the place of w", "erode_mask_modifier", "6");
    browser.press("ж", "Semicolon");
    browser.press("ю", "Period");
    browser.until("the next frame", "document.getElementById('view').dataset.frame === '4'");
    browser.press("б", "Comma");
    browser.until("the frame before", "document.getElementById('view').dataset.frame === '3'");
    browser.press("ё", "Backquote");
    until("the place of `", "mode", "original");
    // On a German keyboard / is written with Shift and 7, and z lies where y is.
    browser.press("/", "Digit7", Browser.SHIFT);
    browser.until("the next frame", "document.getElementById('view').dataset.frame === '4'");
    browser.press("y", "KeyZ");
    until("y by its letter", "blursharpen_amount", "1");
  }

  @Test
  void keysOfFramesMoveAndTakeOptionsAlong() throws Exception {
    serve(TinyModel.SMALLEST);
    browser.press("W", "KeyW", Browser.SHIFT);
    until("w", "erode_mask_modifier", "5");
    browser.press(".", "Period");
    browser.until("frame 4", "document.getElementById('view').dataset.frame === '4'");
    until("onward", "erode_mask_modifier", "5");
    browser.press("<", "Comma", Browser.SHIFT);
    browser.until("frame 1", "document.getElementById('view').dataset.frame === '1'");
    until("before it", "erode_mask_modifier", "0");
    browser.press("3", "Digit3");
    until("seamless", "mode", "seamless");
    browser.press("/", "Slash");
    browser.until("frame 2", "document.getElementById('view').dataset.frame === '2'");
    browser.press("?", "Slash", Browser.SHIFT);
    browser.until("frame 3", "document.getElementById('view').dataset.frame === '3'");
    until("taken along", "mode", "seamless");
    until("taken along", "erode_mask_modifier", "0");
    browser.press("5", "Digit5");
    until("raw-rgb", "mode", "raw-rgb");
    browser.press("m", "KeyM");
    browser.until("frame 2", "document.getElementById('view').dataset.frame === '2'");
    until("taken back", "mode", "raw-rgb");
    assertThat(merge.options().at(1).mode().option()).isEqualTo("seamless");
    browser.press("M", "KeyM", Browser.SHIFT);
    browser.until("frame 1", "document.getElementById('view').dataset.frame === '1'");
    until("taken back to all", "mode", "raw-rgb");
    browser.press("z", "KeyZ", Browser.CTRL);
    until("undone", "mode", "seamless");
    browser.press("Z", "KeyZ", Browser.CTRL + Browser.SHIFT);
    until("done again", "mode", "raw-rgb");
    browser.press(">", "Period", Browser.SHIFT);
    Await.until(
        "all frames",
        () -> merge.processing().message().filter(one -> one.startsWith("all")).isPresent());
    browser.until(
        "its end is said",
        "document.getElementById('how-far').textContent === 'all frames are merged'");
    browser.until(
        "a bar of what is done", "document.querySelectorAll('.marks .span').length === 1");
    browser.press("w", "KeyW");
    browser.until("all is to do", "document.querySelectorAll('.marks .span').length === 0");
  }

  @Test
  void pictureKeysAndHelp() throws Exception {
    serve(TinyModel.SMALLEST);
    browser.press("v", "KeyV");
    browser.until("tiles", "document.getElementById('shown').alt === 'Frame 3, tiles'");
    browser.press("v", "KeyV");
    browser.until("the result", "document.getElementById('shown').alt === 'Frame 3, merged'");
    browser.press("b", "KeyB");
    browser.until("the frame before", "!document.getElementById('before').hidden");
    String size = "Number.parseInt(document.getElementById('scale').textContent)";
    for (int i = 0; i < 60; i++) {
      browser.press("-", "Minus");
    }
    browser.until("the smallest", size + " === 10");
    browser.press("=", "Equal");
    browser.until("larger", size + " === 20");
    browser.press("Tab", "Tab");
    browser.until("the keys", "document.getElementById('keys').open");
    browser.press("w", "KeyW");
    browser.press("Tab", "Tab");
    browser.until("no keys", "!document.getElementById('keys').open");
    assertThat(browser.js("document.activeElement.id").asText()).isEqualTo("previous");
    assertThat(merge.options().at(3).erodeMask()).as("keys of the help do nothing").isZero();
    browser.press("Escape", "Escape");
    browser.until(
        "where it is saved", "document.getElementById('said').textContent.includes('job.yaml')");
  }

  @Test
  void controlsScopesAndRanges() throws Exception {
    serve(TinyModel.SMALLEST);
    browser.js(
        "{const s = document.getElementById('scope'); s.value = 'frame';"
            + " const o = document.getElementById('o-mode'); o.value = 'seamless';"
            + " o.dispatchEvent(new Event('change'));}");
    browser.until("three ranges", "document.querySelectorAll('#ranges tr').length === 3");
    assertThat(browser.js("document.getElementById('ranges').innerText").asText())
        .contains("1 to 2", "4 to 12", "Mode seamless", "Mode overlay");
    assertThat(merge.options().at(3).mode().option()).isEqualTo("seamless");
    browser.click("#ranges tr:nth-child(2) .check input");
    Await.until(
        "an even way", () -> merge.options().keyframe(3).transition().word().equals("linear"));
    browser.until(
        "the button", "document.querySelector('#ranges tr:nth-child(3) [aria-label^=Remove]')");
    browser.js("document.querySelector(\"#ranges tr:nth-child(3) [aria-label^=Remove]\").click()");
    browser.until("two ranges", "document.querySelectorAll('#ranges tr').length === 2");
    browser.js(
        "{const n = document.getElementById('o-blur_mask_modifier'); n.value = '999';"
            + " n.dispatchEvent(new Event('change'));}");
    browser.until(
        "what is allowed",
        "document.getElementById('said').textContent.includes('from 0 to 400, got')");
    until("as it was", "blur_mask_modifier", "0");
  }

  @Test
  void theSliderShowsTheLastFrameThatWasAskedFor() throws Exception {
    serve(TinyModel.SMALLEST);
    browser.js(
        "{const p = document.getElementById('place'); for (let i = 1; i <= 11; i++) {p.value = i;"
            + " p.dispatchEvent(new Event('input'));}}");
    browser.until("frame 11", "document.getElementById('view').dataset.frame === '11'");
    assertThat(shownFrame()).isEqualTo("11");
    assertThat(browser.js("document.getElementById('number').value").asText()).isEqualTo("11");
  }

  @Test
  void itGoesOnAfterTheServerWasStarted() throws Exception {
    serve(TinyModel.SMALLEST);
    int port = server.port();
    server.close();
    browser.press("w", "KeyW");
    browser.until("it is lost", "document.getElementById('connection').dataset.state === 'lost'");
    server = start(port);
    browser.press("w", "KeyW");
    until("the second", "erode_mask_modifier", "1");
    assertThat(browser.js("document.getElementById('connection').dataset.state").asText())
        .isEqualTo("live");
    // Requests that failed are listed by the browser; they are what this test is about.
    browser.open("about:blank");
  }

  @Test
  void axeFindsNoViolation() throws Exception {
    String script = browser.beforePages(AxeCheck.script());
    try {
      serve(TinyModel.SMALLEST);
      browser.press("3", "Digit3");
      until("seamless", "mode", "seamless");
      AxeCheck.requireNone(browser, "desktop", "");
      browser.js("document.getElementById('help').click()");
      AxeCheck.requireNone(browser, "keys", "");
      browser.window(390, 844, "light");
      open("");
      AxeCheck.requireNone(browser, "phone", "");
      requireNothingWide();
      browser.window(1280, 900, "dark");
      open("");
      AxeCheck.requireNone(browser, "dark", "runOnly: ['color-contrast'], ");
    } finally {
      browser.forget(script);
    }
  }

  private static void requireNothingWide() throws Exception {
    JsonNode wide =
        browser.js(
            "[...document.querySelectorAll('body *')].filter(e => !e.closest('.scroll, .hidden, .view')"
                + " && e.getBoundingClientRect().right > 390).map(e => e.outerHTML.slice(0, 60))");
    assertThat(wide.toString()).as("what is wider than the phone").isEqualTo("[]");
  }
}
