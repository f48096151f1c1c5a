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
    "lr_dropout, y",
    "gan_power, 0.1",
    "face_style_power, 1.0",
    "bg_style_power, 1.0"
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
            "lr_dropout",
            "gan_power",
            "face_style_power",
            "bg_style_power");
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
        "gan_patch_size=24 | gan_power=0 | gan_patch_size has no effect while gan_power is 0, got"
            + " '24'",
        "gan_dims=32 | gan_power=0 | gan_dims has no effect while gan_power is 0, got '32'",
        "true_face_power=0.1 | archi=liae-ud | true_face_power has no effect in a liae model, got"
            + " '0.1'",
        "cache_dir=/a | cache_mib=0 | cache_dir has no effect while cache_mib is 0, got '/a'",
        "preview_interval_iter=5 | pictures=none | preview_interval_iter has no effect while"
            + " pictures is none, got '5'",
        "spike_z=9 | on_collapse=ignore | spike_z has no effect while on_collapse is ignore, got"
            + " '9.0'",
        "spike_window=99 | spike_z=0 | spike_window has no effect while on_collapse is ignore or"
            + " spike_z is 0, got '99'",
        "collapse_repeat_iter=9 | on_collapse=stop | collapse_repeat_iter has no effect unless"
            + " on_collapse is recover, got '9'",
        "device_timeout_s=5 | device=cpu | device_timeout_s has no effect unless devices are"
            + " listed: device auto or cuda:N, without forced_device, got '5.0'",
      })
  void namesWhatCountsOnlyBesideAnother(String one, String other, String remark)
      throws SettingsException {
    assertThat(remarks(one, other)).containsExactly(remark + " (--set)");
  }

  @Test
  void namesTrueFaceThatPretrainingDoesNotTrain() throws SettingsException {
    assertThat(remarks("archi=df-ud", "true_face_power=0.1", "pretrain=true"))
        .containsExactly(
            "true_face_power has no effect while pretraining (pretrain is true) unless compat is"
                + " deepfacelab, got '0.1' (--set)");
    assertThat(remarks("archi=DF-ud", "true_face_power=0.1")).isEmpty();
    assertThat(remarks("archi=df-ud", "true_face_power=0.1", "pretrain=true", "compat=deepfacelab"))
        .isEmpty();
    assertThat(remarks("archi=liae-ud", "true_face_power=0.1", "pretrain=true"))
        .containsExactly("true_face_power has no effect in a liae model, got '0.1' (--set)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "archi=df-ud",
        "face_style_power=1",
        "archi=df-ud true_face_power=0.1",
        "gan_power=0.1 masked_training=false",
        "pretrain=true archi=df-ud"
      })
  void namesCompatWhereItChangesNothing(String others) throws SettingsException {
    String[] words = ("compat=deepfacelab " + others).split(" ");
    assertThat(remarks(words))
        .containsExactly(
            "compat has no effect without what it changes: bg_style_power, gan_power with"
                + " masked_training, and true_face_power while pretraining, got 'deepfacelab'"
                + " (--set)");
  }

  @Test
  void isSilentAboutCompatWhereItChangesALoss() throws SettingsException {
    assertThat(remarks("compat=deepfacelab", "bg_style_power=1")).isEmpty();
    assertThat(remarks("compat=deepfacelab", "gan_power=0.1", "gan_dims=32")).isEmpty();
    assertThat(remarks("compat=none")).isEmpty();
    // In pretraining, neither counts.
    assertThat(remarks("compat=deepfacelab", "bg_style_power=1", "pretrain=true"))
        .hasSize(2)
        .anyMatch(remark -> remark.startsWith("compat has no effect without what it changes: "))
        .anyMatch(remark -> remark.startsWith("bg_style_power has no effect while pretraining"));
  }

  @Test
  void isSilentAboutThePatchSizeThatEveryImportedModelHas() throws SettingsException {
    Settings imported =
        TrainingSettings.defaults()
            .with("resolution", "192", "--set")
            .with("gan_patch_size", "24", Settings.IMPORTED)
            .with("gan_dims", "16", Settings.IMPORTED);
    assertThat(TrainingPlan.of(imported).remarks()).isEmpty();
    Settings other = imported.with("gan_patch_size", "48", Settings.IMPORTED);
    assertThat(TrainingPlan.of(other).remarks())
        .containsExactly("gan_patch_size has no effect while gan_power is 0, got '48' (data.dat)");
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
