package org.saehdbw.training.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;

class IneffectiveSettingsTest {
  private static List<String> remarks(String... words) throws SettingsException {
    return TrainingPlan.of(SettingsReader.readWords(TrainingSettings.defaults(), List.of(words)))
        .remarks();
  }

  @ParameterizedTest
  @CsvSource({
    "src, /nope",
    "dst, /nope",
    "random_warp, true",
    "random_src_flip, false",
    "random_dst_flip, false",
    "uniform_yaw, false",
    "ct_mode, rct",
    "random_hsv_power, 0.1",
    "lr_dropout, y"
  })
  void namesWhatPretrainingFixes(String key, String value) throws SettingsException {
    assertThat(remarks("pretrain=true", key + "=" + value))
        .containsExactly(
            key
                + " has no effect while pretraining (pretrain is true), got '"
                + value
                + "' (--set)");
    assertThat(remarks("channels=colour", key + "=" + value)).isEmpty();
  }

  @Test
  void namesEverySettingThatAStageFixes() {
    assertThat(TrainingSettings.ALL.stream().filter(s -> s.forcedValue(true).isPresent()))
        .extracting(Object::toString)
        .containsExactlyInAnyOrder(
            "src",
            "dst",
            "random_warp",
            "random_src_flip",
            "random_dst_flip",
            "uniform_yaw",
            "ct_mode",
            "random_hsv_power",
            "lr_dropout");
    assertThat(TrainingSettings.ALL.stream().filter(s -> s.forcedValue(false).isPresent()))
        .extracting(Object::toString)
        .containsExactly("pretraining_data");
  }

  @Test
  void namesPretrainingDataWhereTwoPeopleAreTrained() throws SettingsException {
    assertThat(remarks("pretraining_data=drawn:20"))
        .containsExactly(
            "pretraining_data has no effect unless pretrain is true, got 'drawn:20' (--set)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gray_from=r | channels=colour | gray_from has no effect in a colour model, got 'r'",
        "allow_gray=y | channels=gray | allow_gray has no effect in a gray model, got 'true'",
        "extra_loss_power=2 | extra_loss=none | extra_loss_power has no effect while extra_loss is"
            + " none, got '2.0'",
        "cache_dir=/a | cache_mib=0 | cache_dir has no effect while cache_mib is 0, got '/a'",
        "preview_interval_iter=5 | pictures=none | preview_interval_iter has no effect while"
            + " pictures is none, got '5'",
        "device_timeout_s=5 | device=cpu | device_timeout_s has no effect unless devices are"
            + " listed: device auto, without forced_device, got '5.0'",
      })
  void namesWhatCountsOnlyBesideAnother(String one, String other, String remark)
      throws SettingsException {
    assertThat(remarks(one, other)).containsExactly(remark + " (--set)");
  }

  @Test
  void isSilentWhereValuesAgreeAndWhereAnImportedModelHasDefaults() throws SettingsException {
    assertThat(remarks("pretrain=true", "random_warp=false", "uniform_yaw=true")).isEmpty();
    Settings imported =
        TrainingSettings.defaults()
            .with("pretrain", "true", "--set")
            .with("random_warp", "true", Settings.IMPORTED)
            .with("ct_mode", "rct", Settings.IMPORTED);
    assertThat(TrainingPlan.of(imported).remarks())
        .containsExactly(
            "ct_mode has no effect while pretraining (pretrain is true), got 'rct' (data.dat)");
  }
}
