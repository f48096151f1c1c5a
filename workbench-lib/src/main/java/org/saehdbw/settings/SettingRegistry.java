package org.saehdbw.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All settings of a program, in the order in which they are written. */
public final class SettingRegistry {
  private final Map<String, Setting<?>> byName = new LinkedHashMap<>();
  private final List<Setting<?>> all;
  private final Set<String> records;
  private final Set<String> lists;

  /**
   * Takes the settings of option records.
   *
   * @param groups each record's settings
   * @param records prefixes that may be written as a record: {@code forced_device: {name: a}} for
   *     {@code forced_device_name: a}
   * @throws IllegalArgumentException if two settings have one name
   */
  public SettingRegistry(List<List<Setting<?>>> groups, Set<String> records) {
    this(groups, records, Set.of());
  }

  /**
   * Takes the settings of option records, some of which are written as lists of records.
   *
   * @param groups each record's settings
   * @param records prefixes that may be written as a record
   * @param lists names of settings whose text is a YAML list
   * @throws IllegalArgumentException if two settings have one name
   */
  public SettingRegistry(List<List<Setting<?>>> groups, Set<String> records, Set<String> lists) {
    for (List<Setting<?>> group : groups) {
      for (Setting<?> setting : group) {
        if (byName.put(setting.name(), setting) != null) {
          throw new IllegalArgumentException("two settings have the name " + setting.name());
        }
      }
    }
    this.all = List.copyOf(byName.values());
    this.records = Set.copyOf(records);
    this.lists = Set.copyOf(lists);
  }

  /** All settings, in the order in which they are written. */
  public List<Setting<?>> all() {
    return all;
  }

  /** The names of all settings. */
  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /** Every setting at its default. */
  public Settings defaults() {
    return new Settings(this);
  }

  boolean isRecord(String name) {
    return records.contains(name);
  }

  /** Whether files hold a setting as a list. */
  boolean isList(String name) {
    return lists.contains(name);
  }

  /**
   * Finds a setting.
   *
   * @param origin who names it, for the message
   * @throws SettingsException if it is unknown; the message has the nearest name
   */
  public Setting<?> find(String name, String origin) throws SettingsException {
    Setting<?> found = byName.get(name);
    if (found == null) {
      throw new SettingsException(
          "unknown key '"
              + name
              + "' ("
              + origin
              + "); nearest is "
              + NearestWord.to(name, byName.keySet()));
    }
    return found;
  }

  /** Lists every setting for a command's help: name, default, what is allowed, what it does. */
  public String help() {
    StringBuilder text = new StringBuilder();
    for (Setting<?> setting : all) {
      text.append(setting.explained()).append('\n');
    }
    return text.toString();
  }
}
