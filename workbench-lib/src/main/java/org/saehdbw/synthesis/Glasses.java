package org.saehdbw.synthesis;

/** Spectacles: a bent sheet before the eyes, empty but for the frame. */
final class Glasses implements Paint {
  private static final double LENS_HALF_WIDTH = 23.5;

  private final FaceFeatures face;
  private final Identity.Glasses frame;
  private final double hinge;
  private final double front;
  private final double ear;

  Glasses(HeadShape shape) {
    this.face = shape.face;
    this.frame = face.who.glasses();
    this.hinge = face.eyeX + LENS_HALF_WIDTH + 8;
    this.front = Math.max(shape.z(0, -36), shape.z(20, -56)) + 3;
    this.ear = shape.halfWidth(-45) + 2.5;
  }

  boolean worn() {
    return frame.thickness() > 0;
  }

  Mesh mesh(Camera camera, RasterFrame raster) {
    int rows = 9;
    int columns = 61;
    return Mesh.of(
        rows,
        columns,
        (i, j, out) -> {
          double u = 4.0 * (j - 30);
          double y = face.eyeY + 3 + 26 * (2.0 * i / (rows - 1) - 1);
          double part = Math.max(0, Math.abs(u) - hinge);
          double x = Math.min(Math.abs(u), hinge) + (ear - hinge) * Math.min(1, part / 38);
          double bent = Math.min(Math.abs(u), hinge) / hinge;
          out[0] = Math.copySign(x, u);
          out[1] = y;
          out[2] = front - 13 * bent * bent - part;
          out[3] = u;
          out[4] = y;
          out[5] = 0;
          out[6] = 1;
        },
        camera,
        raster);
  }

  @Override
  public boolean on(Sample s) {
    double ax = Math.abs(s.x);
    double dx = (ax - face.eyeX) / LENS_HALF_WIDTH;
    double dy = (s.y - face.eyeY - 3) / frame.halfHeight();
    double a = dx * dx;
    double b = dy * dy;
    double r = Math.sqrt(Math.sqrt(a * a + b * b));
    double thick = frame.thickness();
    boolean ring = Math.abs(r - 1) * frame.halfHeight() < thick * 0.5;
    double level = Math.abs(s.y - face.eyeY + 4);
    boolean bridge = ax < face.eyeX - LENS_HALF_WIDTH + 1 && level < thick * 0.55;
    boolean side = ax > face.eyeX + LENS_HALF_WIDTH - 1 && level < thick * 0.6 && ax < hinge + 62;
    if (!ring && !bridge && !side) {
      return false;
    }
    s.colour(frame.colour(), 1);
    s.gloss = 0.3f;
    return true;
  }
}
