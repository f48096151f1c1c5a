package org.saehdbw.evaluation;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How well faces were drawn, all on luma in [0, 1] and so comparable between gray and colour
 * models. Sums over all faces are divided, so a face counts as much as its mask is large. A figure
 * is NaN where there is nothing to make it of, or a model drew NaN.
 *
 * @param faces how many were measured
 * @param lumaMse mean squared error inside the mask; lower is better
 * @param lumaPsnrDb peak signal to noise ratio of that pooled error, {@code 10 log10(1 / lumaMse)}
 *     dB; higher is better. Not the mean of each face's: one easy face would lift that however bad
 *     the others are, and a flawless one would make it infinite
 * @param lumaSsim {@link StructuralSimilarity}, weighted with the mask at the window's centre;
 *     higher is better, at most 1. Windows at the mask's rim reach five pixels beyond it
 * @param maskIou area inside both masks over area inside at least one, each cut at 0.5; higher is
 *     better, at most 1
 * @param eyesMouthMse mean squared error of eyes and mouth; lower is better
 * @param sharpnessRatio root of the drawn over the true energy of the Laplacian inside the mask: 1
 *     is as sharp as the true face, below blurrier, above noisier or harder; detail of half the
 *     contrast gives 0.5
 */
public record FaceFigures(
    int faces,
    double lumaMse,
    double lumaPsnrDb,
    double lumaSsim,
    double maskIou,
    double eyesMouthMse,
    double sharpnessRatio) {

  /** Pools measured faces. */
  public static FaceFigures of(Collection<FaceMeasure> measures) {
    FaceMeasure all = measures.stream().reduce(FaceMeasure.NOTHING, FaceMeasure::plus);
    double mse = all.squares() / all.weight();
    return new FaceFigures(
        measures.size(),
        mse,
        10 * Math.log10(1 / mse),
        all.similarity() / all.similarityWeight(),
        all.common() / all.either(),
        all.eyesMouthSquares() / all.eyesMouthWeight(),
        Math.sqrt(all.drawnDetail() / all.trueDetail()));
  }

  /** Returns the mean of each figure of both, as both sides of a run count the same. */
  public static FaceFigures mean(FaceFigures src, FaceFigures dst) {
    return new FaceFigures(
        src.faces + dst.faces,
        (src.lumaMse + dst.lumaMse) / 2,
        (src.lumaPsnrDb + dst.lumaPsnrDb) / 2,
        (src.lumaSsim + dst.lumaSsim) / 2,
        (src.maskIou + dst.maskIou) / 2,
        (src.eyesMouthMse + dst.eyesMouthMse) / 2,
        (src.sharpnessRatio + dst.sharpnessRatio) / 2);
  }

  /**
   * Returns the figures by the names that files have for them, without values that are not finite.
   *
   * @param suffix behind each name, such as {@code _src}
   */
  public Map<String, Double> byName(String suffix) {
    Map<String, Double> named = new LinkedHashMap<>();
    named.put("luma_mse" + suffix, lumaMse);
    named.put("luma_psnr_db" + suffix, lumaPsnrDb);
    named.put("luma_ssim" + suffix, lumaSsim);
    named.put("mask_iou" + suffix, maskIou);
    named.put("eyes_mouth_mse" + suffix, eyesMouthMse);
    named.put("sharpness_ratio" + suffix, sharpnessRatio);
    named.values().removeIf(value -> !Double.isFinite(value));
    return named;
  }
}
