package org.saehdbw.planning;

import org.saehdbw.architectures.ModelSpec;

/**
 * Parameter counts by the closed formulas of the model's specification (section 2.14). They know
 * nothing of our layers: only dims and letters go in.
 */
final class ClosedFormulas {
  private ClosedFormulas() {}

  static long total(ModelSpec s) {
    long encoder = encoder(s);
    return s.family() == ModelSpec.Family.DF
        ? encoder + inter(s, s.aeDims()) + 2 * decoder(s, s.aeDims())
        : encoder + 2 * inter(s, 2L * s.aeDims()) + decoder(s, 4L * s.aeDims());
  }

  static long encoder(ModelSpec s) {
    long e = s.eDims();
    long c = s.channels();
    return s.has('t') ? 25 * c * e + 3820 * e * e + 41 * e : 25 * c * e + 1050 * e * e + 15 * e;
  }

  static long inter(ModelSpec s, long o) {
    long a = s.aeDims();
    long across = s.resolution() / (s.has('t') ? 32 : 16);
    long f = 8L * s.eDims() * across * across;
    long l = s.resolution() / (s.has('d') ? 32 : 16);
    long dense = f * a + a + a * l * l * o + l * l * o;
    return s.has('t') ? dense : dense + 36 * o * o + 4 * o;
  }

  static long decoder(ModelSpec s, long z) {
    return picture(s, z) + mask(s, z);
  }

  private static long picture(ModelSpec s, long z) {
    long d = s.dDims();
    long c = s.channels();
    long stack =
        s.has('t') ? 288 * z * d + 6408 * d * d + 132 * d : 288 * z * d + 2952 * d * d + 84 * d;
    long heads = 2 * d * c + c;
    return stack + heads + (s.has('d') ? 3 * (18 * d * c + c) : 0);
  }

  private static long mask(ModelSpec s, long z) {
    long m = s.dMaskDims();
    long stack =
        s.has('t') ? 288 * z * m + 3744 * m * m + 88 * m : 288 * z * m + 1440 * m * m + 56 * m;
    return stack + (s.has('d') ? 72 * m * m + 4 * m + (m + 1) : 2 * m + 1);
  }
}
