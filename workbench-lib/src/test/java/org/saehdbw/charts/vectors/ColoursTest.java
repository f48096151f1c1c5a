package org.saehdbw.charts.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import org.junit.jupiter.api.Test;

class ColoursTest {
  private static final Color BLUE = new Color(0, 114, 178);

  @Test
  void lumaIsTheLightnessInGrayPrint() {
    assertThat(Colours.luma(BLUE)).isCloseTo(0.587 * 114 + 0.114 * 178, within(1e-9));
    assertThat(Colours.luma(Color.WHITE)).isCloseTo(255, within(1e-9));
    assertThat(Colours.gray(new Color(0, 114, 178, 50))).isEqualTo(new Color(87, 87, 87, 50));
  }

  @Test
  void aColourIsMadeDarkerOrLighterUntilItHasALuma() {
    for (double luma : new double[] {0, 40, 87, 130, 220, 255}) {
      assertThat(Colours.luma(Colours.withLuma(BLUE, luma))).isCloseTo(luma, within(1.0));
    }
    assertThat(Colours.withLuma(Color.BLACK, 100)).isEqualTo(new Color(100, 100, 100));
    assertThat(Colours.withLuma(Color.WHITE, 100)).isEqualTo(new Color(100, 100, 100));
  }

  @Test
  void aDarkPageHasLightTextAndLighterCurves() {
    assertThat(Colours.dark(Color.WHITE)).isEqualTo(new Color(17, 17, 17));
    assertThat(Colours.dark(Color.BLACK)).isEqualTo(Color.WHITE);
    assertThat(Colours.luma(Colours.dark(new Color(225, 225, 225)))).as("grid").isLessThan(60);
    assertThat(Colours.luma(Colours.dark(BLUE))).isGreaterThan(140);
    assertThat(Colours.luma(Colours.dark(new Color(110, 110, 110)))).isGreaterThan(140);
    assertThat(Colours.dark(new Color(255, 255, 255, 9)).getAlpha()).isEqualTo(9);
  }
}
