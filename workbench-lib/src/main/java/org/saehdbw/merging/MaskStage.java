package org.saehdbw.merging;

import java.util.Arrays;
import org.saehdbw.merging.filters.Ellipse;
import org.saehdbw.merging.filters.GaussBlur;
import org.saehdbw.merging.filters.MaskWarp;
import org.saehdbw.merging.filters.Planes;
import org.saehdbw.merging.filters.Resize;
import org.saehdbw.merging.filters.Rows;
import org.saehdbw.merging.options.MergeOptions;
import org.saehdbw.parallel.Team;
import org.saehdbw.pictures.Affine;

/**
 * A face's mask from its working form (side R) over the workspace (side Q) to the frame. Owns
 * memory that is used again; belongs to one thread at a time.
 */
final class MaskStage {
  /** Below this a mask counts as 0. */
  private static final float LEAST = 1 / 255f;

  /** The widest blur, in model pixels; wider ones would leave nothing of a small model's mask. */
  private static final int WIDEST_BLUR = 3;

  private static final int LEAST_ROWS = 96;
  private static final int LEAST_FRAME_ROWS = 16;

  private final Team team;
  private float[][] workspace = new float[0][];
  private Resize larger = Resize.cubic(1, 1, 1, 1);
  private Resize smaller = larger;
  private Ellipse ellipse = new Ellipse(1);
  private int ellipseSize = 1;
  private GaussBlur blur = new GaussBlur(1);
  private int blurSize = 1;

  MaskStage(Team team) {
    this.team = team;
  }

  /** Sets values below 1/255 to 0. */
  static void floor(float[] mask, int count) {
    for (int i = 0; i < count; i++) {
      mask[i] = mask[i] < LEAST ? 0 : mask[i];
    }
  }

  /**
   * Brings a working mask to the workspace.
   *
   * @return rows of the workspace, valid until the next call
   */
  float[][] enlarge(float[] mask, int side, int to) {
    workspace = Rows.sized(workspace, to, to);
    if (side == to) {
      for (int y = 0; y < to; y++) {
        System.arraycopy(mask, y * to, workspace[y], 0, to);
      }
    } else {
      if (!larger.fits(side, side, to, to)) {
        larger = Resize.cubic(side, side, to, to);
      }
      larger.toRows(mask, workspace, team);
    }
    return workspace;
  }

  /** Erodes or dilates, and clears the outer frame that a blur needs. */
  void shape(float[][] rows, MergeOptions options, MergeRules rules) {
    int amount = options.erodeMask();
    if (amount != 0) {
      int size = rules.kernel(Math.abs(amount));
      if (size != ellipseSize) {
        ellipse = new Ellipse(size);
        ellipseSize = size;
      }
      if (amount > 0) {
        ellipse.erode(rows, team);
      } else {
        ellipse.dilate(rows, team);
      }
    }
    Rows.clearFrame(rows, blurSize(rows.length, options, rules) / 2);
  }

  /** Blurs and clips. */
  void soften(float[][] rows, MergeOptions options, MergeRules rules) {
    int size = blurSize(rows.length, options, rules) | 1;
    if (size > 1) {
      if (size != blurSize) {
        blur = new GaussBlur(size);
        blurSize = size;
      }
      blur.apply(rows, team);
    }
    int[] extent = Rows.extent(rows);
    team.bands(
        Math.max(0, extent[3] - extent[1]),
        LEAST_ROWS,
        (from, to) -> Rows.clip(rows, extent[1] + from, extent[1] + to, extent[0], extent[2]));
  }

  private static int blurSize(int side, MergeOptions options, MergeRules rules) {
    int widest = WIDEST_BLUR * side / SuperResolution.FACTOR;
    return rules.original() ? options.blurMask() : Math.min(options.blurMask(), widest);
  }

  /** The frame's mask, in [0, 1]; size and place of the target are set. */
  void toFrame(float[][] rows, Affine map, Planes target) {
    team.bands(target.height(), LEAST_FRAME_ROWS, frameBand(rows, map, target));
  }

  private static Team.Band frameBand(float[][] rows, Affine map, Planes target) {
    MaskWarp warp = new MaskWarp(rows, map, target);
    return (from, to) -> {
      warp.rows(from, to);
      limit(target.plane(0), from * target.width(), to * target.width());
    };
  }

  private static void limit(float[] plane, int from, int end) {
    for (int i = from; i < end; i++) {
      plane[i] = plane[i] < LEAST ? 0 : Math.min(1f, plane[i]);
    }
  }

  /** Brings the workspace back to the square's side; not clipped. */
  void shrink(float[][] rows, float[] mask, int side) {
    team.bands(side, LEAST_ROWS, squareBand(rows, mask, side));
  }

  private Team.Band squareBand(float[][] rows, float[] mask, int side) {
    if (rows.length == side) {
      return (from, to) -> {
        for (int y = from; y < to; y++) {
          System.arraycopy(rows[y], 0, mask, y * side, side);
        }
      };
    }
    if (!smaller.fits(rows.length, rows.length, side, side)) {
      smaller = Resize.cubic(rows.length, rows.length, side, side);
    }
    Resize resize = smaller;
    return (from, to) -> resize.fromRows(rows, mask, from, to);
  }

  /** {@link #toFrame} and {@link #shrink} with one start of the threads, which costs time too. */
  void finish(float[][] rows, Affine map, Planes target, float[] mask, int side) {
    Team.Band frame = frameBand(rows, map, target);
    Team.Band square = squareBand(rows, mask, side);
    int height = target.height();
    team.bands(
        Math.max(height, side),
        LEAST_FRAME_ROWS,
        (from, to) -> {
          frame.rows(Math.min(from, height), Math.min(to, height));
          square.rows(Math.min(from, side), Math.min(to, side));
        });
  }

  /** Ones where a mask is above 0. */
  static void area(float[] mask, float[] area) {
    for (int i = 0; i < mask.length; i++) {
      area[i] = mask[i] > 0 ? 1 : 0;
    }
  }

  /** What the gray fork takes for a learned mask: its first column, once in each row. */
  static float[] firstColumn(float[] mask, int side) {
    float[] out = new float[mask.length];
    for (int x = 0; x < side; x++) {
      out[x] = mask[x * side];
    }
    for (int y = 1; y < side; y++) {
      System.arraycopy(out, 0, out, y * side, side);
    }
    return out;
  }

  /**
   * Clips values to [0, 1] into another array.
   *
   * @throws IllegalArgumentException if one is not finite
   */
  static float[] clipped(float[] mask) {
    boolean finite = true;
    for (float value : mask) {
      finite &= Math.abs(value) <= Float.MAX_VALUE;
    }
    if (!finite) {
      throw new IllegalArgumentException("a predicted mask must have finite values only");
    }
    float[] out = Arrays.copyOf(mask, mask.length);
    Planes.clip(out, 0, out.length);
    return out;
  }
}
