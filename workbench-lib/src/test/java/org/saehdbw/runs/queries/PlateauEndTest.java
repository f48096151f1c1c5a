package org.saehdbw.runs.queries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlateauEndTest {
  private static SavedFigures save(long iteration, double src, double dst) {
    return new SavedFigures(
        iteration,
        Map.of(
            "held_out_src_error",
            src,
            "held_out_dst_error",
            dst,
            "one_picture_src_error",
            0.03,
            "one_picture_dst_error",
            0.05));
  }

  @Test
  void isOnTheLineBetweenTwoSaves() {
    // Nine tenths of 0.04 are 0.036; the error falls from 0.04 at 50 to 0.032 at 100.
    List<SavedFigures> saves =
        List.of(save(50, 0.03, 0.05), save(100, 0.03, 0.034), save(150, 0.04, 0.05));
    assertThat(PlateauEnd.of(saves).orElseThrow()).isCloseTo(75, within(1e-9));
  }

  @Test
  void theFirstSaveCanBeBehindIt() {
    assertThat(PlateauEnd.of(List.of(save(50, 0.01, 0.01)))).hasValue(50);
  }

  @Test
  void thereIsNoneWhileItLasts() {
    assertThat(PlateauEnd.of(List.of(save(50, 0.03, 0.05), save(100, 0.04, 0.04)))).isEmpty();
    assertThat(PlateauEnd.of(List.of())).isEmpty();
  }

  @Test
  void runsOfEarlierVersionsHaveNone() {
    SavedFigures old =
        new SavedFigures(50, Map.of("held_out_src_error", 0.0, "held_out_dst_error", 0.0));
    assertThat(PlateauEnd.of(List.of(old))).isEmpty();
  }
}
