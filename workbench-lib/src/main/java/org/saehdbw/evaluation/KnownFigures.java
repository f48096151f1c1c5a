package org.saehdbw.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The figures of held-out faces by name, and which way each is better. */
public final class KnownFigures {
  /** Which way a figure is better. */
  public enum Better {
    /** Less is better, as of an error. */
    LOWER,
    /** More is better, as of a likeness. */
    HIGHER,
    /** Neither: 1 is the goal. */
    ONE,
    /** Neither: it says nothing of the model. */
    NEITHER
  }

  private static final Map<String, Better> BY_NAME = byName();

  private KnownFigures() {}

  private static Map<String, Better> byName() {
    Map<String, Better> ofSides = new LinkedHashMap<>();
    ofSides.put("luma_mse", Better.LOWER);
    ofSides.put("luma_psnr_db", Better.HIGHER);
    ofSides.put("luma_ssim", Better.HIGHER);
    ofSides.put("mask_iou", Better.HIGHER);
    ofSides.put("eyes_mouth_mse", Better.LOWER);
    ofSides.put("sharpness_ratio", Better.ONE);
    Map<String, Better> all = new LinkedHashMap<>();
    for (String side : new String[] {"", "_src", "_dst"}) {
      ofSides.forEach((name, better) -> all.put(name + side, better));
    }
    all.put("held_out_src_error", Better.LOWER);
    all.put("held_out_dst_error", Better.LOWER);
    all.put("mean_face_src_error", Better.NEITHER);
    all.put("mean_face_dst_error", Better.NEITHER);
    all.put("one_picture_src_error", Better.NEITHER);
    all.put("one_picture_dst_error", Better.NEITHER);
    all.put("swap_identity_error", Better.LOWER);
    all.put("swap_unchanged_error", Better.NEITHER);
    all.put("swap_identity_share", Better.HIGHER);
    all.put("swap_pose_error", Better.LOWER);
    all.put("swap_expression_error", Better.LOWER);
    return Collections.unmodifiableMap(all);
  }

  /** Returns every name. */
  public static Set<String> names() {
    return BY_NAME.keySet();
  }

  /** Returns which way a figure is better, empty where there is none of that name. */
  public static Optional<Better> better(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /**
   * Says why models cannot be ranked by a figure; empty where they can, or it is not known.
   *
   * @param name such as {@code sharpness_ratio}
   */
  public static Optional<String> unfit(String name) {
    return better(name)
        .flatMap(
            better ->
                switch (better) {
                  case ONE ->
                      Optional.of(name + " is best at 1, neither lower nor higher is better");
                  case NEITHER -> Optional.of(name + " does not depend on what the model draws");
                  default -> Optional.empty();
                });
  }
}
