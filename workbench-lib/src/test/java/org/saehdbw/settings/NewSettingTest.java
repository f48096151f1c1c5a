package org.saehdbw.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.saehdbw.training.plan.TrainingSettings;

/** Adds a setting as CONTRIBUTING.md says, and finds it everywhere. */
class NewSettingTest {
  /** An option record as one would write it; nothing else knows the setting. */
  private record Haze(double power) {
    static final Setting<Double> RANDOM_HAZE_POWER =
        Setting.of("random_haze_power", SettingType.number(0, 1), 0.25, "haze on inputs")
            .whilePretraining(0.0);

    static final List<Setting<?>> SETTINGS = List.of(RANDOM_HAZE_POWER);

    Haze {
      RANDOM_HAZE_POWER.check(power);
    }

    static Haze of(SettingValues values) {
      return new Haze(values.get(RANDOM_HAZE_POWER));
    }
  }

  private static Settings settings() {
    List<List<Setting<?>>> groups = new ArrayList<>(List.of(TrainingSettings.ALL));
    groups.add(Haze.SETTINGS);
    return new SettingRegistry(groups, Set.of()).defaults();
  }

  @Test
  void isInTheRegistryAndInHelp() {
    assertThat(settings().registry().names()).contains("random_haze_power", "random_grain_power");
    assertThat(settings().registry().help())
        .contains("random_haze_power: haze on inputs (a number from 0 to 1; default 0.25)\n");
    assertThat(settings().effective())
        .containsEntry("random_haze_power", new Settings.Value("0.25", "default"));
  }

  @Test
  void isReadFromEverySourceAndFillsItsRecord() throws SettingsException {
    assertThat(Haze.of(settings())).isEqualTo(new Haze(0.25));
    assertThat(Haze.of(SettingValues.DEFAULTS)).isEqualTo(new Haze(0.25));
    Settings read = SettingsReader.readYaml(settings(), "random_haze_power: 0.5", "a.yaml");
    assertThat(Haze.of(read)).isEqualTo(new Haze(0.5));
    assertThat(read.origin(Haze.RANDOM_HAZE_POWER)).isEqualTo("a.yaml");
    assertThat(Haze.of(read.inStage(false))).isEqualTo(new Haze(0.5));
    assertThat(Haze.of(read.inStage(true))).isEqualTo(new Haze(0));
    read = SettingsReader.readEnvironment(read, Map.of("SAEHDBW_RANDOM_HAZE_POWER", "0.75"));
    assertThat(Haze.of(read)).isEqualTo(new Haze(0.75));
    read = SettingsReader.readWords(read, List.of("random_haze_power=1"));
    assertThat(Haze.of(read)).isEqualTo(new Haze(1));
  }

  @Test
  void isCheckedWhereverItComesFrom() {
    assertThatThrownBy(() -> settings().with("random_haze_power", "1.5", "--set"))
        .isInstanceOf(SettingsException.class)
        .hasMessage("random_haze_power must be a number from 0 to 1, got '1.5' (--set)");
    assertThatThrownBy(() -> settings().with("random_haze_pover", "1", "--set"))
        .isInstanceOf(SettingsException.class)
        .hasMessage("unknown key 'random_haze_pover' (--set); nearest is random_haze_power");
    assertThatThrownBy(() -> new Haze(1.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("random_haze_power must be a number from 0 to 1, got 1.5");
  }

  @Test
  void aNameIsTakenOnce() {
    assertThatThrownBy(() -> new SettingRegistry(List.of(Haze.SETTINGS, Haze.SETTINGS), Set.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("two settings have the name random_haze_power");
  }
}
