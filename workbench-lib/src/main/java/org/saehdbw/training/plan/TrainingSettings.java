package org.saehdbw.training.plan;

import java.util.List;
import java.util.Set;
import org.saehdbw.architectures.ModelSettings;
import org.saehdbw.checkpoints.KeepPolicy;
import org.saehdbw.dataloaders.AugmentOptions;
import org.saehdbw.dataloaders.BatchOptions;
import org.saehdbw.dataloaders.CacheOptions;
import org.saehdbw.dataloaders.PictureOptions;
import org.saehdbw.dataloaders.ScaleRange;
import org.saehdbw.dataloaders.ToneOptions;
import org.saehdbw.layers.StandardBlock;
import org.saehdbw.losses.AdversarialOptions;
import org.saehdbw.losses.LossOptions;
import org.saehdbw.losses.StylePowers;
import org.saehdbw.losses.WeightedLoss;
import org.saehdbw.optimizers.OptimizerOptions;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingRegistry;
import org.saehdbw.settings.Settings;
import org.saehdbw.training.classes.OwnClasses;
import org.saehdbw.training.devices.DeviceChoice;

/**
 * Every setting of a training run. Each is declared beside the option record that it fills; this
 * lists the records, in the order in which their settings are written.
 */
public final class TrainingSettings {
  /** All settings by name. */
  public static final SettingRegistry REGISTRY =
      new SettingRegistry(
          List.of(
              ModelSettings.SETTINGS,
              PictureOptions.SETTINGS,
              LossOptions.SETTINGS,
              OptimizerOptions.SETTINGS,
              AugmentOptions.SETTINGS,
              ScaleRange.SETTINGS,
              ToneOptions.SETTINGS,
              RunSettings.SETTINGS,
              StylePowers.SETTINGS,
              AdversarialOptions.SETTINGS,
              TrainingTarget.SETTINGS,
              Schedule.SETTINGS,
              BatchOptions.SETTINGS,
              CacheOptions.SETTINGS,
              StepOptions.SETTINGS,
              SaveSchedule.SETTINGS,
              MeterOptions.SETTINGS,
              KeepPolicy.SETTINGS,
              CollapseOptions.SETTINGS,
              DeviceChoice.SETTINGS,
              StandardBlock.SETTINGS,
              WeightedLoss.SETTINGS,
              OwnClasses.SETTINGS),
          Set.of("forced_device"),
          Set.of(Schedule.STAGES.name()));

  /** All settings, in the order in which they are written. */
  public static final List<Setting<?>> ALL = REGISTRY.all();

  private TrainingSettings() {}

  /** Every setting at its default. */
  public static Settings defaults() {
    return REGISTRY.defaults();
  }
}
