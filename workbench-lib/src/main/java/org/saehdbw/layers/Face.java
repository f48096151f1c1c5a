package org.saehdbw.layers;

import org.saehdbw.tensors.TensorOps;

/**
 * A face picture with its mask.
 *
 * @param picture (N, C, R, R), values in [0, 1]; between stages of a decoder any values
 * @param mask (N, 1, R, R), values in [0, 1]; between stages of a decoder any channels and values
 * @param <T> what represents an array
 */
public record Face<T>(T picture, T mask) {
  /** Returns {@code count} samples from {@code start} on. */
  public Face<T> part(TensorOps<T> ops, int start, int count) {
    return new Face<>(ops.part(picture, 0, start, count), ops.part(mask, 0, start, count));
  }
}
