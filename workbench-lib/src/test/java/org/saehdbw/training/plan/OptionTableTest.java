package org.saehdbw.training.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingsException;

/** DeepFaceLab's options (spec/model 7.2): range, default, what pretraining makes of them, help. */
class OptionTableTest {
  /** What an option is in pretraining where it is as set, or the table says nothing. */
  private static final String AS_SET = "";

  private static final String ON = "true";
  private static final String OFF = "false";

  /**
   * One row.
   *
   * @param fixed whether it is asked at the first run only
   * @param range range or words
   * @param inPretraining the value that pretraining forces
   */
  record Row(String key, boolean fixed, String range, String usual, String inPretraining) {
    @Override
    public String toString() {
      return key;
    }
  }

  static final List<Row> TABLE =
      List.of(
          first("resolution", "64 to 640", "128"),
          first("face_type", "h, mf, f, wf, head", "f"),
          first("archi", "", "liae-ud"),
          first("ae_dims", "32 to 1024", "256"),
          first("e_dims", "16 to 256", "64"),
          first("d_dims", "16 to 256", "64"),
          first("d_mask_dims", "16 to 256", "22"),
          later("masked_training", "y/n", ON, AS_SET),
          later("eyes_mouth_prio", "y/n", OFF, AS_SET),
          later("uniform_yaw", "y/n", OFF, ON),
          later("blur_out_mask", "y/n", OFF, AS_SET),
          later("adabelief", "y/n", ON, AS_SET),
          later("lr_dropout", "n, y, cpu", "n", "n"),
          later("random_warp", "y/n", ON, OFF),
          later("random_hsv_power", "0 to 0.3", "0.0", "0.0"),
          // Its discriminator is not trained: TrainingPlan, not a value, sees to that.
          later("true_face_power", "0 to 1", "0.0", AS_SET),
          later("face_style_power", "0 to 100", "0.0", "0.0"),
          later("bg_style_power", "0 to 100", "0.0", "0.0"),
          later("ct_mode", "none, rct, lct, mkl, idt, sot", "none", "none"),
          later("clipgrad", "y/n", OFF, AS_SET),
          // A run has one stage; the original asks for it each time.
          first("pretrain", "y/n", OFF),
          later("autobackup_hour", "0 to 24", "0", AS_SET),
          later("write_preview_history", "y/n", OFF, AS_SET),
          later("target_iter", "at least 0", "0", AS_SET),
          later("random_src_flip", "y/n", OFF, ON),
          later("random_dst_flip", "y/n", ON, ON),
          // 0 becomes 1 in the original; the upper bound is ours.
          later("batch_size", "1 to 1024", "4", AS_SET),
          later("gan_power", "0 to 5", "0.0", "0.0"),
          // 0 is resolution / 8, which the original computes as the default.
          later("gan_patch_size", "3 to 640, or 0", "0", AS_SET),
          later("gan_dims", "4 to 512", "16", AS_SET));

  /** Weights are where the model is trained, so where to keep them is no choice. */
  static final Map<String, String> NOT_SETTINGS =
      Map.of("models_opt_on_gpu", "weights are where the model is trained");

  private static Row first(String key, String range, String usual) {
    return new Row(key, true, range, usual, AS_SET);
  }

  private static Row later(String key, String range, String usual, String inPretraining) {
    return new Row(key, false, range, usual, inPretraining);
  }

  static List<Row> table() {
    return TABLE;
  }

  @ParameterizedTest
  @MethodSource("table")
  void isASettingAsTheTableSays(Row row) throws SettingsException {
    Setting<?> setting = TrainingSettings.REGISTRY.find(row.key(), "the table");
    assertThat(setting.type().form().range()).isEqualTo(row.range());
    assertThat(setting.defaultText()).isEqualTo(row.usual());
    assertThat(setting.group() == Setting.Group.FIXED).as("first run only").isEqualTo(row.fixed());
    assertThat(inPretraining(setting)).isEqualTo(row.inPretraining());
    assertThat(setting.help()).hasSizeGreaterThan(10);
  }

  private static <T> String inPretraining(Setting<T> setting) {
    return setting.forcedValue(true).map(setting.type().printer()).orElse(AS_SET);
  }

  @Test
  void theTableIsWhole() {
    assertThat(TABLE.stream().map(Row::key)).doesNotHaveDuplicates().hasSize(30);
    assertThat(TrainingSettings.REGISTRY.names())
        .doesNotContainAnyElementsOf(NOT_SETTINGS.keySet());
  }
}
