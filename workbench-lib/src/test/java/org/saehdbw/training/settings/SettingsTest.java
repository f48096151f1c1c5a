package org.saehdbw.training.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void laterSourcesWinAndSayWhereTheyCameFrom() throws SettingsException {
    Settings settings =
        SettingsReader.readYaml(Settings.defaults(), "batch_size: 6\nseed: 9\n", "a.yaml");
    settings =
        SettingsReader.readEnvironment(settings, Map.of("SAEHDBW_BATCH_SIZE", "7", "PATH", "x"));
    assertThat(settings.get(Keys.BATCH_SIZE)).isEqualTo(7);
    assertThat(settings.origin(Keys.BATCH_SIZE)).isEqualTo("SAEHDBW_BATCH_SIZE");
    settings = SettingsReader.readWords(settings, List.of("batch_size=8"));
    assertThat(settings.get(Keys.BATCH_SIZE)).isEqualTo(8);
    assertThat(settings.origin(Keys.BATCH_SIZE)).isEqualTo("--set");
    assertThat(settings.origin(Keys.SEED)).isEqualTo("a.yaml");
    assertThat(settings.origin(Keys.CLIPGRAD)).isEqualTo("default");
  }

  @Test
  void theRateOfTheOriginalIsTheDefault() {
    assertThat(Settings.defaults().get(Keys.LEARNING_RATE)).isEqualTo(5e-5);
    assertThat(Settings.defaults().effective()).hasSize(Keys.ALL.size());
  }

  @Test
  void readsBackWhatARunFolderHolds() throws SettingsException {
    Settings settings =
        SettingsReader.readYaml(
            Settings.defaults(),
            "batch_size: {value: 6, origin: --set}\nclipgrad: {value: false, origin: default}\n",
            "settings.yaml");
    assertThat(settings.get(Keys.BATCH_SIZE)).isEqualTo(6);
    assertThat(settings.origin(Keys.BATCH_SIZE)).isEqualTo("--set");
    assertThat(settings.says(Keys.CLIPGRAD)).isFalse();
  }

  @Test
  void booleansAreUnderstoodInThreeForms() throws SettingsException {
    for (String yes : List.of("true", "y", "1", "Yes")) {
      assertThat(
              SettingsReader.readWords(Settings.defaults(), List.of("clipgrad=" + yes))
                  .get(Keys.CLIPGRAD))
          .isTrue();
    }
  }

  @Test
  void refusesAnUnknownKeyAndNamesTheNearest() {
    assertThatThrownBy(() -> SettingsReader.readYaml(Settings.defaults(), "batchsize: 4", "a.yaml"))
        .isInstanceOf(SettingsException.class)
        .hasMessage("unknown key 'batchsize' (a.yaml); nearest is batch_size");
  }

  @Test
  void refusesAMisspeltValue() {
    assertThatThrownBy(
            () -> SettingsReader.readYaml(Settings.defaults(), "face_type: whole", "a.yaml"))
        .isInstanceOf(SettingsException.class)
        .hasMessage("face_type must be one of h, mf, f, wf, head, got 'whole' (a.yaml)");
    assertThatThrownBy(
            () -> SettingsReader.readWords(Settings.defaults(), List.of("batch_size=many")))
        .isInstanceOf(SettingsException.class)
        .hasMessage("batch_size must be a whole number from 1 to 1024, got 'many' (--set)");
  }

  @Test
  void refusesWhatIsNotBuiltButTakesItsDefault() throws SettingsException {
    assertThatThrownBy(
            () -> SettingsReader.readWords(Settings.defaults(), List.of("gan_power=0.1")))
        .isInstanceOf(SettingsException.class)
        .hasMessage("gan_power is not built yet and must stay 0.0, got '0.1' (--set)");
    assertThat(
            SettingsReader.readWords(Settings.defaults(), List.of("gan_power=0"))
                .get(Keys.GAN_POWER))
        .isZero();
  }

  @Test
  void refusesKeysSaidTwiceAndTextThatIsNoMapping() {
    assertThatThrownBy(
            () -> SettingsReader.readYaml(Settings.defaults(), "seed: 1\nseed: 2\n", "a.yaml"))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("not YAML: Duplicate field 'seed' (a.yaml, line 2");
    assertThatThrownBy(() -> SettingsReader.readYaml(Settings.defaults(), "just words", "a.yaml"))
        .isInstanceOf(SettingsException.class)
        .hasMessage("settings must be 'key: value' lines (a.yaml)");
  }
}
