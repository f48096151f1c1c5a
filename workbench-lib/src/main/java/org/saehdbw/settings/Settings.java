package org.saehdbw.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.saehdbw.architectures.ModelSpec;

/**
 * A run's effective settings: a value for every key of {@link Keys#ALL} and where it came from.
 * Immutable. Later words win over earlier ones; {@link SettingsReader} puts the sources in order.
 */
public final class Settings {
  /** The origin of a value that nobody said. */
  public static final String DEFAULT = "default";

  private final Map<SettingKey<?>, Value> values;

  /** Keys of a model that is there already: its dims need not be those of a new one. */
  private final Set<SettingKey<?>> stored;

  /** A value's text and the source that said it. */
  public record Value(String text, String origin) {}

  private Settings(Map<SettingKey<?>, Value> values, Set<SettingKey<?>> stored) {
    this.values = values;
    this.stored = stored;
  }

  /** Every key at its default. */
  public static Settings defaults() {
    return new Settings(Map.of(), Set.of());
  }

  /**
   * Returns these settings with one key said anew.
   *
   * @param name the key
   * @param text its value as text
   * @param origin where it came from, such as {@code --set} or a file's name
   * @throws SettingsException if there is no such key, its value is not allowed, or its effect is
   *     not built yet
   */
  public Settings with(String name, String text, String origin) throws SettingsException {
    return with(find(name, origin), false, text, origin);
  }

  /**
   * Returns these settings with one key as a model that is there already has it. The ranges of dims
   * and resolution are for new models and do not hold for it; else this is as {@link #with}.
   *
   * @param name the key
   * @param text its value as text
   * @param origin where it came from
   * @throws SettingsException if there is no such key, its value is not allowed, or its effect is
   *     not built yet
   */
  public Settings withStored(String name, String text, String origin) throws SettingsException {
    SettingKey<?> key = find(name, origin);
    return with(key, key == Keys.MODEL || Keys.OF_MODEL.contains(key), text, origin);
  }

  private Settings with(SettingKey<?> key, boolean ofStored, String text, String origin)
      throws SettingsException {
    String name = key.name();
    Object value = ofStored ? key.forStored().parse(text, origin) : key.parse(text, origin);
    if (Keys.NOT_BUILT.contains(key) && !value.equals(key.defaultValue())) {
      throw new SettingsException(
          name
              + " is not built yet and must stay "
              + key.defaultValue()
              + ", got '"
              + text
              + "' ("
              + origin
              + ")");
    }
    if (key == Keys.MODEL) {
      return withModel(ofStored, text, origin);
    }
    Map<SettingKey<?>, Value> changed = new LinkedHashMap<>(values);
    changed.put(key, new Value(text.strip(), origin));
    Set<SettingKey<?>> kept = new LinkedHashSet<>(stored);
    if (ofStored) {
      kept.add(key);
    } else {
      kept.remove(key);
    }
    return new Settings(changed, kept);
  }

  /** The short name is taken apart at once, so that what is said later wins over it. */
  private Settings withModel(boolean ofStored, String text, String origin)
      throws SettingsException {
    Settings settings = this;
    try {
      for (Map.Entry<SettingKey<?>, String> part :
          ModelKeys.ofSpec(ModelSpec.parse(text)).entrySet()) {
        settings = settings.with(part.getKey(), ofStored, part.getValue(), origin);
      }
    } catch (IllegalArgumentException e) {
      throw new SettingsException(e.getMessage() + " (" + origin + ")", e);
    }
    return settings;
  }

  /**
   * The model that the seven keys of {@link Keys#OF_MODEL} describe. One that is there already may
   * have other dims than a new one.
   *
   * @throws SettingsException if there is no such model
   */
  public ModelSpec model() throws SettingsException {
    try {
      ModelSpec spec = ModelKeys.toSpec(this);
      return stored.isEmpty() ? spec.checkedForNewModel() : spec;
    } catch (IllegalArgumentException e) {
      throw new SettingsException(e.getMessage() + " (" + modelOrigin() + ")", e);
    }
  }

  /** Whether somebody said what the model is, by its name or one of its seven keys. */
  public boolean saysModel() {
    return Keys.OF_MODEL.stream().anyMatch(this::says);
  }

  private String modelOrigin() {
    return Keys.OF_MODEL.stream()
        .map(this::origin)
        .filter(origin -> !DEFAULT.equals(origin))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** Returns a key's value. */
  public <T> T get(SettingKey<T> key) {
    Value value = values.get(key);
    if (value == null) {
      return key.defaultValue();
    }
    SettingKey<T> read = stored.contains(key) ? key.forStored() : key;
    return read.type().parser().parse(value.text());
  }

  /** Whether somebody said a value for the key, even if it is the default. */
  public boolean says(SettingKey<?> key) {
    return values.containsKey(key);
  }

  /** Where the key's value came from. */
  public String origin(SettingKey<?> key) {
    Value value = values.get(key);
    return value == null ? DEFAULT : value.origin();
  }

  /**
   * Every key's name with its effective text and origin, in the order of {@link Keys#ALL}, but for
   * {@link Keys#MODEL}, which stands for others.
   */
  public Map<String, Value> effective() {
    Map<String, Value> all = new LinkedHashMap<>();
    for (SettingKey<?> key : Keys.ALL) {
      if (key == Keys.MODEL) {
        continue;
      }
      all.put(key.name(), values.getOrDefault(key, new Value(defaultText(key), DEFAULT)));
    }
    return all;
  }

  /** Returns a key's value as text, in one form whatever form it came in. */
  public <T> String text(SettingKey<T> key) {
    return key.type().printer().apply(get(key));
  }

  /** The names of the keys whose values differ between these settings and others. */
  public List<SettingKey<?>> differingFrom(Settings other) {
    List<SettingKey<?>> names = new ArrayList<>();
    for (SettingKey<?> key : Keys.ALL) {
      if (!get(key).equals(other.get(key))) {
        names.add(key);
      }
    }
    return names;
  }

  private static <T> String defaultText(SettingKey<T> key) {
    return key.type().printer().apply(key.defaultValue());
  }

  private static SettingKey<?> find(String name, String origin) throws SettingsException {
    for (SettingKey<?> key : Keys.ALL) {
      if (key.name().equals(name)) {
        return key;
      }
    }
    throw new SettingsException(
        "unknown key '"
            + name
            + "' ("
            + origin
            + "); nearest is "
            + NearestWord.to(name, Keys.ALL.stream().map(SettingKey::name).toList()));
  }
}
