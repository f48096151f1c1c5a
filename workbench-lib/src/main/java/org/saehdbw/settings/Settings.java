package org.saehdbw.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Effective settings: a value for every setting of a {@link SettingRegistry} and where it came
 * from. Immutable. What is set later replaces what was set before; {@link SettingsReader} puts the
 * sources in order.
 */
public final class Settings implements SettingValues {
  /** The origin of a value that no source set. */
  public static final String DEFAULT = "default";

  /** The origin of a value that an imported model came with. */
  public static final String IMPORTED = "data.dat";

  private final SettingRegistry registry;
  private final Map<Setting<?>, Value> values;

  /** Settings of a model that exists already: its dims need not be those of a new one. */
  private final Set<Setting<?>> stored;

  /** A value's text and the source that set it. */
  public record Value(String text, String origin) {}

  Settings(SettingRegistry registry) {
    this(registry, Map.of(), Set.of());
  }

  private Settings(
      SettingRegistry registry, Map<Setting<?>, Value> values, Set<Setting<?>> stored) {
    this.registry = registry;
    this.values = values;
    this.stored = stored;
  }

  /** All settings there are. */
  public SettingRegistry registry() {
    return registry;
  }

  /**
   * Returns these settings with one of them set.
   *
   * @param name the key
   * @param text its value as text
   * @param origin where it came from, such as {@code --set} or a file's name
   * @throws SettingsException if the key is unknown or its value is not allowed
   */
  public Settings with(String name, String text, String origin) throws SettingsException {
    return with(registry.find(name, origin), false, text, origin);
  }

  /**
   * Returns these settings with one as a model that exists already has it. The ranges of dims and
   * resolution are for new models and do not hold for it; else this is as {@link #with}.
   *
   * @param name the key
   * @param text its value as text
   * @param origin where it came from
   * @throws SettingsException if the key is unknown or its value is not allowed
   */
  public Settings withStored(String name, String text, String origin) throws SettingsException {
    return with(registry.find(name, origin), true, text, origin);
  }

  private Settings with(Setting<?> setting, boolean ofStored, String text, String origin)
      throws SettingsException {
    if (setting.shorthand().isPresent()) {
      return withParts(setting, ofStored, text, origin);
    }
    if (ofStored) {
      setting.parseStored(text, origin);
    } else {
      setting.parse(text, origin);
    }
    Map<Setting<?>, Value> changed = new LinkedHashMap<>(values);
    changed.put(setting, new Value(text.strip(), origin));
    Set<Setting<?>> kept = new HashSet<>(stored);
    if (ofStored && setting.hasStoredType()) {
      kept.add(setting);
    } else {
      kept.remove(setting);
    }
    return new Settings(registry, changed, kept);
  }

  /** A short form is taken apart at once, so that what is set later replaces its parts. */
  private Settings withParts(Setting<?> shorthand, boolean ofStored, String text, String origin)
      throws SettingsException {
    Settings settings = this;
    try {
      for (Map.Entry<Setting<?>, String> part :
          shorthand.shorthand().orElseThrow().apply(text).entrySet()) {
        settings = settings.with(part.getKey(), ofStored, part.getValue(), origin);
      }
    } catch (IllegalArgumentException e) {
      throw new SettingsException(e.getMessage() + " (" + origin + ")", e);
    }
    return settings;
  }

  @Override
  public <T> T get(Setting<T> setting) {
    Value value = values.get(setting);
    if (value == null) {
      return setting.defaultValue();
    }
    SettingType<T> type = stored.contains(setting) ? setting.storedType() : setting.type();
    return type.parser().parse(value.text());
  }

  /** Whether a source set the setting, even to its default. */
  public boolean isSet(Setting<?> setting) {
    return values.containsKey(setting);
  }

  /** Whether one of these values is of a model that exists already. */
  public boolean hasStored(Collection<Setting<?>> settings) {
    return settings.stream().anyMatch(stored::contains);
  }

  /** Where the setting's value came from. */
  public String origin(Setting<?> setting) {
    Value value = values.get(setting);
    return value == null ? DEFAULT : value.origin();
  }

  /**
   * The values that have an effect in a stage: those of these settings, but for the values that the
   * stage fixes.
   *
   * @param pretraining whether the stage is pretraining, else training of two people
   */
  public SettingValues inStage(boolean pretraining) {
    return new SettingValues() {
      @Override
      public <T> T get(Setting<T> setting) {
        return setting.forcedValue(pretraining).orElseGet(() -> Settings.this.get(setting));
      }
    };
  }

  /** Every key's name with its effective text and origin, in the order of the registry. */
  public Map<String, Value> effective() {
    Map<String, Value> all = new LinkedHashMap<>();
    for (Setting<?> setting : registry.all()) {
      if (setting.shorthand().isEmpty()) {
        all.put(
            setting.name(),
            values.getOrDefault(setting, new Value(setting.defaultText(), DEFAULT)));
      }
    }
    return all;
  }

  /** Returns a setting's value as text, in one form whatever form it came in. */
  public <T> String text(Setting<T> setting) {
    return setting.type().printer().apply(get(setting));
  }

  /** Returns a setting's value as a file holds it: a number, true or false, text, or a list. */
  public Object plain(Setting<?> setting) {
    Object value = get(setting);
    if (registry.isList(setting.name()) && !text(setting).isEmpty()) {
      return YamlText.list(text(setting));
    }
    return value instanceof Number || value instanceof Boolean ? value : text(setting);
  }

  /** The settings whose values differ between these settings and others. */
  public List<Setting<?>> differingFrom(Settings other) {
    List<Setting<?>> differing = new ArrayList<>();
    for (Setting<?> setting : registry.all()) {
      if (!get(setting).equals(other.get(setting))) {
        differing.add(setting);
      }
    }
    return differing;
  }
}
