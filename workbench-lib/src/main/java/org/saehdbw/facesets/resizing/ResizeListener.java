package org.saehdbw.facesets.resizing;

/** Hears how far resizing is. The calls come from one thread at a time. */
@FunctionalInterface
public interface ResizeListener {
  /**
   * A face is done, made or found impossible.
   *
   * @param done how many of this run
   * @param missing how many there were to do when it began
   */
  void advanced(int done, int missing);

  /**
   * The work begins.
   *
   * @param faces all faces of the faceset
   * @param missing those that are not in the folder yet
   */
  default void began(int faces, int missing) {}

  /** Something is worth knowing before the work begins, such as faces that are enlarged. */
  default void warned(String message) {}

  /** Whether to stop after the faces in work; asked before each face, from any thread. */
  default boolean stopRequested() {
    return false;
  }
}
