package org.saehdbw.notebooks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * Follows a sweep or a comparison below a cell: one output, replaced in place. It only reads files,
 * so that an interrupted cell harms nothing.
 */
final class LiveStudy {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** What is said once the cell was interrupted. */
  static final String LEFT = "no longer watched here, it continues";

  private final Outputs outputs;
  private final String name;

  LiveStudy(Outputs outputs, String name) {
    this.outputs = outputs;
    this.name = name;
  }

  /** What is shown now. */
  @FunctionalInterface
  interface Page {
    Html now() throws IOException;
  }

  /** Whether something still works on it. */
  @FunctionalInterface
  interface Alive {
    boolean now() throws IOException;
  }

  /** Returns when nothing works on it any more, or the cell is interrupted. */
  void follow(Alive alive, Page page) {
    String output = outputs.add(Html.paragraph(name + ": starting"));
    String shown = "";
    try {
      boolean more = true;
      while (more) {
        // Asked before reading, so that what came last is read too.
        more = alive.now();
        Html html = page.now();
        if (!html.text().equals(shown)) {
          shown = html.text();
          outputs.update(output, html);
        }
        if (more) {
          Thread.sleep(PAUSE.toMillis());
        }
      }
    } catch (InterruptedException e) {
      outputs.add(Html.paragraph(name + ": " + LEFT));
    } catch (IOException e) {
      // An interrupt closes the file that is being read.
      if (!Thread.interrupted()) {
        throw new UncheckedIOException(e);
      }
      outputs.add(Html.paragraph(name + ": " + LEFT));
    }
  }
}
