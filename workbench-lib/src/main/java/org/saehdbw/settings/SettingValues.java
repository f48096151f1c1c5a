package org.saehdbw.settings;

/** Values of settings: what option records are filled from. */
public interface SettingValues {
  /** Every setting at its default. */
  SettingValues DEFAULTS =
      new SettingValues() {
        @Override
        public <T> T get(Setting<T> setting) {
          return setting.defaultValue();
        }
      };

  /** Returns a setting's value. */
  <T> T get(Setting<T> setting);
}
