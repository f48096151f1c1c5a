package org.saehdbw.settings;

import com.fasterxml.jackson.databind.JsonNode;

/** One item of a list in a {@link YamlRecord}. */
public final class YamlItem {
  private final YamlRecord list;
  private final String name;
  private final JsonNode node;

  YamlItem(YamlRecord list, String name, JsonNode node) {
    this.list = list;
    this.name = name;
    this.node = node;
  }

  /** Whether the item is a record. */
  public boolean isRecord() {
    return node.isObject();
  }

  /** Whether the item is one word, not a number, true or false. */
  public boolean isWord() {
    return node.isTextual();
  }

  /** Whether the item is a whole number. */
  public boolean isWhole() {
    return node.isIntegralNumber() && node.canConvertToLong();
  }

  /** The item as a record. */
  public YamlRecord record() throws SettingsException {
    return list.recordOf(name, node);
  }

  /**
   * The item as text.
   *
   * @throws SettingsException if it is a list or a record
   */
  public String text() throws SettingsException {
    if (!node.isValueNode()) {
      throw wrong("a list of values");
    }
    return YamlText.text(node);
  }

  /**
   * The item as a whole number.
   *
   * @param allowed what the list must be, for the message
   * @throws SettingsException if it is none
   */
  public long whole(String allowed) throws SettingsException {
    if (!isWhole()) {
      throw wrong(allowed);
    }
    return node.longValue();
  }

  /** An exception that says what the list must be, and what the item is. */
  public SettingsException wrong(String allowed) {
    return list.wrong(name, allowed, node);
  }
}
