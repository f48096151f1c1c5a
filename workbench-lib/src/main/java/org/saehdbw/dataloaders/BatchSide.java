package org.saehdbw.dataloaders;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * One side's samples as four arrays of 32-bit floats in (sample, channel, row, column) order,
 * values in [0, 1]. The arrays are direct memory in native byte order, which an engine takes as it
 * is.
 *
 * @param count samples
 * @param channels of the pictures, 1 or 3 (blue, green, red)
 * @param side rows and columns in pixels
 * @param warpedBytes network inputs, {@code count * channels * side * side} floats
 * @param targetBytes what the network should draw, the same shape
 * @param maskBytes face masks, {@code count * 1 * side * side} floats
 * @param eyesMouthBytes eyes-and-mouth masks, the same shape as the masks
 * @param names the faces' names in their set, for messages
 */
public record BatchSide(
    int count,
    int channels,
    int side,
    ByteBuffer warpedBytes,
    ByteBuffer targetBytes,
    ByteBuffer maskBytes,
    ByteBuffer eyesMouthBytes,
    List<String> names) {

  /** Copies four arrays into memory of its own; an array that is not read may be empty. */
  public static BatchSide of(
      int count,
      int channels,
      int side,
      FloatBuffer warped,
      FloatBuffer target,
      FloatBuffer mask,
      FloatBuffer eyesMouth,
      List<String> names) {
    return new BatchSide(
        count, channels, side, copy(warped), copy(target), copy(mask), copy(eyesMouth), names);
  }

  private static ByteBuffer copy(FloatBuffer values) {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(Float.BYTES * values.remaining()).order(ByteOrder.nativeOrder());
    bytes.asFloatBuffer().put(values.duplicate());
    return bytes;
  }

  /** Network inputs, a view from position 0. */
  public FloatBuffer warped() {
    return floats(warpedBytes);
  }

  /** What the network should draw, a view from position 0. */
  public FloatBuffer target() {
    return floats(targetBytes);
  }

  /** Face masks, a view from position 0. */
  public FloatBuffer mask() {
    return floats(maskBytes);
  }

  /** Eyes-and-mouth masks, a view from position 0. */
  public FloatBuffer eyesMouth() {
    return floats(eyesMouthBytes);
  }

  private static FloatBuffer floats(ByteBuffer bytes) {
    return bytes.duplicate().clear().order(ByteOrder.nativeOrder()).asFloatBuffer();
  }
}
