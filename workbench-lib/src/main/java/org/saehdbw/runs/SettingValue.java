package org.saehdbw.runs;

import java.util.List;

/**
 * One effective setting.
 *
 * @param value text, a number, a boolean or a list of these
 * @param origin where it came from, such as {@code default}, {@code file}, {@code environment} or
 *     {@code --set}; one line
 */
public record SettingValue(Object value, String origin) {
  /**
   * Checks that it fits on a line of {@code settings.yaml}.
   *
   * @throws IllegalArgumentException if the value is of another type or the origin has several
   *     lines
   */
  public SettingValue {
    boolean plain = value instanceof String || value instanceof Number || value instanceof Boolean;
    if (!plain && !(value instanceof List)) {
      throw new IllegalArgumentException(
          "a setting must be text, a number, a boolean or a list, got "
              + value.getClass().getSimpleName());
    }
    if (origin.contains("\n") || origin.contains("\r") || origin.contains("  # ")) {
      throw new IllegalArgumentException("a setting's origin must be one line, got " + origin);
    }
  }
}
