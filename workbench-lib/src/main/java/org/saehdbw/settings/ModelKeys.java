package org.saehdbw.settings;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.saehdbw.architectures.ModelSpec;

/** Between a model's short name and the seven settings it stands for. */
final class ModelKeys {
  private ModelKeys() {}

  /** The seven keys' texts for a model. */
  static Map<SettingKey<?>, String> ofSpec(ModelSpec spec) {
    Map<SettingKey<?>, String> keys = new LinkedHashMap<>();
    keys.put(Keys.RESOLUTION, String.valueOf(spec.resolution()));
    keys.put(Keys.ARCHI, spec.archi());
    keys.put(Keys.AE_DIMS, String.valueOf(spec.aeDims()));
    keys.put(Keys.E_DIMS, String.valueOf(spec.eDims()));
    keys.put(Keys.D_DIMS, String.valueOf(spec.dDims()));
    keys.put(Keys.D_MASK_DIMS, String.valueOf(spec.dMaskDims()));
    keys.put(Keys.CHANNELS, spec.channels() == 1 ? "gray" : "colour");
    return keys;
  }

  /**
   * The model that the seven keys describe.
   *
   * @throws IllegalArgumentException if there can be no such model
   */
  static ModelSpec toSpec(Settings settings) {
    String[] archi = settings.get(Keys.ARCHI).toUpperCase(Locale.ROOT).split("-", -1);
    return new ModelSpec(
        ModelSpec.Family.valueOf(archi[0]),
        archi.length > 1 ? archi[1].toLowerCase(Locale.ROOT) : "",
        settings.get(Keys.RESOLUTION),
        settings.get(Keys.AE_DIMS),
        settings.get(Keys.E_DIMS),
        settings.get(Keys.D_DIMS),
        settings.get(Keys.D_MASK_DIMS),
        settings.get(Keys.CHANNELS).equals("gray") ? 1 : 3);
  }
}
