package org.saehdbw.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.browsers.Browser;
import org.saehdbw.dashboard.serving.PageOptions;

/**
 * Makes the pictures of {@code docs/live-page.md}, of the runs and sweeps of a workspace. Skipped
 * without {@code -Dpage.pictures=docs -Dpage.runs=results/runs -Dpage.run=NAME -Dpage.sweep=NAME}.
 */
class PagePicturesIT {
  private static final String LIVE =
      "document.getElementById('connection').dataset.state === 'live'";
  private static final int PHONE = 390;
  private static final int PLAIN_COLOURS = 40;
  private static final int FAR = 300;

  @TempDir private Path profile;

  @Test
  void picturesOfEveryPage() throws Exception {
    Optional<Path> program = Browser.installed();
    assumeTrue(program.isPresent(), "no Chromium is installed");
    String folder = System.getProperty("page.pictures", "");
    assumeTrue(!folder.isEmpty(), "pictures are made with -Dpage.pictures=FOLDER");
    Path runs = home(System.getProperty("page.runs", "results/runs"));
    String run = "runs/" + System.getProperty("page.run", "");
    String sweep = "sweeps/" + System.getProperty("page.sweep", "");
    PageOptions options = new PageOptions(PageOptions.LOOPBACK, 0, false, Optional.empty());
    try (PageServer server = PageServer.start(options, RunIndex.of(runs));
        Browser browser = Browser.start(program.get(), profile)) {
      Camera camera = new Camera(browser, server.address(), home(folder));
      String seen = "document.getElementById('now').dataset.iteration";
      camera.take(run, "page-desktop-light", 1280, 1060, "light", seen);
      camera.take(run, "page-desktop-dark", 1280, 1060, "dark", seen);
      camera.take(run, "page-phone-light", PHONE, 844, "light", seen);
      camera.take(run, "page-phone-dark", PHONE, 844, "dark", seen);
      String rows = "document.querySelector('#runs .spark path')";
      camera.take("", "page-list-dark", 1280, 900, "dark", rows);
      camera.take("", "page-list-phone-light", PHONE, 844, "light", rows);
      String trials = "document.querySelector('#trials tbody tr')";
      camera.take(sweep, "page-sweep-light", 1280, 1180, "light", trials);
      camera.take(sweep, "page-sweep-dark", 1280, 1180, "dark", trials);
      camera.take(sweep, "page-sweep-phone-light", PHONE, 844, "light", trials);
    }
  }

  /**
   * Reduces a picture to 256 colours, which halves its file: those of the page, a ramp of grays for
   * the faces, and of all others the most frequent ones that differ.
   */
  private static void reduce(Path png) throws IOException {
    BufferedImage all = ImageIO.read(png.toFile());
    int[] pixels = all.getRGB(0, 0, all.getWidth(), all.getHeight(), null, 0, all.getWidth());
    Map<Integer, Integer> counts = new HashMap<>();
    for (int pixel : pixels) {
      counts.merge(pixel, 1, Integer::sum);
    }
    Set<Integer> palette = new LinkedHashSet<>();
    List<Integer> frequent =
        counts.entrySet().stream()
            .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
            .map(Map.Entry::getKey)
            .toList();
    palette.addAll(frequent.subList(0, Math.min(PLAIN_COLOURS, frequent.size())));
    for (int gray = 0; gray <= 255; gray += 4) {
      palette.add(0xff << 24 | gray << 16 | gray << 8 | gray);
    }
    // Of lines that fade into the background: each far from those that are there.
    for (int colour : frequent) {
      boolean isNew = palette.stream().noneMatch(one -> distance(one, colour) < FAR);
      if (isNew && palette.size() < 256) {
        palette.add(colour);
      }
    }
    int[] colours = palette.stream().mapToInt(Integer::intValue).toArray();
    BufferedImage reduced =
        new BufferedImage(
            all.getWidth(),
            all.getHeight(),
            BufferedImage.TYPE_BYTE_INDEXED,
            new IndexColorModel(8, colours.length, colours, 0, false, -1, DataBuffer.TYPE_BYTE));
    Map<Integer, Integer> nearest = new HashMap<>();
    byte[] indices = new byte[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      indices[i] = (byte) (int) nearest.computeIfAbsent(pixels[i], p -> nearest(colours, p));
    }
    reduced.getRaster().setDataElements(0, 0, all.getWidth(), all.getHeight(), indices);
    ImageIO.write(reduced, "png", png.toFile());
  }

  private static int nearest(int[] colours, int pixel) {
    int best = 0;
    for (int i = 1; i < colours.length; i++) {
      if (distance(colours[i], pixel) < distance(colours[best], pixel)) {
        best = i;
      }
    }
    return best;
  }

  private static int distance(int one, int other) {
    int sum = 0;
    for (int shift = 0; shift < 24; shift += 8) {
      int difference = (one >> shift & 0xff) - (other >> shift & 0xff);
      sum += difference * difference;
    }
    return sum;
  }

  /** A path from the root of the checkout. */
  private static Path home(String path) {
    return Path.of("..").resolve(path).normalize();
  }

  private record Camera(Browser browser, String address, Path folder) {
    void take(String page, String name, int width, int height, String scheme, String until)
        throws Exception {
      browser.window(width, height, scheme);
      browser.open(address + page);
      browser.until("live", LIVE);
      browser.until(name, until);
      // Charts are drawn in the frame after their data.
      browser.js("new Promise(done => setTimeout(done, 1500))");
      Path png = Files.createDirectories(folder).resolve(name + ".png");
      browser.screenshot(png);
      reduce(png);
      assertThat(Files.size(png)).as(name).isGreaterThan(10_000);
      assertThat(browser.complaints()).as(name).isEmpty();
    }
  }
}
