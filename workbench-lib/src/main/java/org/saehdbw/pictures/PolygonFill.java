package org.saehdbw.pictures;

import java.util.Arrays;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

/**
 * Fills polygons as OpenCV did up to 4.6, whose masks DeepFaceLab's users have: the inside by the
 * even-odd rule, and the outline as 8-connected lines. OpenCV 4.9's {@code fillPoly} sets a few
 * more pixels along the edges.
 */
public final class PolygonFill {
  private PolygonFill() {}

  /** Fills the polygon with corners x0, y0, x1, y1, ...; nothing if there are none. */
  public static void fill(Mat mask, int[] xy, double value) {
    int corners = xy.length / 2;
    Scalar colour = new Scalar(value);
    double[] crossings = new double[corners];
    for (int y = 0; y < mask.rows() && corners > 0; y++) {
      int count = crossings(xy, y, crossings);
      for (int i = 0; i + 1 < count; i += 2) {
        int left = Math.max(0, (int) Math.ceil(crossings[i]));
        int right = Math.min(mask.cols() - 1, (int) Math.floor(crossings[i + 1]));
        if (left <= right) {
          Imgproc.line(mask, new Point(left, y), new Point(right, y), colour);
        }
      }
    }
    for (int i = 0; i < corners; i++) {
      int next = (i + 1) % corners;
      Point from = new Point(xy[2 * i], xy[2 * i + 1]);
      Imgproc.line(mask, from, new Point(xy[2 * next], xy[2 * next + 1]), colour);
    }
  }

  /** Where the edges cross a row, from left to right. An edge holds its upper end only. */
  private static int crossings(int[] xy, int y, double[] crossings) {
    int corners = xy.length / 2;
    int count = 0;
    for (int i = 0; i < corners; i++) {
      int next = (i + 1) % corners;
      int y0 = xy[2 * i + 1];
      int y1 = xy[2 * next + 1];
      if (Math.min(y0, y1) <= y && y < Math.max(y0, y1)) {
        double slope = (double) (xy[2 * next] - xy[2 * i]) / (y1 - y0);
        crossings[count++] = xy[2 * i] + slope * (y - y0);
      }
    }
    Arrays.sort(crossings, 0, count);
    return count;
  }
}
