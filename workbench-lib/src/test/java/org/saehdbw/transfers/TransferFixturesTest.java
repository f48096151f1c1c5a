package org.saehdbw.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.saehdbw.tensors.CounterRandom;

/** Every mode against what the original made of the same pictures and the same draws. */
class TransferFixturesTest {
  private static final CounterRandom NONE = CounterRandom.of(1, "unused", 0, 0);

  private static void assertWithin(Fixture.Difference found, double largest) {
    assertThat(found.largest()).isLessThanOrEqualTo(largest);
  }

  @Test
  void rctWithinTheErrorOfOpenCvsTables() {
    Fixture plain = Fixture.of("color_rct");
    Fixture.Difference found = plain.from("out", new Rct().apply(plain.src(), plain.trg(), NONE));
    assertWithin(found, 0.015);
    assertThat(found.mean()).isLessThan(0.003);
    Fixture masked = Fixture.of("color_rct_masked");
    Pixels out = MaskedTransfer.RCT.apply(masked.src(), masked.trg(), masked.mask(), NONE);
    assertWithin(masked.from("out", out), 0.015);
    assertThat(masked.from("out", out).mean()).isLessThan(0.003);
  }

  @ParameterizedTest
  @CsvSource({
    "color_lct, PCA",
    "color_lct_chol, CHOLESKY",
    "color_lct_sym, SYMMETRIC",
    "gray_lct, PCA"
  })
  void lct(String name, Lct.Form form) {
    Fixture fixture = Fixture.of(name);
    assertWithin(
        fixture.from("out", new Lct(form).apply(fixture.src(), fixture.trg(), NONE)), 1e-5);
  }

  @Test
  void mkl() {
    Fixture plain = Fixture.of("color_mkl");
    assertWithin(plain.from("out", new Mkl().apply(plain.src(), plain.trg(), NONE)), 1e-5);
    Fixture masked = Fixture.of("color_mkl_m");
    Pixels out = MaskedTransfer.MKL_M.apply(masked.src(), masked.trg(), masked.mask(), NONE);
    assertWithin(masked.from("out", out), 1e-5);
  }

  @Test
  void idtAlongTheStoredTurns() {
    for (String name : new String[] {"color_idt", "color_idt_identity_rotations"}) {
      Fixture plain = Fixture.of(name);
      Pixels out = new Idt().apply(plain.src(), plain.trg(), plain.rotations());
      assertWithin(plain.from("out", out), 1e-3);
    }
    // Masked zeros sit on the bins' edges, where rounding decides.
    Fixture masked = Fixture.of("color_idt_m");
    Pixels out = new Idt().apply(masked.maskedSrc(), masked.maskedTrg(), masked.rotations());
    assertWithin(masked.from("out", out), 0.05);
    assertThat(masked.from("out", out).mean()).isLessThan(0.01);
  }

  @Test
  void sotAlongTheStoredDirections() {
    Fixture plain = Fixture.of("color_sot");
    float[][] raw =
        new Sot(5, Sot.Smoothing.NONE)
            .correct(plain.src(), plain.trg().planes(), plain.directions());
    assertWithin(plain.from("out_unregularised_unclipped", raw), 5e-4);
    Sot exact = new Sot(5, Sot.Smoothing.EXACT);
    assertWithin(
        plain.from("out", exact.apply(plain.src(), plain.trg(), plain.directions())), 1e-5);
    Pixels quick = Sot.training().apply(plain.src(), plain.trg(), plain.directions());
    assertWithin(plain.from("out", quick), 1e-3);
    Fixture masked = Fixture.of("color_sot_m");
    Pixels out = Sot.merging().apply(masked.maskedSrc(), masked.maskedTrg(), masked.directions());
    assertWithin(masked.from("out_with_stable_sort", out), 1e-5);
    assertWithin(masked.from("out", out), 0.003);
  }

  @Test
  void graySotIsOneMatchOfRanks() {
    for (Sot sot : new Sot[] {Sot.training(), Sot.merging()}) {
      Fixture plain = Fixture.of("gray_sot");
      assertWithin(plain.from("out", sot.apply(plain.src(), plain.trg(), NONE)), 1e-5);
      Fixture masked = Fixture.of("gray_sot_m");
      assertWithin(
          masked.from("out", sot.apply(masked.maskedSrc(), masked.maskedTrg(), NONE)), 1e-5);
      Fixture coarse = Fixture.of("gray_sot_quantised_8bit");
      Pixels out = sot.apply(coarse.src(), coarse.trg(), NONE);
      assertWithin(coarse.from("out_with_stable_sort", out), 1e-5);
    }
    Sot raw = new Sot(5, Sot.Smoothing.NONE);
    Fixture plain = Fixture.of("gray_sot");
    assertWithin(
        plain.from(
            "out_unregularised_unclipped",
            raw.correct(plain.src(), plain.trg().planes(), () -> new float[0])),
        1e-6);
    Fixture coarse = Fixture.of("gray_sot_quantised_8bit");
    assertWithin(
        coarse.from(
            "out_unregularised_with_stable_sort",
            raw.correct(coarse.src(), coarse.trg().planes(), () -> new float[0])),
        1e-6);
  }

  @Test
  void mixOnEightBits() {
    Fixture plain = Fixture.of("color_mix");
    Pixels out = new Mix().apply(plain.src(), plain.trg(), plain.directions());
    assertWithin(plain.from("out_with_stable_sort", out), 0.02);
    assertWithin(plain.from("out", out), 0.03);
    Fixture masked = Fixture.of("color_mix_m");
    Pixels area = new Mix().apply(masked.maskedSrc(), masked.maskedTrg(), masked.directions());
    assertWithin(masked.from("out_with_stable_sort", area), 0.02);
    assertThat(masked.from("out", area).mean()).isLessThan(0.009);
  }

  @ParameterizedTest
  @CsvSource({
    "color_hist_match_255, 255, false",
    "color_hist_match_238, 238, false",
    "gray_hist_match_238, 238, false",
    "color_hist_match_238_masked, 238, true"
  })
  void histogramMatch(String name, int threshold, boolean masked) {
    Fixture fixture = Fixture.of(name);
    Pixels src = masked ? whiteOutside(fixture.src(), fixture.mask()) : fixture.src();
    Pixels trg = masked ? whiteOutside(fixture.trg(), fixture.mask()) : fixture.trg();
    assertWithin(fixture.from("out", new HistogramMatch(threshold).apply(src, trg, NONE)), 1e-6);
  }

  private static Pixels whiteOutside(Pixels picture, float[] mask) {
    float[] values = MaskedTransfer.times(picture, mask).values();
    for (int i = 0; i < values.length; i++) {
      values[i] += 1 - mask[i / picture.channels()];
    }
    return picture.with(values);
  }
}
