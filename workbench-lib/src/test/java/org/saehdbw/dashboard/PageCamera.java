package org.saehdbw.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Set;
import javax.imageio.ImageIO;
import org.saehdbw.browsers.Browser;

/**
 * Takes pictures of pages for the documents.
 *
 * @param isReduced whether they get few colours, which a page with colour pictures cannot bear
 */
public record PageCamera(Browser browser, String address, Path folder, boolean isReduced) {
  /** Of pages whose pictures are gray. */
  public PageCamera(Browser browser, String address, Path folder) {
    this(browser, address, folder, true);
  }

  private static final String LIVE =
      "document.getElementById('connection').dataset.state === 'live'";
  private static final int PLAIN_COLOURS = 40;
  private static final int FAR = 300;

  /** A path from the root of the checkout. */
  public static Path home(String path) {
    return Path.of("..").resolve(path).normalize();
  }

  /**
   * Opens a page and takes a picture of it.
   *
   * @param page behind the address
   * @param until a script that says whether all is there
   */
  public void take(String page, String name, int width, int height, String scheme, String until)
      throws Exception {
    browser.window(width, height, scheme);
    browser.open(address + page);
    browser.until("live", LIVE);
    browser.until(name, until);
    // Charts are drawn in the frame after their data.
    browser.js("new Promise(done => setTimeout(done, 1500))");
    Path png = Files.createDirectories(folder).resolve(name + ".png");
    browser.screenshot(png);
    if (isReduced) {
      reduce(png);
    }
    assertThat(Files.size(png)).as(name).isGreaterThan(10_000);
    assertThat(browser.complaints()).as(name).isEmpty();
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
}
