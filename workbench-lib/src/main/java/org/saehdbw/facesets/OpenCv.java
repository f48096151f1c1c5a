package org.saehdbw.facesets;

import org.jspecify.annotations.Nullable;
import org.opencv.core.Core;

/**
 * Loads OpenCV's native library, once for the process and only when somebody needs it: reading and
 * writing face files does not.
 *
 * <p>OpenCV's own threads are off by default, because loaders already work on several samples at
 * once; the system property {@value #THREADS_PROPERTY} says otherwise.
 */
public final class OpenCv {
  /** The system property with the number of threads that OpenCV may use, 1 if not set. */
  public static final String THREADS_PROPERTY = "saehdbw.opencv.threads";

  private OpenCv() {}

  /**
   * Loads the library if it is not loaded yet. Every class here that calls OpenCV does this itself.
   *
   * @throws IllegalArgumentException if the property is not a number of at least 1
   */
  public static void load() {
    if (Loaded.THREADS < 1) {
      throw new IllegalStateException("OpenCV could not be loaded");
    }
  }

  /** How many threads OpenCV uses, after loading it. */
  public static int threads() {
    return Loaded.THREADS;
  }

  static int parseThreads(String value) {
    try {
      int threads = Integer.parseInt(value.trim());
      if (threads >= 1) {
        return threads;
      }
    } catch (NumberFormatException e) {
      throw badThreads(value, e);
    }
    throw badThreads(value, null);
  }

  private static IllegalArgumentException badThreads(String value, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        THREADS_PROPERTY + " must be a whole number of at least 1, got " + value, cause);
  }

  /** Initialised by its first use, which the virtual machine lets happen once. */
  private static final class Loaded {
    static final int THREADS = loadNative();

    private static int loadNative() {
      int threads = parseThreads(System.getProperty(THREADS_PROPERTY, "1"));
      nu.pattern.OpenCV.loadLocally();
      Core.setNumThreads(threads);
      return threads;
    }
  }
}
