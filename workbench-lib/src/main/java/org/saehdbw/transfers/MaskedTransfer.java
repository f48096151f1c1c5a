package org.saehdbw.transfers;

import java.util.List;
import java.util.Locale;
import org.saehdbw.tensors.CounterRandom;

/**
 * The transfers of merging (spec/transfers 8.2), where only a face's area counts: {@link #RCT}
 * takes masks, the modes with M have both pictures multiplied by the mask first, so their results
 * are black outside of it.
 */
public enum MaskedTransfer {
  /** {@link TransferMode#RCT} with means and deviations of the area. */
  RCT,
  /** {@link TransferMode#LCT} of the whole pictures. */
  LCT,
  /** {@link TransferMode#MKL} of the whole pictures. */
  MKL,
  /** {@link TransferMode#MKL} of the area. */
  MKL_M,
  /** {@link TransferMode#IDT} of the whole pictures. */
  IDT,
  /** {@link TransferMode#IDT} of the area. */
  IDT_M,
  /** {@link TransferMode#SOT} of the area, with 30 directions a step. */
  SOT_M,
  /** {@link TransferMode#MIX} of the area. */
  MIX_M;

  /** The name in settings, such as {@code mkl-m}. */
  public String option() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The names of all modes. */
  public static List<String> options() {
    return java.util.Arrays.stream(values()).map(MaskedTransfer::option).toList();
  }

  /**
   * Transfers.
   *
   * @param mask 1 inside and 0 outside, one value a pixel, of both pictures, which have one size
   * @throws IllegalArgumentException if sizes or channels differ, or a value is not finite
   */
  public Pixels apply(Pixels content, Pixels reference, float[] mask, CounterRandom random) {
    if (content.width() != reference.width()
        || content.height() != reference.height()
        || mask.length != content.count()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "content, reference and mask must have one size, got %d x %d, %d x %d and %d values",
              content.width(),
              content.height(),
              reference.width(),
              reference.height(),
              mask.length));
    }
    return switch (this) {
      case RCT -> new Rct(mask, mask).apply(content, reference, random);
      case LCT -> new Lct(Lct.Form.PCA).apply(content, reference, random);
      case MKL -> new Mkl().apply(content, reference, random);
      case IDT -> new Idt().apply(content, reference, random);
      case MKL_M -> new Mkl().apply(times(content, mask), times(reference, mask), random);
      case IDT_M -> new Idt().apply(times(content, mask), times(reference, mask), random);
      case SOT_M -> Sot.merging().apply(times(content, mask), times(reference, mask), random);
      case MIX_M -> new Mix().apply(times(content, mask), times(reference, mask), random);
    };
  }

  /** Returns a picture that is black outside of a mask. */
  static Pixels times(Pixels picture, float[] mask) {
    float[] out = picture.values().clone();
    for (int i = 0; i < out.length; i++) {
      out[i] *= mask[i / picture.channels()];
    }
    return picture.with(out);
  }
}
