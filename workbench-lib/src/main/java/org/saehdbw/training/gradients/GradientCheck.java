package org.saehdbw.training.gradients;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.saehdbw.layers.BlockKind;
import org.saehdbw.losses.ExtraLoss;
import org.saehdbw.tensors.CostOps;
import org.saehdbw.tensors.DoubleOps;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.training.components.CustomComponentsCheck;
import org.saehdbw.training.steps.Interpreter;

/**
 * Compares the gradients that training computes of a loss or a block with finite differences of the
 * same description in double precision, on a small case:
 *
 * <pre>{@code
 * show(GradientCheck.of(new EdgeLoss()).run());
 * }</pre>
 *
 * <p>Differences are taken at random values. Besides, gradients must be finite where the faces are
 * drawn just as wanted, where they are black, or where a block is given zeros: a square root whose
 * argument gets there gives NaN in the middle of a training, and nowhere before.
 */
public final class GradientCheck {
  private static final double STEP = 1e-5;
  private static final int MOST_COMPARED = 150;
  private static final double FLAT = 1e-7;

  private final String what;
  private final Maker maker;
  private final int channels;
  private final int side;
  private final long seed;
  private final double tolerance;

  private interface Maker {
    GradientCase make(int channels, int side, long seed);
  }

  private GradientCheck(
      String what, Maker maker, int channels, int side, long seed, double tolerance) {
    if (channels < 1 || side < 1 || !(tolerance > 0)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "channels and side must be at least 1 and tolerance above 0, got %d, %d and %s",
              channels,
              side,
              tolerance));
    }
    this.what = what;
    this.maker = maker;
    this.channels = channels;
    this.side = side;
    this.seed = seed;
    this.tolerance = tolerance;
  }

  /** Checks a loss on two gray pictures of 16 pixels a side. */
  public static GradientCheck of(ExtraLoss loss) {
    return new GradientCheck(
        "extra_loss " + loss.shortName(),
        (c, s, seed) -> GradientCase.OfLoss.of(loss, c, s, seed),
        1,
        16,
        1,
        1e-3);
  }

  /** Checks a block on two arrays of four channels and 6 pixels a side. */
  public static GradientCheck of(BlockKind kind) {
    return new GradientCheck(
        "block " + kind.shortName(),
        (c, s, seed) -> GradientCase.OfBlock.of(kind, c, s, seed),
        4,
        6,
        1,
        1e-3);
  }

  /** Takes another size. */
  public GradientCheck size(int channelCount, int sidePixels) {
    return new GradientCheck(what, maker, channelCount, sidePixels, seed, tolerance);
  }

  /** Draws other values. */
  public GradientCheck seed(long other) {
    return new GradientCheck(what, maker, channels, side, other, tolerance);
  }

  /** Allows other differences, as a share of an array's largest gradient; 1e-3 by default. */
  public GradientCheck tolerance(double share) {
    return new GradientCheck(what, maker, channels, side, seed, share);
  }

  /**
   * Runs the check, which takes a moment.
   *
   * @throws IllegalArgumentException if the shapes do not fit, or a block's parameters are not the
   *     ones it uses
   */
  public GradientReport run() {
    GradientCase which = maker.make(channels, side, seed);
    CostOps shapes = new CostOps();
    which.total(shapes);
    CustomComponentsCheck.parameters(what, which.arrays(), shapes.parameters());
    List<GradientReport.Row> rows = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    which
        .points(seed)
        .forEach(
            (name, point) -> {
              var eager = GradientEngines.run(Interpreter.EAGER, which, point);
              var script = GradientEngines.run(Interpreter.SCRIPT, which, point);
              finite(name, which, eager, problems);
              if (name.equals(GradientCase.RANDOM)) {
                compare(which, point, eager, script, rows, problems);
              }
            });
    return new GradientReport(what, rows, problems);
  }

  private static void finite(
      String point, GradientCase which, GradientEngines.Result result, List<String> problems) {
    if (!Double.isFinite(result.value())) {
      problems.add(String.format(Locale.ROOT, "%s: the value is %s", point, result.value()));
    }
    for (int i = 0; i < which.arrays().size(); i++) {
      for (float value : result.gradients().get(i)) {
        if (!Float.isFinite(value)) {
          problems.add(
              String.format(
                  Locale.ROOT,
                  "%s: the gradient by %s holds %s",
                  point,
                  which.arrays().get(i).name(),
                  value));
          break;
        }
      }
    }
  }

  private void compare(
      GradientCase which,
      Map<String, float[]> point,
      GradientEngines.Result eager,
      GradientEngines.Result script,
      List<GradientReport.Row> rows,
      List<String> problems) {
    for (int i = 0; i < which.arrays().size(); i++) {
      Parameter array = which.arrays().get(i);
      double[] expected = differences(which, point, array);
      GradientReport.Row row =
          row(array.name(), expected, eager.gradients().get(i), script.gradients().get(i));
      rows.add(row);
      if (!(row.eager() <= tolerance && row.script() <= tolerance)) {
        problems.add(
            String.format(
                Locale.ROOT,
                "the gradient by %s is off by %.2g (eager) and %.2g (script) of its largest value,"
                    + " %.3g",
                array.name(),
                row.eager(),
                row.script(),
                row.largest()));
      }
    }
  }

  private static GradientReport.Row row(
      String name, double[] expected, float[] eager, float[] script) {
    double largest = FLAT;
    double eagerOff = 0;
    double scriptOff = 0;
    for (int k = 0; k < expected.length; k++) {
      int at = element(k, expected.length, eager.length);
      largest = Math.max(largest, Math.abs(expected[k]));
      eagerOff = Math.max(eagerOff, Math.abs(eager[at] - expected[k]));
      scriptOff = Math.max(scriptOff, Math.abs(script[at] - expected[k]));
    }
    return new GradientReport.Row(
        name, expected.length, largest, eagerOff / largest, scriptOff / largest);
  }

  /** Central differences for some of an array's elements, evenly spaced. */
  private static double[] differences(
      GradientCase which, Map<String, float[]> point, Parameter array) {
    Map<String, DoubleOps.Array> values = new LinkedHashMap<>();
    for (Parameter parameter : which.arrays()) {
      values.put(parameter.name(), doubles(parameter, point));
    }
    DoubleOps ops = new DoubleOps(p -> values.getOrDefault(p.name(), doubles(p, point)));
    double[] moved = doubles(array, point).values();
    values.put(array.name(), new DoubleOps.Array(array.dims(), moved));
    double[] result = new double[Math.min(MOST_COMPARED, moved.length)];
    for (int k = 0; k < result.length; k++) {
      int at = element(k, result.length, moved.length);
      double middle = moved[at];
      moved[at] = middle + STEP;
      double above = which.total(ops).values()[0];
      moved[at] = middle - STEP;
      double below = which.total(ops).values()[0];
      moved[at] = middle;
      result[k] = (above - below) / (2 * STEP);
    }
    return result;
  }

  private static int element(int k, int compared, int count) {
    return (int) ((long) k * count / compared);
  }

  private static DoubleOps.Array doubles(Parameter parameter, Map<String, float[]> point) {
    float[] floats = point.getOrDefault(parameter.name(), new float[0]);
    double[] values = new double[floats.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = floats[i];
    }
    return new DoubleOps.Array(parameter.dims(), values);
  }
}
