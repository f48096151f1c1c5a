package org.saehdbw.training.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.saehdbw.architectures.ModelSettings;
import org.saehdbw.dataloaders.PictureOptions;
import org.saehdbw.pictures.GrayFrom;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.training.devices.DeviceChoice;

class ForkVariablesTest {
  private final List<String> warnings = new ArrayList<>();

  private Settings read(Settings base, Map<String, String> environment) throws SettingsException {
    return ForkVariables.read(base, environment, warnings::add);
  }

  private Settings read(Map<String, String> environment) throws SettingsException {
    return read(TrainingSettings.defaults(), environment);
  }

  @Test
  void saysWhichSettingIsMeant() throws SettingsException {
    Settings settings = read(Map.of("use_bw_input", "0"));
    assertThat(settings.get(ModelSettings.CHANNELS)).isEqualTo(ModelSettings.Channels.GRAY);
    assertThat(settings.origin(ModelSettings.CHANNELS)).isEqualTo("use_bw_input");
    assertThat(warnings)
        .containsExactly(
            "use_bw_input is a variable of DeepFaceLab's gray fork: it sets channels to gray; here"
                + " that is channels in the settings file, or --set");
  }

  @Test
  void readsNumbersAndChannels() throws SettingsException {
    Settings settings =
        read(
            Map.of(
                "user_bw_get_color_channel", "1",
                "user_dfl_save_interval_min", "7",
                "preview_period", "300"));
    assertThat(settings.get(PictureOptions.GRAY_FROM)).isEqualTo(GrayFrom.GREEN);
    assertThat(settings.get(SaveSchedule.SAVE_INTERVAL_MIN)).isEqualTo(7.0);
    assertThat(settings.get(SaveSchedule.PREVIEW_INTERVAL_ITER)).isEqualTo(300);
    assertThat(warnings).hasSize(3);
  }

  @Test
  void readsTheForcedDevice() throws SettingsException {
    Settings settings =
        read(
            Map.of(
                "force_gpu_data", "", "forced_gpu_id", "Old card", "max_gpu_memory", "2147483648"));
    assertThat(settings.get(DeviceChoice.FORCED_DEVICE_NAME)).isEqualTo("Old card");
    assertThat(settings.get(DeviceChoice.FORCED_DEVICE_MEMORY_MIB)).isEqualTo(2048);
    Settings usual = read(Map.of("force_gpu_data", "1"));
    assertThat(usual.get(DeviceChoice.FORCED_DEVICE_NAME)).isEqualTo("Unknown CUDA GPU");
    assertThat(usual.get(DeviceChoice.FORCED_DEVICE_MEMORY_MIB)).isEqualTo(1484);
  }

  @Test
  void whatTheSettingsSayIsStronger() throws SettingsException {
    Settings colour =
        SettingsReader.readWords(TrainingSettings.defaults(), List.of("channels=colour"));
    Settings settings = read(colour, Map.of("use_bw_input", "1"));
    assertThat(settings.get(ModelSettings.CHANNELS)).isEqualTo(ModelSettings.Channels.COLOUR);
    assertThat(warnings).isEmpty();
    assertThat(read(Map.of("forced_gpu_id", "alone")).get(DeviceChoice.FORCED_DEVICE_NAME))
        .isEmpty();
  }

  @Test
  void namesTheVariableThatIsWrong() {
    assertThatThrownBy(() -> read(Map.of("user_bw_get_color_channel", "red")))
        .isInstanceOf(SettingsException.class)
        .hasMessage("user_bw_get_color_channel must be 0 (blue), 1 (green) or 2 (red), got 'red'");
    assertThatThrownBy(() -> read(Map.of("user_dfl_save_interval_min", "soon")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("save_interval_min must be")
        .hasMessageContaining("(user_dfl_save_interval_min)");
    assertThatThrownBy(() -> read(Map.of("force_gpu_data", "1", "max_gpu_memory", "2 GB")))
        .isInstanceOf(SettingsException.class)
        .hasMessage("max_gpu_memory must be a number of bytes, got '2 GB'");
  }
}
