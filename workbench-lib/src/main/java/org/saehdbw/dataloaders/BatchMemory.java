package org.saehdbw.dataloaders;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * One side of a batch that is used again and again: direct memory, and views of it that OpenCV
 * writes samples into, so that nothing is copied to assemble a batch.
 */
final class BatchMemory {
  private static final int ALIGNMENT = 64;

  private final int channels;
  private final int side;
  private final ByteBuffer warped;
  private final ByteBuffer target;
  private final ByteBuffer mask;
  private final ByteBuffer eyesMouth;
  private final SamplePlanes[] planes;
  private final String[] names;

  BatchMemory(int count, int channels, int side) {
    this.channels = channels;
    this.side = side;
    warped = direct(count * channels);
    target = direct(count * channels);
    mask = direct(count);
    eyesMouth = direct(count);
    names = new String[count];
    planes = new SamplePlanes[count];
    Arrays.fill(names, "");
    for (int i = 0; i < count; i++) {
      planes[i] =
          new SamplePlanes(
              views(warped, i, channels),
              views(target, i, channels),
              view(mask, i),
              view(eyesMouth, i));
    }
  }

  private ByteBuffer direct(int pictures) {
    int bytes = Math.multiplyExact(pictures, Math.multiplyExact(side * side, Float.BYTES));
    // Aligned alike, so that no kernel treats one batch's memory otherwise than another's.
    return ByteBuffer.allocateDirect(bytes + ALIGNMENT)
        .alignedSlice(ALIGNMENT)
        .slice(0, bytes)
        .order(ByteOrder.nativeOrder());
  }

  private Mat[] views(ByteBuffer memory, int sample, int each) {
    Mat[] views = new Mat[each];
    Arrays.setAll(views, channel -> view(memory, sample * each + channel));
    return views;
  }

  private Mat view(ByteBuffer memory, int picture) {
    int bytes = side * side * Float.BYTES;
    return new Mat(side, side, CvType.CV_32FC1, memory.slice(picture * bytes, bytes));
  }

  /** Where a sample's values go. */
  SamplePlanes planes(int sample) {
    return planes[sample];
  }

  /** Notes which face a sample shows. */
  void name(int sample, String name) {
    names[sample] = name;
  }

  /** How many samples there is room for. */
  int count() {
    return names.length;
  }

  /** The whole side, over this memory. */
  BatchSide toSide() {
    return new BatchSide(
        count(), channels, side, warped, target, mask, eyesMouth, List.of(names.clone()));
  }

  /** The first samples of this memory. */
  BatchSide toSide(int first) {
    int plane = side * side * Float.BYTES;
    return new BatchSide(
        first,
        channels,
        side,
        part(warped, first * channels * plane),
        part(target, first * channels * plane),
        part(mask, first * plane),
        part(eyesMouth, first * plane),
        List.of(names).subList(0, first));
  }

  private static ByteBuffer part(ByteBuffer memory, int bytes) {
    return memory.slice(0, bytes).order(ByteOrder.nativeOrder());
  }
}
