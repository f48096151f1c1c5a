package org.saehdbw.synthesis;

/** The skin's surfaces as grids: head, ears, neck and shoulders. */
final class HeadMeshes {
  private static final double WIDEST_TURN = Math.toRadians(165);

  private final HeadShape shape;
  private final FaceFeatures face;
  private final RasterFrame frame;

  HeadMeshes(HeadShape shape, RasterFrame frame) {
    this.shape = shape;
    this.face = shape.face;
    this.frame = frame;
  }

  Mesh head(int rows, int columns, Camera camera) {
    double[] turns = new double[columns];
    double[] across = new double[columns];
    double[] along = new double[columns];
    for (int j = 0; j < columns; j++) {
      double s = 2.0 * j / (columns - 1) - 1;
      turns[j] = WIDEST_TURN * s * (0.42 + 0.58 * s * s);
      across[j] = HeadShape.across(turns[j]);
      along[j] = HeadShape.along(turns[j]);
    }
    double[][] sections = new double[rows][];
    for (int i = 0; i < rows; i++) {
      double y = level(i / (rows - 1.0));
      sections[i] =
          new double[] {y, shape.halfWidth(y), shape.centre(y), shape.front(y), shape.back(y)};
    }
    return Mesh.of(
        rows,
        columns,
        (i, j, out) -> {
          double[] section = sections[i];
          double y = section[0];
          double x = section[1] * across[j];
          double share = HeadShape.reliefShare(along[j]);
          double depth = along[j] > 0 ? section[3] : section[4];
          out[0] = x;
          out[1] = y;
          out[2] = section[2] + depth * along[j];
          if (share > 0) {
            out[2] += share * shape.relief(x, y);
          }
          out[3] = x;
          out[4] = y;
          out[5] = turns[j];
          out[6] = along[j] > 0 ? open(Math.abs(x), y) : 1;
        },
        camera,
        frame);
  }

  /** Rows lie closer at the crown and at the chin, where the surface turns away. */
  private double level(double t) {
    double crown = 0.16;
    if (t < crown) {
      return HeadShape.TOP + 36 * (t / crown) * (t / crown);
    }
    double s = (t - crown) / (1 - crown);
    double left = 1 - s;
    double eased = s < 0.9 ? 1.04 * s : 1 - 6.4 * left * left;
    return HeadShape.TOP + 36 + (shape.bottom() - HeadShape.TOP - 36) * eased;
  }

  /** How much light gets into the hollows of the face. */
  private double open(double ax, double y) {
    double hollow =
        0.34 * SmoothStep.bump(ax - 18, y - face.eyeY + 3, 6, 8)
            + 0.18 * SmoothStep.bump(ax - face.eyeX, y - face.eyeY + 9, 16, 5)
            + 0.30 * SmoothStep.bump(ax, y - face.noseBase - 4, 12, 4)
            + 0.25 * SmoothStep.bump(ax - face.who.nose().halfWidth() - 4, y + 3, 4, 8)
            + 0.24 * SmoothStep.bump(ax, y - face.outerLower(0) - 5, 15, 4)
            + 0.30 * SmoothStep.step(face.chinY - 4, face.chinY + 6, y);
    return Math.max(0.3, 1 - hollow);
  }

  Mesh ear(double side, Camera camera) {
    int rows = 21;
    int columns = 33;
    double at = shape.halfWidth(-15) - 1;
    return Mesh.of(
        rows,
        columns,
        (i, j, out) -> {
          double down = Math.PI * i / (rows - 1) - Math.PI / 2;
          double round = Math.PI * (2.0 * j / (columns - 1) - 1);
          double ring = StrictMath.cos(down);
          double deep = StrictMath.cos(round) * ring;
          double out0 = StrictMath.sin(round) * ring;
          double high = StrictMath.sin(down);
          double lean = 1 - 0.25 * high;
          out[0] = side * (at - 4 * deep) + 8 * lean * out0;
          out[1] = -14 + 28 * high;
          out[2] = -60 + 15 * lean * deep;
          out[3] = deep;
          out[4] = high;
          out[5] = out0 * side;
          out[6] = 0.9;
        },
        camera,
        frame);
  }

  Mesh neck(Camera camera) {
    int rows = 25;
    int columns = 49;
    double wide = 0.84 * shape.halfWidth(57);
    return Mesh.of(
        rows,
        columns,
        (i, j, out) -> {
          double y = 30 + 250.0 * i / (rows - 1);
          double round = Math.PI * (2.0 * j / (columns - 1) - 1);
          double shoulder = SmoothStep.step(96, 200, y);
          double x = StrictMath.sin(round);
          double z = StrictMath.cos(round);
          out[0] = (wide + 140 * shoulder) * x;
          out[1] = y + 18 * shoulder * Math.max(0, z);
          out[2] = -82 + (50 + 42 * shoulder) * z;
          out[3] = out[0];
          out[4] = y - 22 * Math.max(0, z);
          out[5] = round;
          out[6] = SmoothStep.mix(0.42, 0.95, SmoothStep.step(face.chinY - 10, face.chinY + 50, y));
        },
        camera,
        frame);
  }
}
