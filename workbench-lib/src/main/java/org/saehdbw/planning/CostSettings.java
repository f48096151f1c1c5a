package org.saehdbw.planning;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.losses.AdversarialOptions;
import org.saehdbw.losses.LossOptions;
import org.saehdbw.losses.StylePowers;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingRegistry;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.training.plan.SaveSchedule;
import org.saehdbw.training.plan.StepOptions;
import org.saehdbw.training.steps.Discriminators;

/**
 * Training settings that change the cost of a step or of a trainer: discriminators, styles, and how
 * steps and saves hold memory down.
 *
 * @param words {@code KEY=VALUE} each, later ones replace earlier ones
 */
public record CostSettings(List<String> words) {
  /** No discriminator, no style, nothing that saves memory. */
  public static final CostSettings NONE = new CostSettings(List.of());

  private static final class Known {
    static final SettingRegistry SETTINGS =
        new SettingRegistry(
            List.of(
                AdversarialOptions.SETTINGS,
                StylePowers.SETTINGS,
                List.of(
                    StepOptions.MICRO_BATCH,
                    StepOptions.ACTIVATION_CHECKPOINTING,
                    SaveSchedule.SAVE_BESIDE)),
            Set.of());
  }

  /**
   * Checks the words.
   *
   * @throws IllegalArgumentException if a key is none of those that change the cost, a value is not
   *     allowed, or a size of patches is given without their discriminator
   */
  public CostSettings {
    words = List.copyOf(words);
    for (String word : words) {
      String key = word.substring(0, Math.max(0, word.indexOf('=')));
      if (!key.isEmpty() && !Known.SETTINGS.names().contains(key)) {
        throw new IllegalArgumentException(
            "--set of plan takes only settings that change the cost of a step: "
                + String.join(", ", Known.SETTINGS.names())
                + "; got "
                + key);
      }
    }
    Settings settings = read(words);
    for (Setting<?> size :
        List.of(AdversarialOptions.GAN_PATCH_SIZE, AdversarialOptions.GAN_DIMS)) {
      if (settings.isSet(size) && settings.get(AdversarialOptions.GAN_POWER) == 0) {
        throw new IllegalArgumentException(
            size + " has no effect while gan_power is 0, got " + settings.text(size));
      }
    }
  }

  private static Settings read(List<String> words) {
    try {
      return SettingsReader.readWords(Known.SETTINGS.defaults(), words);
    } catch (SettingsException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Whether a step has the default losses alone. */
  public boolean isPlain() {
    Settings settings = read(words);
    return settings.get(AdversarialOptions.TRUE_FACE_POWER) == 0
        && settings.get(AdversarialOptions.GAN_POWER) == 0
        && StylePowers.of(settings).equals(StylePowers.NONE);
  }

  /**
   * Returns what a model in training is judged by; all else is at its default.
   *
   * @throws IllegalArgumentException as {@link Discriminators#of}
   */
  public LossOptions losses(ModelSpec spec) {
    if (isPlain()) {
      return LossOptions.defaults();
    }
    Settings settings = read(words);
    AdversarialOptions adversaries = AdversarialOptions.of(settings, false, spec.resolution());
    Discriminators.of(spec, adversaries);
    return LossOptions.defaults().with(StylePowers.of(settings)).with(adversaries);
  }

  /** Returns how steps and saves hold memory down. */
  public MemoryWay way() {
    Settings settings = read(words);
    return MemoryWay.of(settings);
  }

  /** Whether all of it is as it is by default. */
  public boolean isDefault() {
    return isPlain() && way().equals(MemoryWay.PLAIN);
  }

  /** Returns the ways to hold memory down that are left open, as {@link MemoryWay#forBatch}. */
  public List<MemoryWay> ways(int batch) {
    return MemoryWay.forBatch(batch, read(words));
  }

  /** Returns the settings that are set, such as {@code gan_power 0.1, gan_dims 16}, or nothing. */
  @Override
  public String toString() {
    Settings settings = read(words);
    return Known.SETTINGS.all().stream()
        .filter(settings::isSet)
        .map(setting -> setting + " " + settings.text(setting))
        .collect(Collectors.joining(", "));
  }
}
