package org.saehdbw.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KnownFiguresTest {
  @Test
  void everyFigureThatIsMeasuredIsKnown() {
    assertThat(KnownFigures.names())
        .containsAll(new FaceFigures(1, 0, 0, 0, 0, 0, 0).byName("_dst").keySet())
        .containsAll(new FaceFigures(1, 0, 0, 0, 0, 0, 0).byName("").keySet())
        .containsAll(new SwapFigures(1, 1, 0, 0, 0, 0, 0).byName().keySet());
  }

  @Test
  void sharpnessDoesNotRank() {
    assertThat(KnownFigures.better("luma_ssim_src")).contains(KnownFigures.Better.HIGHER);
    assertThat(KnownFigures.unfit("luma_ssim_src")).isEmpty();
    assertThat(KnownFigures.unfit("sharpness_ratio_dst"))
        .contains("sharpness_ratio_dst is best at 1, neither lower nor higher is better");
    assertThat(KnownFigures.unfit("mean_face_src_error"))
        .contains("mean_face_src_error does not depend on what the model draws");
    assertThat(KnownFigures.better("luma_msr")).isEmpty();
  }
}
