package org.saehdbw.merging.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.saehdbw.settings.SettingsException;

class OptionTrackTest {
  private static final String ERODE = "erode_mask_modifier";

  private static MergeOptions eroded(int amount) throws SettingsException {
    return MergeOptions.DEFAULTS.with(Map.of(ERODE, String.valueOf(amount)), "test");
  }

  private static OptionTrack change(OptionTrack track, ChangeScope scope, long frame, int amount)
      throws SettingsException {
    return track.with(scope, frame, Map.of(ERODE, String.valueOf(amount)));
  }

  private static List<Integer> amounts(OptionTrack track, int frames) {
    return java.util.stream.IntStream.rangeClosed(1, frames)
        .mapToObj(frame -> track.at(frame).erodeMask())
        .toList();
  }

  @Test
  void aChangeOnwardReachesFramesUpToTheNextKeyframe() throws Exception {
    OptionTrack track = change(OptionTrack.DEFAULTS, ChangeScope.ONWARD, 4, 9);
    assertThat(amounts(track, 6)).containsExactly(0, 0, 0, 9, 9, 9);
    assertThat(amounts(change(track, ChangeScope.ONWARD, 2, 5), 6))
        .containsExactly(0, 5, 5, 9, 9, 9);
  }

  @Test
  void aChangeOfTheRangeReachesTheFramesBeforeItToo() throws Exception {
    OptionTrack track = change(OptionTrack.DEFAULTS, ChangeScope.ONWARD, 4, 9);
    assertThat(amounts(change(track, ChangeScope.RANGE, 3, 2), 5)).containsExactly(2, 2, 2, 9, 9);
    assertThat(amounts(change(track, ChangeScope.RANGE, 5, 2), 5)).containsExactly(0, 0, 0, 2, 2);
  }

  @Test
  void aChangeOfOneFrameReachesNoOther() throws Exception {
    OptionTrack track = change(OptionTrack.DEFAULTS, ChangeScope.FRAME, 3, 9);
    assertThat(amounts(track, 5)).containsExactly(0, 0, 9, 0, 0);
    assertThat(amounts(change(track, ChangeScope.FRAME, 2, 4), 5)).containsExactly(0, 4, 9, 0, 0);
  }

  @Test
  void aChangeOfAllFramesKeepsTheOtherOptionsOfKeyframes() throws Exception {
    OptionTrack track = change(OptionTrack.DEFAULTS, ChangeScope.ONWARD, 3, 9);
    OptionTrack changed = track.with(ChangeScope.ALL, 1, Map.of("mode", "seamless"));
    assertThat(amounts(changed, 4)).containsExactly(0, 0, 9, 9);
    assertThat(changed.at(1).mode()).isEqualTo(MergeMode.SEAMLESS);
    assertThat(changed.at(4).mode()).isEqualTo(MergeMode.SEAMLESS);
  }

  @Test
  void numbersGoEvenlyToTheNextKeyframeAndWordsChangeThere() throws Exception {
    OptionTrack track =
        new OptionTrack(
            List.of(
                new Keyframe(1, eroded(0), Transition.LINEAR),
                new Keyframe(
                    5, eroded(-10).with(Map.of("mode", "seamless"), "test"), Transition.HOLD)));
    // Halves go up: -2.5 to -2, -7.5 to -7.
    assertThat(amounts(track, 6)).containsExactly(0, -2, -5, -7, -10, -10);
    assertThat(track.at(4).mode()).isEqualTo(MergeMode.OVERLAY);
    assertThat(track.at(5).mode()).isEqualTo(MergeMode.SEAMLESS);
  }

  @Test
  void aChangeOnAnEvenWayLeavesTheFramesBeforeItAsTheyWere() throws Exception {
    OptionTrack even =
        new OptionTrack(
            List.of(
                new Keyframe(1, eroded(0), Transition.LINEAR),
                new Keyframe(9, eroded(80), Transition.HOLD)));
    assertThat(amounts(change(even, ChangeScope.ONWARD, 5, 100), 9))
        .containsExactly(0, 10, 20, 30, 100, 95, 90, 85, 80);
    assertThat(amounts(change(even, ChangeScope.FRAME, 5, 100), 9))
        .containsExactly(0, 10, 20, 30, 100, 50, 60, 70, 80);
  }

  @Test
  void optionsAreTakenToAllFramesBeforeOrAfter() throws Exception {
    OptionTrack track =
        change(change(OptionTrack.DEFAULTS, ChangeScope.ONWARD, 3, 9), ChangeScope.ONWARD, 5, 7);
    assertThat(amounts(track.toAllBefore(3), 6)).containsExactly(9, 9, 9, 9, 7, 7);
    assertThat(amounts(track.toAllAfter(4), 6)).containsExactly(0, 0, 9, 9, 9, 9);
    assertThat(track.toAllAfter(2).keyframes()).hasSize(1);
  }

  @Test
  void keyframesThatChangeNothingAreLeftOut() throws Exception {
    OptionTrack track = change(OptionTrack.DEFAULTS, ChangeScope.ONWARD, 4, 9);
    assertThat(change(track, ChangeScope.ONWARD, 4, 0)).isEqualTo(OptionTrack.DEFAULTS);
  }

  @Test
  void compatIsTheSameInAllFrames() throws Exception {
    OptionTrack track = change(OptionTrack.DEFAULTS, ChangeScope.ONWARD, 4, 9);
    OptionTrack changed = track.with(ChangeScope.FRAME, 4, Map.of("compat", "deepfacelab"));
    assertThat(changed.at(1).asOriginal()).isTrue();
    MergeOptions other = eroded(1).with(Map.of("compat", "deepfacelab"), "test");
    assertThatThrownBy(() -> track.with(new Keyframe(6, other, Transition.HOLD)))
        .hasMessage("compat must be the same in all keyframes, frame 6 has another");
  }

  @Test
  void refusesATrackWithoutItsFirstFrame() throws Exception {
    MergeOptions options = eroded(1);
    assertThatThrownBy(() -> new OptionTrack(List.of(new Keyframe(2, options, Transition.HOLD))))
        .hasMessage("the first keyframe must be at frame 1, got 2");
    assertThatThrownBy(() -> OptionTrack.DEFAULTS.without(1))
        .hasMessage("the keyframe of frame 1 cannot be removed");
    assertThatThrownBy(() -> OptionTrack.DEFAULTS.without(7)).hasMessage("frame 7 has no keyframe");
  }

  @Test
  void saysWhichFrameAWrongValueWasFor() {
    assertThatThrownBy(() -> OptionTrack.DEFAULTS.with(ChangeScope.ONWARD, 12, Map.of("mode", "x")))
        .hasMessageContaining("frame 12")
        .hasMessageContaining("mode");
  }
}
