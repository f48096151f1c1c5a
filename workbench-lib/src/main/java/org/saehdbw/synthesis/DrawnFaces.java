package org.saehdbw.synthesis;

/**
 * The old name of {@link SyntheticFaces}, so that notebooks written before still run.
 *
 * @deprecated use {@link SyntheticFaces}; this name goes with the next version
 */
@Deprecated
public final class DrawnFaces {
  private DrawnFaces() {}

  /** Returns {@link SyntheticFaces#of}. */
  public static SyntheticFaces of(int count) {
    return SyntheticFaces.of(count);
  }

  /** Returns {@link SyntheticFaces#parse}. */
  public static SyntheticFaces parse(String source) {
    return SyntheticFaces.parse(source);
  }
}
