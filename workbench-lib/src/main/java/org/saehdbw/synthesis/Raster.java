package org.saehdbw.synthesis;

import java.util.Arrays;
import org.saehdbw.pictures.Picture;

/** Draws meshes with a depth buffer, several samples for a pixel, and averages them at the end. */
final class Raster {
  private static final int STRIDE = Mesh.STRIDE;

  private final RasterFrame frame;
  private final Light light;
  private final int side;
  private final float[] depth;
  private final float[] rgb;
  private final Sample sample = new Sample();

  Raster(RasterFrame frame, Light light) {
    this.frame = frame;
    this.light = light;
    this.side = frame.side;
    this.depth = new float[side * side];
    this.rgb = new float[3 * side * side];
    Arrays.fill(depth, Float.NEGATIVE_INFINITY);
  }

  /** Draws what faces the camera, and its back too where {@code bothSides}. */
  void draw(Mesh mesh, Paint paint, boolean bothSides) {
    for (int i = 0; i < mesh.rows - 1; i++) {
      for (int j = 0; j < mesh.columns - 1; j++) {
        int a = (i * mesh.columns + j) * STRIDE;
        int b = a + STRIDE;
        int c = a + mesh.columns * STRIDE;
        int d = c + STRIDE;
        triangle(mesh.points, a, b, c, paint, bothSides);
        triangle(mesh.points, b, d, c, paint, bothSides);
      }
    }
  }

  private void triangle(float[] p, int a, int b, int c, Paint paint, boolean bothSides) {
    float ax = p[a];
    float ay = p[a + 1];
    float bx = p[b] - ax;
    float by = p[b + 1] - ay;
    float cx = p[c] - ax;
    float cy = p[c + 1] - ay;
    float area = bx * cy - by * cx;
    if (area == 0 || (area < 0 && !bothSides)) {
      return;
    }
    int left = firstFrom(ax + least(bx, cx) - 1e-3f);
    int right = lastTo(ax + greatest(bx, cx) + 1e-3f);
    int top = firstFrom(ay + least(by, cy) - 1e-3f);
    int bottom = lastTo(ay + greatest(by, cy) + 1e-3f);
    if (left > right || top > bottom) {
      return;
    }
    float az = p[a + 2];
    float bz = p[b + 2];
    float cz = p[c + 2];
    float turned = area < 0 ? -1 : 1;
    float inverse = 1 / area;
    float slack = -1e-4f;
    for (int y = top; y <= bottom; y++) {
      float dy = y - ay;
      for (int x = left; x <= right; x++) {
        float dx = x - ax;
        float wb = (dx * cy - dy * cx) * inverse;
        float wc = (dy * bx - dx * by) * inverse;
        float wa = 1 - wb - wc;
        if (wa >= slack && wb >= slack && wc >= slack) {
          float z = wa * az + wb * bz + wc * cz;
          int at = y * side + x;
          if (z > depth[at] && painted(p, a, b, c, wa, wb, wc, turned, paint)) {
            depth[at] = z;
            rgb[3 * at] = sample.red;
            rgb[3 * at + 1] = sample.green;
            rgb[3 * at + 2] = sample.blue;
          }
        }
      }
    }
  }

  // Comparisons in the place of Math.min and Math.ceil, which cost the most here before a method is
  // compiled for good.
  private static float least(float b, float c) {
    float least = b < c ? b : c;
    return least < 0 ? least : 0;
  }

  private static float greatest(float b, float c) {
    float greatest = b > c ? b : c;
    return greatest > 0 ? greatest : 0;
  }

  private int firstFrom(float place) {
    int whole = (int) place;
    int first = whole < place ? whole + 1 : whole;
    return first > 0 ? first : 0;
  }

  private int lastTo(float place) {
    int last = (int) place;
    return last < side ? last : side - 1;
  }

  private boolean painted(
      float[] p, int a, int b, int c, float wa, float wb, float wc, float turned, Paint paint) {
    Sample s = sample;
    s.x = wa * p[a + 3] + wb * p[b + 3] + wc * p[c + 3];
    s.y = wa * p[a + 4] + wb * p[b + 4] + wc * p[c + 4];
    s.turn = wa * p[a + 5] + wb * p[b + 5] + wc * p[c + 5];
    s.open = wa * p[a + 9] + wb * p[b + 9] + wc * p[c + 9];
    float nx = wa * p[a + 6] + wb * p[b + 6] + wc * p[c + 6];
    float ny = wa * p[a + 7] + wb * p[b + 7] + wc * p[c + 7];
    float nz = wa * p[a + 8] + wb * p[b + 8] + wc * p[c + 8];
    float shorten = turned / (float) Math.sqrt(nx * nx + ny * ny + nz * nz + 1e-12f);
    s.normalX = nx * shorten;
    s.normalY = ny * shorten;
    s.normalZ = nz * shorten;
    if (turned < 0) {
      s.open *= 0.5f;
    }
    s.gloss = 0;
    s.relief = 1;
    if (!paint.on(s)) {
      return false;
    }
    light.apply(s);
    return true;
  }

  /** Averages the samples over the background. */
  Picture toPicture(Background background) {
    int finer = frame.finer;
    int size = side / finer;
    byte[] pixels = new byte[3 * size * size];
    float share = 1f / (finer * finer);
    float[] behind = new float[3];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        background.at((x + 0.5) / size, (y + 0.5) / size, behind);
        float red = 0;
        float green = 0;
        float blue = 0;
        for (int k = 0; k < finer * finer; k++) {
          int at = (y * finer + k / finer) * side + x * finer + k % finer;
          boolean empty = depth[at] == Float.NEGATIVE_INFINITY;
          red += Math.min(1.05f, empty ? behind[0] : rgb[3 * at]);
          green += Math.min(1.05f, empty ? behind[1] : rgb[3 * at + 1]);
          blue += Math.min(1.05f, empty ? behind[2] : rgb[3 * at + 2]);
        }
        int out = 3 * (y * size + x);
        pixels[out] = toByte(blue * share);
        pixels[out + 1] = toByte(green * share);
        pixels[out + 2] = toByte(red * share);
      }
    }
    return new Picture(size, size, 3, pixels);
  }

  private static byte toByte(float value) {
    return (byte) Math.max(0, Math.min(255, (int) (value * 255 + 0.5f)));
  }
}
