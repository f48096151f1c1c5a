package org.saehdbw.deepfacelab;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.saehdbw.architectures.ModelSettings;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.dataloaders.BatchOptions;
import org.saehdbw.dataloaders.PictureOptions;
import org.saehdbw.dataloaders.ToneOptions;
import org.saehdbw.losses.AdversarialOptions;
import org.saehdbw.optimizers.OptimizerOptions;
import org.saehdbw.pickles.PickleNone;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.plan.TrainingSettings;
import org.saehdbw.training.plan.TrainingTarget;

/**
 * Between DeepFaceLab's options and our settings, whose keys are the same words. An option that we
 * have no setting for stays in the model's own file for the way back.
 */
final class OptionNames {
  /** All options in the order in which DeepFaceLab keeps them. */
  static final List<String> ALL =
      List.of(
          "resolution",
          "face_type",
          "models_opt_on_gpu",
          "archi",
          "ae_dims",
          "e_dims",
          "d_dims",
          "d_mask_dims",
          "masked_training",
          "eyes_mouth_prio",
          "uniform_yaw",
          "blur_out_mask",
          "adabelief",
          "lr_dropout",
          "random_warp",
          "random_hsv_power",
          "true_face_power",
          "face_style_power",
          "bg_style_power",
          "ct_mode",
          "clipgrad",
          "pretrain",
          "autobackup_hour",
          "write_preview_history",
          "target_iter",
          "random_src_flip",
          "random_dst_flip",
          "batch_size",
          "gan_power",
          "gan_patch_size",
          "gan_dims");

  /** DeepFaceLab's word for no limit. */
  private static final Long NO_TARGET = 0L;

  private OptionNames() {}

  /**
   * Returns the settings that a model's options come to.
   *
   * @param base what holds where no option speaks
   * @param where the options' file, for messages
   * @param chosen settings that the user sets; an unknown value of the face type, which decides
   *     what the model's faces are, is refused unless it is one of them
   * @param remarks receives what training here does differently
   * @throws ModelFileException if the model is not one that DeepFaceLab allows
   */
  static Settings toSettings(
      Settings base,
      ModelSpec spec,
      ModelOptions options,
      String where,
      Predicate<Setting<?>> chosen,
      Consumer<String> remarks)
      throws ModelFileException {
    Settings settings = said(base, ModelSettings.MODEL, spec.toString(), where);
    for (String name : ALL) {
      Optional<Setting<?>> key = find(name);
      Optional<Object> value = options.value(name);
      if (key.isEmpty() || ModelSettings.PARTS.contains(key.get()) || value.isEmpty()) {
        continue;
      }
      boolean hasEffect = value.get() instanceof Number number && number.doubleValue() != 0;
      if (name.equals(ToneOptions.RANDOM_HSV_POWER.name()) && spec.channels() == 1) {
        if (hasEffect) {
          remarks.accept(
              String.format(
                  Locale.ROOT,
                  "random_hsv_power %s has no meaning in gray and is 0 here",
                  value.get()));
        }
      } else {
        String text = text(name, value.get(), remarks);
        try {
          settings = settings.withStored(name, text, Settings.IMPORTED);
        } catch (SettingsException e) {
          requireChosen(key.get(), chosen, where, e);
          remarks.accept(
              String.format(
                  Locale.ROOT,
                  "%s; it is %s here, and the model's own value is kept for the way back",
                  e.getMessage(),
                  key.get().defaultText()));
        }
      }
    }
    return settings;
  }

  private static void requireChosen(
      Setting<?> setting, Predicate<Setting<?>> chosen, String where, SettingsException e)
      throws ModelFileException {
    if (setting == PictureOptions.FACE_TYPE && !chosen.test(setting)) {
      throw new ModelFileException(
          where + ": option " + e.getMessage() + "; choose one with --set face_type=TYPE", e);
    }
  }

  private static Settings said(Settings settings, Setting<?> key, String text, String where)
      throws ModelFileException {
    try {
      return settings.withStored(key.name(), text, Settings.IMPORTED);
    } catch (SettingsException e) {
      throw new ModelFileException(where + ": option " + e.getMessage(), e);
    }
  }

  /** Older programs wrote some options otherwise. */
  private static String text(String name, Object value, Consumer<String> remarks) {
    if (name.equals(OptimizerOptions.LR_DROPOUT.name())) {
      if (value instanceof Boolean on) {
        return on ? "y" : "n";
      }
      if (value.equals("1")) {
        remarks.accept("lr_dropout '1' means off in DeepFaceLab, so it is n here");
        return "n";
      }
      return value.equals("0") ? "n" : value.toString();
    }
    if (name.equals(BatchOptions.BATCH_SIZE.name()) && value.equals(0L)) {
      return "1";
    }
    return value.toString();
  }

  /**
   * Returns the options of a model to be written.
   *
   * @param kept the options that it came with, or none
   * @param settings ours, which win
   */
  static ModelOptions toOptions(ModelSpec spec, Map<String, Object> kept, Settings settings) {
    Map<String, Object> values = new LinkedHashMap<>(kept);
    for (String name : ALL) {
      Optional<Setting<?>> key = find(name);
      // None is the default to DeepFaceLab.
      Object own = kept.getOrDefault(name, PickleNone.NONE);
      boolean said = own != PickleNone.NONE;
      if (name.equals(TrainingTarget.TARGET_ITER.name())) {
        // Ours ends this run; at its end DeepFaceLab would take the model for trained.
        values.put(name, target(kept));
      } else if (key.isPresent() && !(said && isKept(key.get(), own, settings))) {
        values.put(name, plain(settings.plain(key.get()), key.get(), spec));
      } else if (!said) {
        values.put(name, beginning(name));
      }
    }
    return new ModelOptions(values);
  }

  /** The iteration at which DeepFaceLab stops: the one that the model came with, or 0 for none. */
  static Object target(Map<String, Object> kept) {
    Object value = kept.getOrDefault(TrainingTarget.TARGET_ITER.name(), PickleNone.NONE);
    return value == PickleNone.NONE ? (Object) NO_TARGET : value;
  }

  /**
   * Says what becomes of the run's target, where that is not what a user would expect.
   *
   * @param kept the options that the model came with, or none
   * @param iteration how many iterations it was trained for
   */
  static Optional<String> targetRemark(
      Map<String, Object> kept, Settings settings, long iteration) {
    Object written = target(kept);
    long target = settings.get(TrainingTarget.TARGET_ITER);
    if (written instanceof Long limit && limit > 0 && limit <= iteration) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "target_iter is %d, which the model came with and has reached: DeepFaceLab trains it"
                  + " no further until target_iter is raised there",
              limit));
    }
    return written.equals(target)
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "target_iter is %s%s in the exported model; the run's own target of %d is not"
                    + " written, because DeepFaceLab trains no further once it is reached",
                written,
                written.equals(NO_TARGET) ? " (no limit)" : ", which it came with,",
                target));
  }

  /** Whether a model's own value is written again: ours has no effect, or cannot say it. */
  private static boolean isKept(Setting<?> setting, Object own, Settings settings) {
    if (settings.isSet(setting)) {
      return false;
    }
    try {
      TrainingSettings.defaults()
          .withStored(setting.name(), text(setting.name(), own, remark -> {}), Settings.IMPORTED);
      return false;
    } catch (SettingsException e) {
      return true;
    }
  }

  /** What DeepFaceLab asks for and we have no setting for, with its own defaults. */
  private static Object beginning(String name) {
    return switch (name) {
      case "models_opt_on_gpu" -> true;
      case "autobackup_hour" -> 0L;
      case "write_preview_history" -> false;
      default -> throw new IllegalStateException("no default of " + name);
    };
  }

  /** A value as DeepFaceLab has it, to which a patch of 0 pixels is none. */
  private static Object plain(Object value, Setting<?> setting, ModelSpec spec) {
    if (setting == AdversarialOptions.GAN_PATCH_SIZE && value.equals(0)) {
      return (long) AdversarialOptions.usualPatchSize(spec.resolution());
    }
    return value instanceof Integer number ? (Object) number.longValue() : value;
  }

  private static Optional<Setting<?>> find(String name) {
    for (Setting<?> key : TrainingSettings.ALL) {
      if (key.name().equals(name)) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }
}
