package org.saehdbw.training.previews;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.pictures.Picture;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.training.previews.PreviewStrip.Column;

class PreviewStripTest {
  private static final int SIDE = 2;
  @TempDir private Path runs;

  /** Two rows of five faces; a pixel says iteration, row and column. */
  private static void write(RunFolder run, int iteration) throws IOException {
    byte[] pixels = new byte[2 * SIDE * 5 * SIDE];
    for (int y = 0; y < 2 * SIDE; y++) {
      for (int x = 0; x < 5 * SIDE; x++) {
        pixels[y * 5 * SIDE + x] = (byte) (10 * iteration + 5 * (y / SIDE) + x / SIDE);
      }
    }
    Picture sheet = new Picture(5 * SIDE, 2 * SIDE, 1, pixels);
    PreviewFiles.write(
        run, "m", iteration, new PreviewPages(List.of(new PreviewPages.Page("faces", sheet))));
  }

  @Test
  void takesTheColumnOfPreviewsThatAreEvenlySpaced() throws IOException {
    RunFolder run = RunFolder.create(runs, "tiny", 1);
    for (int iteration = 1; iteration <= 9; iteration++) {
      write(run, iteration);
    }
    Map<String, Picture> strip = PreviewStrip.of(run, Column.SWAP, 2, 3);
    assertThat(strip.keySet()).containsExactly("iteration 3", "iteration 6", "iteration 9");
    assertThat(strip.get("iteration 6").pixels()).containsExactly(64, 64, 64, 64, 69, 69, 69, 69);
    Map<String, Picture> dst = PreviewStrip.of(run, Column.DST, 1, 100);
    assertThat(dst).hasSize(9);
    assertThat(dst.get("iteration 1").pixels()).containsExactly(12, 12, 12, 12);
  }

  @Test
  void aRunWithoutPreviewsHasNone() throws IOException {
    RunFolder run = RunFolder.create(runs, "tiny", 1);
    assertThat(PreviewStrip.of(run, Column.SWAP, 2, 3)).isEmpty();
  }
}
