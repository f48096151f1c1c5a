package org.saehdbw.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.saehdbw.browsers.Browser;

/** Axe knows the rules of WCAG 2.2 that a program can check. */
public final class AxeCheck {
  private AxeCheck() {}

  /** Returns axe's script, for {@link Browser#beforePages}. */
  public static String script() throws IOException {
    try (InputStream in = AxeCheck.class.getResourceAsStream("/axe.min.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * Requires that axe finds no violation on a page that was opened with it. Two frames after a
   * change of the window all of it is drawn.
   *
   * @param page for the message
   * @param options of axe, each with a comma behind it; empty for its own
   */
  public static void requireNone(Browser browser, String page, String options)
      throws IOException, InterruptedException {
    JsonNode found =
        browser.js(
            "new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
                + ".then(() => axe.run({"
                + options
                + "resultTypes: ['violations']})).then(all => all.violations.map(one => one.id + ' ' +"
                + " one.nodes.map(node => node.target.join(' ')).join(', ')))");
    List<String> lines = new ArrayList<>();
    found.forEach(line -> lines.add(line.asText()));
    assertThat(lines).as(page + ", " + browser.js("innerWidth") + " pixels").isEmpty();
  }
}
