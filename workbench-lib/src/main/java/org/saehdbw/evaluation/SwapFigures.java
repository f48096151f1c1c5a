package org.saehdbw.evaluation;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whose face swaps show, and in whose pose and expression, where both persons are drawn and so the
 * right answer can be drawn too. A figure is NaN where nothing was compared or a model drew NaN.
 *
 * @param faces swaps compared for identity
 * @param poses swaps of them compared for pose and expression
 * @param identityError mean squared luma error inside the mask against the src person drawn in the
 *     dst's pose, expression and light, after the best gain (not negative) and offset of each face;
 *     lower is better
 * @param unchangedError the same error of the dst faces themselves, which a swap has to stay below;
 *     it says nothing of the model
 * @param identityShare mean over the faces of {@code 1/2 + (rs - rd) / (2 (1 - rsd))} with rs and
 *     rd the swap's correlation with the src and the dst person in that pose, rsd theirs with each
 *     other: 1 is the src person, 0 the dst person, 1/2 as like one as the other; a blend counts
 *     between; higher is better
 * @param poseErrorDegrees mean over the faces of the root of squared yaw and pitch offsets; each is
 *     seen up to 25 and 15 degrees, so at most 29.2; lower is better
 * @param expressionError mean offset of eyes, brows, mouth and smile as parts of their whole range,
 *     each seen up to half of it; lower is better
 */
public record SwapFigures(
    int faces,
    int poses,
    double identityError,
    double unchangedError,
    double identityShare,
    double poseErrorDegrees,
    double expressionError) {

  /** Returns the figures by the names that files have for them, finite ones only. */
  public Map<String, Double> byName() {
    Map<String, Double> named = new LinkedHashMap<>();
    named.put("swap_identity_error", identityError);
    named.put("swap_unchanged_error", unchangedError);
    named.put("swap_identity_share", identityShare);
    named.put("swap_pose_error", poseErrorDegrees);
    named.put("swap_expression_error", expressionError);
    named.values().removeIf(value -> !Double.isFinite(value));
    return named;
  }
}
