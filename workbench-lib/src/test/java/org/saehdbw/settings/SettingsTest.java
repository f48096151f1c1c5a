package org.saehdbw.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.saehdbw.architectures.ModelSettings;
import org.saehdbw.dataloaders.BatchOptions;
import org.saehdbw.optimizers.OptimizerOptions;
import org.saehdbw.training.devices.DeviceChoice;
import org.saehdbw.training.plan.TrainingSettings;

class SettingsTest {
  @Test
  void laterSourcesWinAndSayWhereTheyCameFrom() throws SettingsException {
    Settings settings =
        SettingsReader.readYaml(TrainingSettings.defaults(), "batch_size: 6\nseed: 9\n", "a.yaml");
    settings =
        SettingsReader.readEnvironment(settings, Map.of("SAEHDBW_BATCH_SIZE", "7", "PATH", "x"));
    assertThat(settings.get(BatchOptions.BATCH_SIZE)).isEqualTo(7);
    assertThat(settings.origin(BatchOptions.BATCH_SIZE)).isEqualTo("SAEHDBW_BATCH_SIZE");
    settings = SettingsReader.readWords(settings, List.of("batch_size=8"));
    assertThat(settings.get(BatchOptions.BATCH_SIZE)).isEqualTo(8);
    assertThat(settings.origin(BatchOptions.BATCH_SIZE)).isEqualTo("--set");
    assertThat(settings.origin(BatchOptions.SEED)).isEqualTo("a.yaml");
    assertThat(settings.origin(OptimizerOptions.CLIPGRAD)).isEqualTo("default");
  }

  @Test
  void theRateOfTheOriginalIsTheDefault() {
    assertThat(TrainingSettings.defaults().get(OptimizerOptions.LEARNING_RATE)).isEqualTo(5e-5);
    assertThat(TrainingSettings.defaults().effective()).hasSize(TrainingSettings.ALL.size() - 1);
  }

  @Test
  void theModelsNameStandsForSevenKeys() throws SettingsException {
    Settings settings =
        SettingsReader.readYaml(
            TrainingSettings.defaults(), "e_dims: 20\nmodel: df-ud-64-32-16-18-22\n", "a.yaml");
    assertThat(ModelSettings.spec(settings).toString()).isEqualTo("df-ud-64-32-20-18-22-gray");
    assertThat(settings.isSet(ModelSettings.MODEL)).isFalse();
    assertThat(settings.origin(ModelSettings.D_DIMS)).isEqualTo("a.yaml");
    settings = SettingsReader.readWords(settings, List.of("d_dims=32", "channels=colour"));
    assertThat(ModelSettings.spec(settings).toString()).isEqualTo("df-ud-64-32-20-32-22-colour");
    settings = SettingsReader.readWords(settings, List.of("model=LIAE-UD 96-64-32-32-16"));
    assertThat(ModelSettings.spec(settings).toString()).isEqualTo("liae-ud-96-64-32-32-16-gray");
    assertThat(ModelSettings.isSet(TrainingSettings.defaults())).isFalse();
    assertThat(ModelSettings.isSet(settings)).isTrue();
  }

  @Test
  void refusesAnImpossibleModelAndSaysWhoAskedForIt() throws SettingsException {
    assertThatThrownBy(
            () -> SettingsReader.readWords(TrainingSettings.defaults(), List.of("model=df-ud-100")))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "a model's name is <df|liae>[-<letters of udtcfhnsok>]-<resolution>-<ae>-<e>-<d>-<dMask>"
                + "[-gray|-colour], such as df-udt-192-128-48-32-16-gray; got df-ud-100 (--set)");
    Settings offGrid =
        SettingsReader.readYaml(
            TrainingSettings.defaults(), "archi: df-ud\nresolution: 100", "a.yaml");
    assertThatThrownBy(() -> ModelSettings.spec(offGrid))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "resolution must be a multiple of 32 and at least 64 for df-ud, got 100;"
                + " nearest is 96 (a.yaml)");
  }

  @Test
  void aForcedDeviceMayBeARecord() throws SettingsException {
    Settings settings =
        SettingsReader.readYaml(
            TrainingSettings.defaults(),
            "forced_device: {name: GTX 960, memory_mib: 2048}",
            "a.yaml");
    assertThat(settings.get(DeviceChoice.FORCED_DEVICE_NAME)).isEqualTo("GTX 960");
    assertThat(settings.get(DeviceChoice.FORCED_DEVICE_MEMORY_MIB)).isEqualTo(2048);
    assertThatThrownBy(
            () ->
                SettingsReader.readYaml(
                    TrainingSettings.defaults(), "forced_device: {memory: 2048}", "a.yaml"))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "unknown key 'forced_device_memory' (a.yaml); nearest is forced_device_memory_mib");
  }

  @Test
  void booleansAreUnderstoodInThreeForms() throws SettingsException {
    for (String yes : List.of("true", "y", "1", "Yes")) {
      assertThat(
              SettingsReader.readWords(TrainingSettings.defaults(), List.of("clipgrad=" + yes))
                  .get(OptimizerOptions.CLIPGRAD))
          .isTrue();
    }
  }

  @Test
  void refusesAnUnknownKeyAndNamesTheNearest() {
    assertThatThrownBy(
            () -> SettingsReader.readYaml(TrainingSettings.defaults(), "batchsize: 4", "a.yaml"))
        .isInstanceOf(SettingsException.class)
        .hasMessage("unknown key 'batchsize' (a.yaml); nearest is batch_size");
  }

  @Test
  void refusesAMisspeltValue() {
    assertThatThrownBy(
            () ->
                SettingsReader.readYaml(TrainingSettings.defaults(), "face_type: whole", "a.yaml"))
        .isInstanceOf(SettingsException.class)
        .hasMessage("face_type must be one of h, mf, f, wf, head, got 'whole' (a.yaml)");
    assertThatThrownBy(
            () -> SettingsReader.readWords(TrainingSettings.defaults(), List.of("batch_size=many")))
        .isInstanceOf(SettingsException.class)
        .hasMessage("batch_size must be a whole number from 1 to 1024, got 'many' (--set)");
  }

  @Test
  void refusesPowersOutOfRange() {
    assertThatThrownBy(
            () -> SettingsReader.readWords(TrainingSettings.defaults(), List.of("gan_power=5.1")))
        .isInstanceOf(SettingsException.class)
        .hasMessage("gan_power must be a number from 0 to 5, got '5.1' (--set)");
  }

  @Test
  void refusesKeysSaidTwiceAndTextThatIsNoMapping() {
    assertThatThrownBy(
            () ->
                SettingsReader.readYaml(
                    TrainingSettings.defaults(), "seed: 1\nseed: 2\n", "a.yaml"))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("not YAML: Duplicate field 'seed' (a.yaml, line 2");
    assertThatThrownBy(
            () -> SettingsReader.readYaml(TrainingSettings.defaults(), "just words", "a.yaml"))
        .isInstanceOf(SettingsException.class)
        .hasMessage("settings must be 'key: value' lines (a.yaml)");
  }

  @Test
  void aModelThatIsThereMayHaveDimsThatNoNewOneHas() throws SettingsException {
    Settings stored =
        TrainingSettings.defaults().withStored("model", "df-ud-64-8-2-3-2-gray", "data.dat");
    assertThat(stored.get(ModelSettings.AE_DIMS)).isEqualTo(8);
    assertThat(ModelSettings.spec(stored)).hasToString("df-ud-64-8-2-3-2-gray");
    assertThat(ModelSettings.spec(stored.with("batch_size", "4", "--set")))
        .hasToString("df-ud-64-8-2-3-2-gray");
    assertThatThrownBy(() -> stored.with("ae_dims", "16", "--set"))
        .hasMessage("ae_dims must be a whole number from 32 to 1024, got '16' (--set)");
    assertThatThrownBy(() -> stored.withStored("ae_dims", "0", "settings.yaml"))
        .hasMessage("ae_dims must be a whole number from 1 to 65536, got '0' (settings.yaml)");
    assertThatThrownBy(() -> stored.withStored("batch_size", "0", "settings.yaml"))
        .hasMessage("batch_size must be a whole number from 1 to 1024, got '0' (settings.yaml)");
    assertThatThrownBy(
            () -> TrainingSettings.defaults().with("model", "df-ud-64-8-2-3-2-gray", "--set"))
        .hasMessage("ae_dims must be a whole number from 32 to 1024, got '8' (--set)");
  }
}
