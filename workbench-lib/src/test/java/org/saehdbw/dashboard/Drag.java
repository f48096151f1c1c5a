package org.saehdbw.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.saehdbw.browsers.Browser;

/**
 * A drag over an element of a page, from one place to another, both as parts of its width and
 * height.
 */
record Drag(double fromX, double fromY, double toX, double toY) {
  private static final int STEPS = 6;

  /** What is moved over the page. */
  enum By {
    MOUSE,
    PEN,
    FINGER
  }

  /** Scrolls to the element that a selector finds, and drags over it. */
  void over(Browser browser, String selector, By by) throws IOException, InterruptedException {
    JsonNode box =
        browser.js(
            "(() => { const e = document.querySelector('"
                + selector
                + "'); e.scrollIntoView({block: 'center'}); const b = e.getBoundingClientRect();"
                + " return [b.x, b.y, b.width, b.height]; })()");
    for (int step = 0; step <= STEPS; step++) {
      double part = (double) step / STEPS;
      double x = box.get(0).asDouble() + (fromX + part * (toX - fromX)) * box.get(2).asDouble();
      double y = box.get(1).asDouble() + (fromY + part * (toY - fromY)) * box.get(3).asDouble();
      if (by == By.FINGER) {
        touch(browser, step == 0 ? "touchStart" : "touchMove", List.of(Map.of("x", x, "y", y)));
      } else {
        press(browser, step == 0 ? "mousePressed" : "mouseMoved", by, x, y);
      }
      if (step == STEPS) {
        if (by == By.FINGER) {
          touch(browser, "touchEnd", List.of());
        } else {
          press(browser, "mouseReleased", by, x, y);
        }
      }
    }
  }

  private static void touch(Browser browser, String type, List<Map<String, Double>> points)
      throws IOException, InterruptedException {
    browser.call("Input.dispatchTouchEvent", Map.of("type", type, "touchPoints", points));
  }

  private static void press(Browser browser, String type, By by, double x, double y)
      throws IOException, InterruptedException {
    Map<String, Object> event = new HashMap<>(Map.of("type", type, "x", x, "y", y));
    event.putAll(Map.of("button", "left", "buttons", 1, "clickCount", 1));
    event.put("pointerType", by == By.PEN ? "pen" : "mouse");
    browser.call("Input.dispatchMouseEvent", event);
  }
}
