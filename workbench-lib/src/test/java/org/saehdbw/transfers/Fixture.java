package org.saehdbw.transfers;

import java.util.function.Supplier;
import org.saehdbw.testing.NpzFile;

/** A picture, its reference and what the original made of them. */
record Fixture(NpzFile arrays) {
  static Fixture of(String name) {
    return new Fixture(NpzFile.resource("/transfers/" + name + ".npz"));
  }

  Pixels src() {
    return pixels("src");
  }

  Pixels trg() {
    return pixels("trg");
  }

  float[] mask() {
    return arrays.get("mask").values();
  }

  /** The picture, black outside of the mask. */
  Pixels maskedSrc() {
    return MaskedTransfer.times(src(), mask());
  }

  /** The reference, black outside of the mask. */
  Pixels maskedTrg() {
    return MaskedTransfer.times(trg(), mask());
  }

  Pixels pixels(String name) {
    NpzFile.Entry entry = arrays.get(name);
    int[] shape = entry.shape();
    return new Pixels(shape[1], shape[0], shape[2], entry.values());
  }

  /** The stored directions, made length 1, one after the other. */
  Supplier<float[]> directions() {
    float[] raw = arrays.get("directions_raw").values();
    int[] next = {0};
    return () -> {
      int at = next[0];
      next[0] += 3;
      return Sot.unit(raw[at], raw[at + 1], raw[at + 2]);
    };
  }

  /** The stored turns, one after the other. */
  Supplier<double[][]> rotations() {
    float[] all = arrays.get("rotations").values();
    int[] next = {0};
    return () -> {
      double[][] turn = new double[3][3];
      for (int i = 0; i < 9; i++) {
        turn[i / 3][i % 3] = all[next[0]++];
      }
      return turn;
    };
  }

  /** How far a result is from what is stored. */
  Difference from(String name, Pixels ours) {
    float[] theirs = arrays.get(name).values();
    return Difference.of(ours.values(), theirs);
  }

  /** How far planes are from what is stored. */
  Difference from(String name, float[][] planes) {
    float[] values = new float[planes.length * planes[0].length];
    for (int i = 0; i < values.length; i++) {
      values[i] = planes[i % planes.length][i / planes.length];
    }
    return Difference.of(values, arrays.get(name).values());
  }

  /** Absolute differences. */
  record Difference(double mean, double largest) {
    static Difference of(float[] ours, float[] theirs) {
      if (ours.length != theirs.length) {
        throw new AssertionError(ours.length + " values, not " + theirs.length);
      }
      double sum = 0;
      double largest = 0;
      for (int i = 0; i < ours.length; i++) {
        double difference = Math.abs((double) ours[i] - theirs[i]);
        sum += difference;
        largest = difference <= largest ? largest : difference;
      }
      return new Difference(sum / ours.length, largest);
    }
  }
}
