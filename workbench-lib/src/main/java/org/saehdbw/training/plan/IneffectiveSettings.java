package org.saehdbw.training.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.saehdbw.architectures.ModelSettings;
import org.saehdbw.architectures.ModelSettings.Channels;
import org.saehdbw.dataloaders.CacheOptions;
import org.saehdbw.dataloaders.PictureOptions;
import org.saehdbw.losses.AdversarialOptions;
import org.saehdbw.losses.Compat;
import org.saehdbw.losses.LossOptions;
import org.saehdbw.losses.StylePowers;
import org.saehdbw.losses.WeightedLoss;
import org.saehdbw.optimizers.OptimizerOptions;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingValues;
import org.saehdbw.settings.Settings;
import org.saehdbw.training.devices.DeviceChoice;

/**
 * Finds settings that a source set although they have no effect: those whose value the stage fixes,
 * which each {@link Setting} knows, and those that only count beside another one.
 */
final class IneffectiveSettings {
  /** A setting without effect where others say so. */
  private record Rule(Setting<?> setting, Predicate<Settings> idle, String reason) {}

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              PictureOptions.GRAY_FROM,
              s -> s.get(ModelSettings.CHANNELS) == Channels.COLOUR,
              "in a colour model"),
          new Rule(
              PictureOptions.ALLOW_GRAY,
              s -> s.get(ModelSettings.CHANNELS) == Channels.GRAY,
              "in a gray model"),
          new Rule(
              AdversarialOptions.GAN_PATCH_SIZE,
              s -> hasNoGan(s) && !isUsualPatch(s),
              "while gan_power is 0"),
          new Rule(
              AdversarialOptions.GAN_DIMS, IneffectiveSettings::hasNoGan, "while gan_power is 0"),
          new Rule(
              AdversarialOptions.TRUE_FACE_POWER, IneffectiveSettings::isLiae, "in a liae model"),
          new Rule(
              AdversarialOptions.TRUE_FACE_POWER,
              s -> !isLiae(s) && isPretraining(s) && s.get(Compat.COMPAT) != Compat.DEEPFACELAB,
              "while pretraining (pretrain is true) unless compat is deepfacelab"),
          new Rule(
              OptimizerOptions.BIAS_CORRECTION,
              s -> !s.get(OptimizerOptions.ADABELIEF),
              "while adabelief is false"),
          new Rule(
              Compat.COMPAT,
              s -> !isChangedByCompat(s),
              "without what it changes: bg_style_power, gan_power with masked_training, and"
                  + " true_face_power while pretraining"),
          new Rule(
              WeightedLoss.EXTRA_LOSS_POWER,
              s -> s.get(WeightedLoss.EXTRA_LOSS).equals(WeightedLoss.NO_LOSS),
              "while extra_loss is none"),
          new Rule(
              CacheOptions.CACHE_DIR,
              s -> s.get(CacheOptions.CACHE_MIB) == 0,
              "while cache_mib is 0"),
          new Rule(
              SaveSchedule.PREVIEW_INTERVAL_ITER,
              s -> s.get(SaveSchedule.PICTURES) == SaveSchedule.Pictures.NONE,
              "while pictures is none"),
          new Rule(
              SaveSchedule.WRITE_PREVIEW_HISTORY,
              s ->
                  s.get(SaveSchedule.PICTURES) == SaveSchedule.Pictures.NONE
                      || s.get(SaveSchedule.PREVIEW_INTERVAL_ITER) > 0,
              "while pictures is none or preview_interval_iter is set"),
          new Rule(
              CollapseOptions.SPIKE_Z,
              IneffectiveSettings::isIgnored,
              "while on_collapse is ignore"),
          new Rule(
              CollapseOptions.SPIKE_WINDOW,
              s -> isIgnored(s) || s.get(CollapseOptions.SPIKE_Z) == 0,
              "while on_collapse is ignore or spike_z is 0"),
          new Rule(
              CollapseOptions.COLLAPSE_REPEAT_ITER,
              s -> s.get(CollapseOptions.ON_COLLAPSE) != CollapseOptions.Answer.RECOVER,
              "unless on_collapse is recover"),
          new Rule(
              DeviceChoice.DEVICE_TIMEOUT_S,
              s ->
                  s.get(DeviceChoice.DEVICE).equals("cpu")
                      || !s.get(DeviceChoice.FORCED_DEVICE_NAME).isEmpty(),
              "unless devices are listed: device auto or cuda:N, without forced_device"));

  private IneffectiveSettings() {}

  private static boolean isPretraining(Settings settings) {
    return settings.get(RunSettings.PRETRAIN);
  }

  private static boolean isLiae(Settings settings) {
    return settings.get(ModelSettings.ARCHI).toLowerCase(Locale.ROOT).startsWith("liae");
  }

  private static boolean isIgnored(Settings settings) {
    return settings.get(CollapseOptions.ON_COLLAPSE) == CollapseOptions.Answer.IGNORE;
  }

  private static boolean hasNoGan(Settings settings) {
    return settings.get(AdversarialOptions.GAN_POWER) == 0;
  }

  /** DeepFaceLab stores this patch size with every model; it is what 0 means here. */
  private static boolean isUsualPatch(Settings settings) {
    Setting<Integer> patch = AdversarialOptions.GAN_PATCH_SIZE;
    return settings.get(patch) == settings.get(ModelSettings.RESOLUTION) / 8;
  }

  /** Whether a loss that counts in the stage is another one with the original's mistakes. */
  private static boolean isChangedByCompat(Settings settings) {
    boolean pretraining = isPretraining(settings);
    SettingValues values = settings.inStage(pretraining);
    return values.get(StylePowers.BG_STYLE_POWER) != 0
        || (values.get(AdversarialOptions.GAN_POWER) != 0
            && values.get(LossOptions.MASKED_TRAINING))
        || (pretraining
            && !isLiae(settings)
            && values.get(AdversarialOptions.TRUE_FACE_POWER) != 0);
  }

  /** Returns a remark for each, in the order of the settings. */
  static List<String> remarks(Settings settings, Stage stage) {
    List<String> remarks = new ArrayList<>();
    boolean pretraining = stage == Stage.PRETRAIN;
    for (Setting<?> setting : settings.registry().all()) {
      if (!settings.isSet(setting)) {
        continue;
      }
      if (isFixed(settings, setting, pretraining)) {
        remarks.add(
            remark(
                settings,
                setting,
                pretraining ? "while pretraining (pretrain is true)" : "unless pretrain is true"));
      }
      for (Rule rule : RULES) {
        if (rule.setting() == setting
            && !settings.get(setting).equals(setting.defaultValue())
            && rule.idle().test(settings)) {
          remarks.add(remark(settings, setting, rule.reason()));
        }
      }
    }
    return remarks;
  }

  /** An imported model has every option set; one at its default is no surprise. */
  private static <T> boolean isFixed(Settings settings, Setting<T> setting, boolean pretraining) {
    T value = settings.get(setting);
    boolean asked =
        !value.equals(setting.defaultValue())
            || !settings.origin(setting).equals(Settings.IMPORTED);
    return asked
        && setting.forcedValue(pretraining).filter(forced -> !forced.equals(value)).isPresent();
  }

  private static String remark(Settings settings, Setting<?> setting, String when) {
    return setting
        + " has no effect "
        + when
        + ", got '"
        + settings.text(setting)
        + "' ("
        + settings.origin(setting)
        + ")";
  }
}
