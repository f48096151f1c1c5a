package org.saehdbw.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.parallel.Team;

class AreaReinhardTest {
  private static final Fixture FIXTURE = Fixture.of("color_sot_m");

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void isReinhardsTransferOfThePixelsInsideAndChangesNoOthers(int channels) {
    float[] area = FIXTURE.mask();
    int[] places = AreaTransport.places(area);
    float[][] content = planes(FIXTURE.src(), channels);
    float[][] reference = planes(FIXTURE.trg(), channels);
    float[][] inside = new Rct().planes(gathered(content, places), gathered(reference, places));
    float[][] expected = planes(FIXTURE.src(), channels);
    for (int c = 0; c < channels; c++) {
      for (int i = 0; i < places.length; i++) {
        expected[c][places[i]] = inside[c][i];
      }
    }
    float[][] alone = planes(FIXTURE.src(), channels);
    AreaReinhard.apply(alone, reference, area, Team.ALONE);
    assertThat(alone).isDeepEqualTo(expected);
    try (Team team = new Team(3, "test")) {
      AreaReinhard.apply(content, reference, area, team);
    }
    assertThat(content).isDeepEqualTo(expected);
    AreaReinhard.apply(content, reference, new float[area.length], Team.ALONE);
    assertThat(content).isDeepEqualTo(expected);
  }

  private static float[][] planes(Pixels picture, int channels) {
    return java.util.Arrays.copyOf(picture.planes(), channels);
  }

  private static float[][] gathered(float[][] planes, int[] places) {
    float[][] out = new float[planes.length][places.length];
    for (int c = 0; c < out.length; c++) {
      for (int i = 0; i < places.length; i++) {
        out[c][i] = planes[c][places[i]];
      }
    }
    return out;
  }
}
