package org.saehdbw.training.plan;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.saehdbw.checkpoints.KeepPolicy;
import org.saehdbw.dataloaders.BatchOptions;
import org.saehdbw.dataloaders.CacheOptions;
import org.saehdbw.settings.Setting;

/**
 * Settings that leave losses what they are: until when a run is trained, when it saves, and how
 * many threads work for it. Losses before and after such a change can be compared.
 */
public final class NeutralSettings {
  private static final Set<String> NAMES =
      Stream.of(
              TrainingTarget.SETTINGS,
              SaveSchedule.SETTINGS,
              KeepPolicy.SETTINGS,
              CacheOptions.SETTINGS,
              MeterOptions.SETTINGS,
              List.<Setting<?>>of(
                  BatchOptions.LOADER_THREADS,
                  BatchOptions.PREFETCH,
                  StepOptions.THREADS,
                  StepOptions.INTERPRETER,
                  StepOptions.MICRO_BATCH,
                  StepOptions.ACTIVATION_CHECKPOINTING,
                  StepOptions.MEMORY_MIB))
          .flatMap(Collection::stream)
          .map(Setting::name)
          .collect(Collectors.toUnmodifiableSet());

  private NeutralSettings() {}

  /** Whether losses before and after a change of these settings can be compared. */
  public static boolean holdsAll(Collection<String> names) {
    return NAMES.containsAll(names);
  }
}
