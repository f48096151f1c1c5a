package org.saehdbw.losses;

import java.util.List;
import java.util.Locale;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingType;

/** Whether plain mistakes of the original are mended or repeated (docs/fidelity.md). */
public enum Compat {
  /** Mended. */
  NONE,
  /** Repeated, as DeepFaceLab computes on a graphics card. */
  DEEPFACELAB;

  public static final Setting<Compat> COMPAT =
      Setting.of(
          "compat",
          SettingType.words(List.of(values()), Compat::word),
          NONE,
          "none mends mistakes of the original's losses, deepfacelab repeats them");

  /** The word in settings. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
