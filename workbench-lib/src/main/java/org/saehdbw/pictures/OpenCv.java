package org.saehdbw.pictures;

import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

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

  /** Returns a copy of a picture as an 8-bit matrix that the caller releases. */
  public static Mat toMat(Picture picture) {
    load();
    Mat mat = new Mat(picture.height(), picture.width(), CvType.CV_8UC(picture.channels()));
    mat.put(0, 0, picture.pixels());
    return mat;
  }

  /**
   * Returns a copy of an 8-bit matrix of 1 or 3 channels.
   *
   * @throws IllegalArgumentException if it is another kind of matrix
   */
  public static Picture toPicture(Mat mat) {
    if (mat.depth() != CvType.CV_8U) {
      throw new IllegalArgumentException(
          "a picture needs 8-bit values, got " + CvType.typeToString(mat.type()));
    }
    byte[] pixels = new byte[mat.rows() * mat.cols() * mat.channels()];
    mat.get(0, 0, pixels);
    return new Picture(mat.cols(), mat.rows(), mat.channels(), pixels);
  }

  /**
   * Frees the pixels of matrices, and keeps the matrices until that is done. {@link Mat#release}
   * does not: once it has read the native address, the garbage collector may take the matrix for
   * unused, and its finalizer deletes it on another thread while its own call still works on it.
   *
   * @param mats that the caller does not need any more; releasing one twice does no harm
   */
  public static void release(Mat... mats) {
    for (Mat mat : mats) {
      mat.release();
    }
    Reference.reachabilityFence(mats);
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
      OpenCvLibrary.load();
      Core.setNumThreads(threads);
      return threads;
    }
  }
}
