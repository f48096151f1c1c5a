package org.saehdbw.deepfacelab;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import org.saehdbw.tensors.Parameter;

/**
 * How DeepFaceLab names and lays out a weight: {@code down1/conv1/weight:0} in the file of its
 * part, convolutions as (height, width, in, out). Ours are (out, in, height, width); dense weights
 * and biases are the same.
 */
final class DflWeightLayout {
  /** Outputs moved at once, so that what is read and what is written stay in the cache. */
  private static final int BLOCK = 16;

  private DflWeightLayout() {}

  /** Returns a weight's key in the file of its part. */
  static String key(Parameter parameter) {
    return parameter.name().substring(parameter.part().length() + 1) + ":0";
  }

  /**
   * Returns the key of a weight's state in an optimizer's file.
   *
   * @param kind {@code ms_}, {@code vs_} or {@code acc_}
   */
  static String stateKey(String kind, Parameter parameter) {
    return kind + parameter.name() + "_0:0";
  }

  static List<Integer> shape(Parameter parameter) {
    List<Integer> ours = parameter.dims().sizes();
    return parameter.kind() == Parameter.Kind.CONVOLUTION
        ? List.of(ours.get(2), ours.get(3), ours.get(1), ours.get(0))
        : ours;
  }

  /**
   * Copies a weight, or something of its shape, to our layout.
   *
   * @param theirs the elements from position to limit
   * @return direct memory of its own
   */
  static FloatBuffer toOurs(Parameter parameter, FloatBuffer theirs) {
    FloatBuffer ours = direct(theirs.remaining());
    if (parameter.kind() != Parameter.Kind.CONVOLUTION) {
      return ours.put(theirs.duplicate()).flip();
    }
    int out = parameter.dims().at(0);
    int in = parameter.dims().at(1);
    int taps = parameter.dims().at(2) * parameter.dims().at(3);
    float[] from = heap(theirs);
    float[] to = new float[from.length];
    for (int first = 0; first < out; first += BLOCK) {
      int end = Math.min(out, first + BLOCK);
      for (int i = 0; i < in; i++) {
        for (int tap = 0; tap < taps; tap++) {
          int row = (tap * in + i) * out;
          for (int o = first; o < end; o++) {
            to[(o * in + i) * taps + tap] = from[row + o];
          }
        }
      }
    }
    return ours.put(to).flip();
  }

  /**
   * Copies a weight, or something of its shape, to DeepFaceLab's layout.
   *
   * @param ours the elements from position to limit
   * @return heap memory of its own, or {@code ours} where both layouts are the same
   */
  static FloatBuffer toTheirs(Parameter parameter, FloatBuffer ours) {
    if (parameter.kind() != Parameter.Kind.CONVOLUTION) {
      return ours;
    }
    int out = parameter.dims().at(0);
    int in = parameter.dims().at(1);
    int taps = parameter.dims().at(2) * parameter.dims().at(3);
    float[] from = heap(ours);
    float[] to = new float[from.length];
    for (int first = 0; first < out; first += BLOCK) {
      int end = Math.min(out, first + BLOCK);
      for (int i = 0; i < in; i++) {
        for (int tap = 0; tap < taps; tap++) {
          int row = (tap * in + i) * out;
          for (int o = first; o < end; o++) {
            to[row + o] = from[(o * in + i) * taps + tap];
          }
        }
      }
    }
    return FloatBuffer.wrap(to);
  }

  private static float[] heap(FloatBuffer values) {
    float[] copy = new float[values.remaining()];
    values.duplicate().get(copy);
    return copy;
  }

  private static FloatBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(Float.BYTES, floats))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
