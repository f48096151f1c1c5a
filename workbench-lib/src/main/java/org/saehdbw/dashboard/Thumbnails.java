package org.saehdbw.dashboard;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.saehdbw.dashboard.answers.PageProblem;
import org.saehdbw.runs.RunFolder;

/**
 * Preview pictures small enough for a list of many runs; those that were asked for last are kept.
 */
final class Thumbnails {
  private static final int WIDTH = 200;
  private static final int MOST = 256;
  private static final float LOAD = 0.75f;

  private final Map<String, byte[]> kept =
      new LinkedHashMap<>(MOST, LOAD, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
          return size() > MOST;
        }
      };

  /**
   * Returns a picture of at most 200 pixels across, as PNG.
   *
   * @throws PageProblem if it is not a picture of this run's previews
   */
  byte[] of(RunFolder run, String name) throws IOException {
    byte[] whole = PreviewHistory.read(run, name);
    String key = run.path() + " " + name + " " + whole.length;
    synchronized (kept) {
      byte @Nullable [] known = kept.get(key);
      if (known != null) {
        return known;
      }
    }
    byte[] small = scaled(whole);
    synchronized (kept) {
      kept.put(key, small);
    }
    return small;
  }

  private static byte[] scaled(byte[] png) throws IOException {
    @Nullable BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
    if (picture == null || picture.getWidth() <= WIDTH) {
      return png;
    }
    int height = Math.max(1, picture.getHeight() * WIDTH / picture.getWidth());
    boolean gray = picture.getColorModel().getNumComponents() == 1;
    BufferedImage small =
        new BufferedImage(
            WIDTH, height, gray ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = small.createGraphics();
    pen.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    pen.drawImage(picture, 0, 0, WIDTH, height, null);
    pen.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(small, "png", bytes);
    return bytes.toByteArray();
  }
}
