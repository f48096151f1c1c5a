package org.saehdbw.training.plan;

import java.util.List;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingType;

/** The settings of a run as a whole: its stage, its faces, and the run that it starts from. */
public final class RunSettings {
  public static final Setting<Boolean> PRETRAIN =
      Setting.of("pretrain", SettingType.bool(), false, "pretrain on pretraining_data").fixed();
  public static final Setting<String> SRC =
      faceset("src", "faceset of the person to draw").whilePretraining("");
  public static final Setting<String> DST =
      faceset("dst", "faceset of the person to replace").whilePretraining("");
  public static final Setting<String> PRETRAINING_DATA =
      faceset("pretraining_data", "faceset for pretraining").whileTraining("");
  public static final Setting<String> FROM =
      Setting.of(
              "from",
              SettingType.text("a run folder"),
              "",
              "run whose weights the new run starts with")
          .fixed();
  public static final Setting<Double> HELD_OUT =
      Setting.of(
              "held_out",
              SettingType.number(0, 0.9),
              0.1,
              "part of the faces that is never trained on")
          .fixed();
  public static final Setting<Double> TRUE_FACE_POWER =
      power("true_face_power", 1, "code discriminator, df only");
  public static final Setting<Double> FACE_STYLE_POWER =
      power("face_style_power", 100, "face style loss");
  public static final Setting<Double> BG_STYLE_POWER =
      power("bg_style_power", 100, "background style loss");
  public static final Setting<Double> GAN_POWER = power("gan_power", 5, "patch discriminator");

  public static final List<Setting<?>> SETTINGS =
      List.of(
          PRETRAIN,
          SRC,
          DST,
          PRETRAINING_DATA,
          FROM,
          HELD_OUT,
          TRUE_FACE_POWER,
          FACE_STYLE_POWER,
          BG_STYLE_POWER,
          GAN_POWER);

  private RunSettings() {}

  private static Setting<String> faceset(String name, String help) {
    return Setting.of(name, SettingType.text("a faceset"), "", help);
  }

  private static Setting<Double> power(String name, double most, String help) {
    return Setting.of(name, SettingType.number(0, most), 0.0, help).notBuilt();
  }
}
