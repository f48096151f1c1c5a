package org.saehdbw.merging.filters;

import java.util.Arrays;

/**
 * One to three channels of 32-bit floats, each a plane of its own, rows from the top: memory that
 * is used again for one picture after the other. A part of a larger picture knows its place there.
 */
public final class Planes {
  private int width;
  private int height;
  private int left;
  private int top;
  private float[][] data = new float[0][];

  /**
   * Takes a size whose planes have exactly {@code width * height} values; what they held is lost.
   *
   * @return this
   */
  public Planes exact(int newWidth, int newHeight, int channels) {
    int count = newWidth * newHeight;
    if (data.length != channels || data[0].length != count) {
      data = new float[channels][count];
    }
    return sized(newWidth, newHeight);
  }

  /**
   * Takes a size; planes that were larger stay so, with unused values at their end.
   *
   * @return this
   */
  public Planes atLeast(int newWidth, int newHeight, int channels) {
    int count = newWidth * newHeight;
    if (data.length != channels || data[0].length < count) {
      data = new float[channels][count];
    }
    return sized(newWidth, newHeight);
  }

  private Planes sized(int newWidth, int newHeight) {
    width = newWidth;
    height = newHeight;
    left = 0;
    top = 0;
    return this;
  }

  /**
   * Says where in a larger picture this part lies.
   *
   * @return this
   */
  public Planes at(int newLeft, int newTop) {
    left = newLeft;
    top = newTop;
    return this;
  }

  /** Columns. */
  public int width() {
    return width;
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** Pixels. */
  public int count() {
    return width * height;
  }

  /** The column of the larger picture at which this part begins. */
  public int left() {
    return left;
  }

  /** The row of the larger picture at which this part begins. */
  public int top() {
    return top;
  }

  /** How many planes there are. */
  public int channels() {
    return data.length;
  }

  /** The planes themselves, not copies. */
  public float[][] data() {
    return data;
  }

  /** One plane itself, not a copy. */
  public float[] plane(int channel) {
    return data[channel];
  }

  /** Sets every value. */
  public void fill(float value) {
    for (float[] plane : data) {
      Arrays.fill(plane, 0, count(), value);
    }
  }

  /**
   * Takes size, place and values of another picture.
   *
   * @return this
   */
  public Planes copy(Planes from) {
    atLeast(from.width, from.height, from.data.length).at(from.left, from.top);
    for (int c = 0; c < data.length; c++) {
      System.arraycopy(from.data[c], 0, data[c], 0, count());
    }
    return this;
  }

  /** Limits every value to [0, 1]. */
  public void clip() {
    for (float[] plane : data) {
      clip(plane, 0, count());
    }
  }

  /** Limits some values of a plane to [0, 1]. */
  public static void clip(float[] plane, int from, int end) {
    for (int i = from; i < end; i++) {
      plane[i] = Math.min(1f, Math.max(0f, plane[i]));
    }
  }
}
