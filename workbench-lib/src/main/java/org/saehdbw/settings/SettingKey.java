package org.saehdbw.settings;

/**
 * One setting: its name, how its text is read, its default, and when it may change.
 *
 * @param <T> the type of its value
 * @param name the key in files, DeepFaceLab's option name where it has one
 * @param type how text becomes a value and what is allowed
 * @param defaultValue the value when nobody says anything
 * @param group when it may change
 * @param help what it does, in one line
 */
public record SettingKey<T>(
    String name, SettingType<T> type, T defaultValue, Group group, String help) {

  /** When a setting may change (spec group F or O). */
  public enum Group {
    /** Fixed at a run's first start. */
    FIRST,
    /** May change each time a run is resumed. */
    OVERRIDE
  }

  /**
   * Reads a value.
   *
   * @param text what came, as text
   * @param origin where it came from, for the message
   * @throws SettingsException if the text is not allowed for this key
   */
  public T parse(String text, String origin) throws SettingsException {
    try {
      return type.parser().parse(text.strip());
    } catch (IllegalArgumentException e) {
      throw new SettingsException(
          name + " must be " + type.allowed() + ", got '" + text + "' (" + origin + ")", e);
    }
  }

  /**
   * This key as a model that is there already may have it: whole numbers, which dims and resolution
   * are, need only be positive.
   */
  @SuppressWarnings("unchecked") // whole numbers stay whole numbers
  SettingKey<T> forStored() {
    return defaultValue instanceof Integer
        ? (SettingKey<T>)
            new SettingKey<>(
                name, SettingType.integer(1, 1 << 16), (Integer) defaultValue, group, help)
        : this;
  }

  /** The variable that sets this key from the environment, such as {@code SAEHDBW_BATCH_SIZE}. */
  public String environmentName() {
    return "SAEHDBW_" + name.toUpperCase(java.util.Locale.ROOT);
  }

  @Override
  public String toString() {
    return name;
  }
}
