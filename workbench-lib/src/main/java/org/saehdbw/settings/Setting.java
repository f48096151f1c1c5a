package org.saehdbw.settings;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One setting, declared once, beside the option record that it fills: its name, what is allowed,
 * its default, its help and when it may change.
 *
 * <pre>{@code
 * static final Setting<Double> RANDOM_GRAIN_POWER =
 *     Setting.of("random_grain_power", SettingType.number(0, 1), 0.0, "film grain on inputs");
 * }</pre>
 *
 * <p>Immutable; each method that changes something returns a copy. Two settings are equal only if
 * they are the same object.
 *
 * @param <T> the type of its value
 */
public final class Setting<T> {
  private final String name;
  private final SettingType<T> type;
  private final T defaultValue;
  private final String help;
  private final Traits<T> traits;

  /** When a setting may change. */
  public enum Group {
    /** Fixed at a run's first start. */
    FIXED,
    /** May change each time a run is resumed. */
    RESUMABLE
  }

  /** What few settings differ in. */
  private record Traits<T>(
      Group group,
      Optional<SettingType<T>> stored,
      Map<Boolean, T> inStage,
      Optional<Function<String, Map<Setting<?>, String>>> shorthand) {}

  private Setting(String name, SettingType<T> type, T defaultValue, String help, Traits<T> traits) {
    this.name = name;
    this.type = type;
    this.defaultValue = defaultValue;
    this.help = help;
    this.traits = traits;
  }

  /**
   * A setting that may change each time a run is resumed, and has its effect in every stage.
   *
   * @param name the key in files, DeepFaceLab's option name where it has one
   * @param type how text becomes a value, and what is allowed
   * @param defaultValue the value where no source sets one
   * @param help what it does, in one line
   */
  public static <T> Setting<T> of(String name, SettingType<T> type, T defaultValue, String help) {
    Traits<T> usual = new Traits<>(Group.RESUMABLE, Optional.empty(), Map.of(), Optional.empty());
    return new Setting<>(name, type, defaultValue, help, usual);
  }

  private Setting<T> with(Traits<T> others) {
    return new Setting<>(name, type, defaultValue, help, others);
  }

  /** This setting, fixed at a run's first start. */
  public Setting<T> fixed() {
    return with(new Traits<>(Group.FIXED, traits.stored, traits.inStage, traits.shorthand));
  }

  /**
   * This setting with other values allowed for a model that exists already.
   *
   * @param allowed what a stored model may have
   */
  public Setting<T> storedAs(SettingType<T> allowed) {
    return with(new Traits<>(traits.group, Optional.of(allowed), traits.inStage, traits.shorthand));
  }

  /** This setting without effect while pretraining, which always has this value. */
  public Setting<T> whilePretraining(T value) {
    return inStage(true, value);
  }

  /** This setting without effect while training two people, which always has this value. */
  public Setting<T> whileTraining(T value) {
    return inStage(false, value);
  }

  private Setting<T> inStage(boolean pretraining, T value) {
    return with(
        new Traits<>(traits.group, traits.stored, Map.of(pretraining, value), traits.shorthand));
  }

  /**
   * This setting as a short form of others; it has no value itself.
   *
   * @param parts the others' texts for a text of this; throws {@link IllegalArgumentException} for
   *     what is not allowed
   */
  public Setting<T> shortFor(Function<String, Map<Setting<?>, String>> parts) {
    return with(new Traits<>(traits.group, traits.stored, traits.inStage, Optional.of(parts)));
  }

  /** The key in files. */
  public String name() {
    return name;
  }

  /** How text becomes a value, and what is allowed. */
  public SettingType<T> type() {
    return type;
  }

  /** The value where no source sets one. */
  public T defaultValue() {
    return defaultValue;
  }

  /** What it does, in one line. */
  public String help() {
    return help;
  }

  /** When it may change. */
  public Group group() {
    return traits.group;
  }

  /** The value that a stage has whatever is set, if there is one. */
  public Optional<T> forcedValue(boolean pretraining) {
    return Optional.ofNullable(traits.inStage.get(pretraining));
  }

  /** Whether a model that exists already may have other values. */
  boolean hasStoredType() {
    return traits.stored.isPresent();
  }

  /** What is allowed for a model that exists already. */
  SettingType<T> storedType() {
    return traits.stored.orElse(type);
  }

  Optional<Function<String, Map<Setting<?>, String>>> shorthand() {
    return traits.shorthand;
  }

  /**
   * Checks a value that came from a program, as one that came from a file is checked.
   *
   * @return the value
   * @throws IllegalArgumentException if it is not allowed; the message names the setting
   */
  public T check(T value) {
    String text = type.printer().apply(value);
    try {
      return type.parser().parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + " must be " + type.allowed() + ", got " + text, e);
    }
  }

  /**
   * Reads a value.
   *
   * @param text what came, as text
   * @param origin where it came from, for the message
   * @throws SettingsException if the text is not allowed
   */
  public T parse(String text, String origin) throws SettingsException {
    return parse(type, text, origin);
  }

  T parseStored(String text, String origin) throws SettingsException {
    return parse(storedType(), text, origin);
  }

  private T parse(SettingType<T> allowed, String text, String origin) throws SettingsException {
    try {
      return allowed.parser().parse(text.strip());
    } catch (SettingType.Refused e) {
      throw new SettingsException(name + ": " + e.getMessage() + " (" + origin + ")", e);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(
          name + " must be " + allowed.allowed() + ", got '" + text + "' (" + origin + ")", e);
    }
  }

  /** Its default as text. */
  public String defaultText() {
    return type.printer().apply(defaultValue);
  }

  /** Returns what it is in one line: name, what it does, what is allowed, its default. */
  public String explained() {
    String usual = defaultText().isEmpty() ? "" : "; default " + defaultText();
    return name + ": " + help + " (" + type.allowed() + usual + ")";
  }

  /** The variable that sets it from the environment, such as {@code SAEHDBW_BATCH_SIZE}. */
  public String environmentName() {
    return "SAEHDBW_" + name.toUpperCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return name;
  }
}
