package org.saehdbw.synthesis;

/** The hair as a shell over the head, cut off at the hairline. */
final class HairShell implements Paint {
  private static final double HANGS_FROM = -15;
  private static final double EAR_GAP = -42;
  private static final int TABLE = 720;

  private final HeadShape shape;
  private final Identity.Hair hair;
  private final SurfaceNoise own;
  private final SurfaceNoise fine;
  private final Curve line;
  private final double bottom;
  private final double[] hairline = new double[TABLE + 1];

  HairShell(HeadShape shape, SurfaceNoise own, SurfaceNoise fine) {
    this.shape = shape;
    this.hair = shape.face.who.hair();
    this.own = own;
    this.fine = fine;
    this.bottom = Math.max(hair.sides(), hair.back()) + 6;
    double front = hair.front();
    double temple = Math.max(front + 10, -60);
    this.line =
        hair.sides() > 40
            ? new Curve(
                0, front, 38, front + 3, 54, temple, 61, -30, 66, hair.sides(), 180, hair.back())
            : new Curve(
                0,
                front,
                34,
                front + 2,
                52,
                temple,
                64,
                -50,
                70,
                -38,
                76,
                hair.sides(),
                84,
                hair.sides(),
                90,
                EAR_GAP,
                101,
                EAR_GAP,
                112,
                hair.back(),
                180,
                hair.back());
    for (int i = 0; i <= TABLE; i++) {
      hairline[i] = exactHairline(Math.PI * (2.0 * i / TABLE - 1));
    }
  }

  /** The hairline at a turn around the head, from a table: every sample of the hair asks. */
  double hairline(double turn) {
    double place = Math.max(0, Math.min(TABLE, (turn / Math.PI + 1) * (TABLE / 2.0)));
    int i = Math.min(TABLE - 1, (int) place);
    return hairline[i] + (hairline[i + 1] - hairline[i]) * (place - i);
  }

  private double exactHairline(double turn) {
    double degrees = Math.abs(turn) * (180 / Math.PI);
    double lean =
        hair.part() * 9 * SmoothStep.bump(turn, 0, 0.5, 1) * (turn < 0 ? -turn : turn) * 2;
    double side = turn < 0 ? 1 : -0.35;
    return line.of(degrees) - lean * side;
  }

  Mesh mesh(int rows, int columns, Camera camera, RasterFrame frame) {
    double[] turns = new double[columns];
    double[] across = new double[columns];
    double[] along = new double[columns];
    for (int j = 0; j < columns; j++) {
      turns[j] = Math.PI * (2.0 * j / (columns - 1) - 1);
      across[j] = HeadShape.across(turns[j]);
      along[j] = HeadShape.along(turns[j]);
    }
    return Mesh.of(
        rows,
        columns,
        (i, j, out) -> {
          double t = i / (rows - 1.0);
          double cap = Math.min(1, t / 0.4);
          double y =
              t < 0.4
                  ? HeadShape.TOP + (-60 - HeadShape.TOP) * cap * cap
                  : -60 + (bottom + 60) * (t - 0.4) / 0.6;
          point(turns[j], across[j], along[j], y, out);
        },
        camera,
        frame);
  }

  private void point(double turn, double across, double along, double y, double[] out) {
    double base = Math.min(y, HANGS_FROM);
    double up = SmoothStep.step(30, 110, -y);
    double inside = hairline(turn) - y;
    double least = hair.fringe() || hair.sides() > 40 ? 0.55 : 0.15;
    double taper = SmoothStep.mix(least, 1, SmoothStep.step(0, 16, inside));
    double bumps = 1 + 0.22 * hair.curl() * own.at(5 * turn + 20, 0.11 * y);
    double side = (hair.side() * taper + 1) * bumps;
    double wave = 5 * hair.curl() * own.at(2 * turn, 0.06 * y) * SmoothStep.step(-20, 20, y);
    double lift = hair.top() * taper * bumps * up;
    double width =
        shape.halfWidth(base) + SmoothStep.mix(side, hair.top() * taper, 0.5 * up) + wave;
    double depth = along > 0 ? shape.front(base) : shape.back(base);
    out[0] = width * across;
    out[1] = y - lift;
    out[2] = shape.centre(base) + (depth + side) * along;
    out[3] = out[0];
    out[4] = y;
    out[5] = turn;
    out[6] =
        SmoothStep.mix(0.62, 1, SmoothStep.step(-2, 22, inside))
            * SmoothStep.mix(1, 0.75, SmoothStep.step(0, 90, y));
  }

  @Override
  public boolean on(Sample s) {
    float curl = (float) hair.curl();
    double below = s.y - hairline(s.turn);
    float ragged = 1.6f + 3 * curl;
    if (below > ragged || below > ragged * fine.at(28 * s.turn, 0.02f * s.y)) {
      return false;
    }
    float streak =
        0.15f * own.at(24 * s.turn, 0.03f * s.y) + 0.10f * fine.at(60 * s.turn, 0.05f * s.y);
    float knots = 0.35f * own.at(17 * s.turn, 0.30f * s.y);
    s.colour(hair.colour(), 1 + streak + (knots - 0.3f * streak) * curl);
    s.gloss = 0.22f * (1 - 0.8f * curl);
    return true;
  }
}
