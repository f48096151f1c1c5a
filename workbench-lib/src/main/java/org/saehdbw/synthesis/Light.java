package org.saehdbw.synthesis;

/** Soft light from one side and from everywhere. */
final class Light {
  private static final float WRAP = 0.25f;

  private final float x;
  private final float y;
  private final float z;
  private final float ambient;
  private final float directed;

  Light(FaceParameters p) {
    double level = StrictMath.cos(p.lightElevation());
    x = (float) (StrictMath.sin(p.lightAzimuth()) * level);
    y = (float) -StrictMath.sin(p.lightElevation());
    z = (float) (StrictMath.cos(p.lightAzimuth()) * level);
    ambient = (float) (p.exposure() * (1 - p.lightShare()) * 0.98);
    directed = (float) (p.exposure() * p.lightShare() * 1.28);
  }

  /** Turns the paint's colour into what the camera sees. */
  void apply(Sample s) {
    float facing = s.normalX * x + s.normalY * y + s.normalZ * z;
    float diffuse = Math.max(0, (facing + WRAP) / (1 + WRAP));
    // From everywhere, but the sky is brighter than the floor and the camera's side than the back.
    float around = ambient * (0.86f - 0.10f * s.normalY + 0.14f * s.normalZ);
    float full = (around * s.open + directed * diffuse * (0.35f + 0.65f * s.open));
    float flat = ambient + 0.75f * directed;
    float light = flat + (full - flat) * s.relief;
    float shine = 0;
    if (s.gloss > 0) {
      // The half-way direction between the light and the camera, not normalised to the last bit.
      float half = s.normalX * x + s.normalY * y + s.normalZ * (z + 1);
      float square = half * half / (2 + 2 * z);
      float p4 = square * square * square * square;
      shine = half > 0 ? s.gloss * directed * p4 * p4 : 0;
    }
    s.red = s.red * light + shine;
    s.green = s.green * light + shine;
    s.blue = s.blue * light + shine;
  }
}
