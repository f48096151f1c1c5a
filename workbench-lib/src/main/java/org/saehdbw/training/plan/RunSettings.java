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

  public static final List<Setting<?>> SETTINGS =
      List.of(PRETRAIN, SRC, DST, PRETRAINING_DATA, FROM, HELD_OUT);

  private RunSettings() {}

  private static Setting<String> faceset(String name, String help) {
    return Setting.of(
        name,
        SettingType.text("a folder of aligned faces, a .pak file or drawn:600,size=128"),
        "",
        help);
  }
}
