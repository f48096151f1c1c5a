package org.saehdbw.transfers;

import java.util.List;
import java.util.Locale;
import org.saehdbw.parallel.Team;
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
    Pixels.check(content, reference);
    return content.clipped(
        planes(
            content.planes(),
            reference.planes(),
            content.width(),
            mask,
            TransferDraws.of(random),
            Team.ALONE));
  }

  /** Whether both pictures are black outside of the mask when their statistics are taken. */
  public boolean isBlackOutside() {
    return this == MKL_M || this == IDT_M || this == SOT_M || this == MIX_M;
  }

  /**
   * Transfers pictures that are given as planes, without the checks of {@link #apply}: all values
   * must be finite.
   *
   * @param content one or three planes, which may be changed
   * @param reference as many planes of the same size, which may be changed
   * @param width columns
   * @param mask 1 inside and 0 outside, one value a pixel
   * @param draws where chance comes from
   * @param team shares the slow modes' work; the result is the same at any number of threads
   * @return planes with values in [0, 1], which may be those of the content
   */
  public float[][] planes(
      float[][] content,
      float[][] reference,
      int width,
      float[] mask,
      TransferDraws draws,
      Team team) {
    if (isBlackOutside()) {
      times(content, mask);
      times(reference, mask);
    }
    return switch (this) {
      case RCT -> new Rct(mask, mask).planes(content, reference);
      case LCT -> clipped(Lct.match(content, reference, Lct.Form.PCA));
      case MKL, MKL_M -> clipped(Mkl.planes(content, reference));
      case IDT, IDT_M -> clipped(Idt.planes(content, reference, draws.turns()));
      case SOT_M ->
          clipped(Sot.merging().correct(content, reference, width, draws.directions(), team));
      case MIX_M -> Mix.planes(content, reference, width, draws.directions(), team);
    };
  }

  private static float[][] clipped(float[][] planes) {
    for (float[] plane : planes) {
      for (int i = 0; i < plane.length; i++) {
        plane[i] = Math.min(1f, Math.max(0f, plane[i]));
      }
    }
    return planes;
  }

  private static void times(float[][] planes, float[] mask) {
    for (float[] plane : planes) {
      for (int i = 0; i < plane.length; i++) {
        plane[i] *= mask[i];
      }
    }
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
