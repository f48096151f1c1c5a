package org.saehdbw.training.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.training.plan.RemainingStages.Left;

class RemainingStagesTest {
  private static final double NONE = Double.POSITIVE_INFINITY;

  private static StageEnd iterations(int count) {
    return new StageEnd(count, 0, "", 0);
  }

  private static RemainingStages stages(StageEnd... ends) {
    return new RemainingStages(List.of(ends), 100, false);
  }

  private static Settings settings(String... words) throws SettingsException {
    return SettingsReader.readWords(TrainingSettings.defaults(), List.of(words));
  }

  @Test
  void countsWhatIsLeftOfThePresentStageAndAllThatFollow() {
    RemainingStages two = stages(iterations(50), iterations(200));
    assertThat(two.left(130, 0, 1, 0)).isEqualTo(new Left(220, false));
    assertThat(two.left(160, 0, 1, 0)).isEqualTo(new Left(200, false));
    assertThat(two.left(130, 0, 1, 300)).isEqualTo(new Left(170, false));
    assertThat(RemainingStages.NONE.left(130, 0, 1, 0)).isEqualTo(new Left(NONE, false));
    assertThat(RemainingStages.NONE.left(130, 0, 1, 300)).isEqualTo(new Left(170, false));
  }

  @Test
  void aTimeBecomesIterationsAtThePresentSpeed() {
    RemainingStages timed = stages(new StageEnd(0, 60, "", 0), new StageEnd(100, 30, "", 0));
    // 20 s of the first are left and all 30 of the second, at half a second each.
    assertThat(timed.left(130, 40, 0.5, 0)).isEqualTo(new Left(100, false));
    assertThat(timed.isTimed()).isTrue();
    assertThat(stages(iterations(1)).isTimed()).isFalse();
  }

  @Test
  void aPlateauOrAQualityMakesABound() {
    StageEnd plateau = new StageEnd(50, 0, "", 10);
    StageEnd quality = new StageEnd(50, 0, "luma_psnr_db>=24", 0);
    assertThat(stages(plateau, iterations(20)).left(130, 0, 1, 0)).isEqualTo(new Left(40, true));
    assertThat(stages(iterations(50), quality).left(130, 0, 1, 0)).isEqualTo(new Left(70, true));
    StageEnd unbounded = new StageEnd(0, 0, "", 10);
    assertThat(stages(unbounded, iterations(20)).left(130, 0, 1, 0))
        .isEqualTo(new Left(NONE, true));
    assertThat(stages(unbounded, iterations(20)).left(130, 0, 1, 400))
        .isEqualTo(new Left(270, true));
  }

  /** What a plateau saves goes to the last stage, which lasts until the target iteration. */
  @Test
  void beforeALastStageWithoutAnEndTheTargetIsExact() {
    StageEnd plateau = new StageEnd(50, 0, "", 10);
    assertThat(stages(plateau, StageEnd.NEVER).left(130, 0, 1, 400))
        .isEqualTo(new Left(270, false));
    assertThat(new RemainingStages(List.of(StageEnd.NEVER), 0, true).left(130, 0, 1, 400))
        .isEqualTo(new Left(270, true));
  }

  @Test
  void eventsSayInWhichStageARunIs() throws SettingsException {
    Settings run =
        settings(
            "stages=[{name: a, end: {iterations: 10}}, {name: b, end: {iterations: 20}},"
                + " {name: c, end: {iterations: 40}}]");
    List<Event> events = List.of(changed("a", 0), changed("b", 10), changed("c", 30));
    assertThat(RemainingStages.of(run, events, 35).ends()).containsExactly(iterations(40));
    assertThat(RemainingStages.of(run, events, 35).first()).isEqualTo(30);
    // A rollback went back into the second stage.
    assertThat(RemainingStages.of(run, events, 15).ends())
        .containsExactly(iterations(20), iterations(40));
    assertThat(RemainingStages.of(settings(), events, 35)).isEqualTo(RemainingStages.NONE);
    assertThat(RemainingStages.of(settings("target_quality=luma_psnr_db>=24"), 0, 0).judged())
        .isTrue();
  }

  private static Event changed(String to, int iteration) {
    return new Event(
        Instant.EPOCH, EventKind.STAGE_CHANGED, Map.of("to", to, "iteration", iteration));
  }
}
