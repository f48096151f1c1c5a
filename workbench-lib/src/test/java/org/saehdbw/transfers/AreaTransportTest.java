package org.saehdbw.transfers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.saehdbw.parallel.Team;
import org.saehdbw.tensors.CounterRandom;

class AreaTransportTest {
  private static final Fixture FIXTURE = Fixture.of("color_sot_m");

  private static float[][] ours(Team team) {
    float[][] content = FIXTURE.src().planes();
    AreaTransport.apply(
        content, FIXTURE.trg().planes(), FIXTURE.src().width(), FIXTURE.mask(), team);
    return content;
  }

  private static double mean(float[] plane, float[] mask) {
    double sum = 0;
    double count = 0;
    for (int i = 0; i < plane.length; i++) {
      sum += mask[i] * plane[i];
      count += mask[i];
    }
    return sum / count;
  }

  /** The original's correction fades towards the mask's border, ours does not. */
  @Test
  void meansInsideComeCloserToTheReferenceThanThoseOfTheOriginal() {
    float[] mask = FIXTURE.mask();
    float[][] ours = ours(Team.ALONE);
    Pixels theirs =
        MaskedTransfer.SOT_M.apply(
            FIXTURE.src(), FIXTURE.trg(), mask, CounterRandom.of(1, "transfer", 0, 0));
    for (int c = 0; c < 3; c++) {
      double wanted = mean(FIXTURE.trg().plane(c), mask);
      double left = Math.abs(mean(ours[c], mask) - wanted);
      assertThat(left).isLessThan(0.02);
      assertThat(left).isLessThan(Math.abs(mean(theirs.plane(c), mask) - wanted));
    }
  }

  @Test
  void sameBytesOnAnyNumberOfThreadsAndNothingOutside() {
    float[][] one = ours(Team.ALONE);
    try (Team team = new Team(3, "test")) {
      assertThat(ours(team)).isDeepEqualTo(one);
    }
    float[] mask = FIXTURE.mask();
    float[][] before = FIXTURE.src().planes();
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < mask.length; i++) {
        before[c][i] = mask[i] > 0 ? one[c][i] : before[c][i];
      }
    }
    assertThat(one).isDeepEqualTo(before);
  }

  @Test
  void equalPicturesAreLeftAlone() {
    float[][] content = FIXTURE.src().planes();
    AreaTransport.apply(
        content, FIXTURE.src().planes(), FIXTURE.src().width(), FIXTURE.mask(), Team.ALONE);
    assertThat(Fixture.Difference.of(content[1], FIXTURE.src().plane(1)).largest())
        .isLessThan(1e-5);
  }

  @Test
  void oneColourBecomesTheOther() {
    for (int channels = 1; channels <= 3; channels += 2) {
      float[][] content = new float[channels][64];
      float[][] reference = new float[channels][64];
      float[] area = new float[64];
      for (int i = 0; i < 64; i++) {
        area[i] = i % 8 > 2 ? 1 : 0;
        for (int c = 0; c < channels; c++) {
          content[c][i] = 0.3f;
          reference[c][i] = 0.5f + 0.1f * c;
        }
      }
      AreaTransport.apply(content, reference, 8, area, Team.ALONE);
      for (int c = 0; c < channels; c++) {
        // Ten steps of a third of the way are 98.3 % of it; gray is matched at once.
        float goal = channels == 1 ? 0.5f : 0.3f + 0.983f * (0.2f + 0.1f * c);
        assertThat(content[c][7]).isCloseTo(goal, within(2e-3f));
        assertThat(content[c][0]).isEqualTo(0.3f);
      }
    }
  }

  @Test
  void anEmptyAreaChangesNothing() {
    float[][] content = {{0.1f, 0.2f}};
    AreaTransport.apply(content, new float[][] {{0.5f, 0.6f}}, 2, new float[2], Team.ALONE);
    assertThat(content[0]).containsExactly(0.1f, 0.2f);
  }
}
