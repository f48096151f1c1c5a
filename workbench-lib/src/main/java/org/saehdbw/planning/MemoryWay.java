package org.saehdbw.planning;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.saehdbw.planning.MeasuredMemory.Kind;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.plan.SaveSchedule;
import org.saehdbw.training.plan.StepOptions;
import org.saehdbw.training.steps.StepMemory;

/**
 * How a trainer computes and saves, of which memory and time depend.
 *
 * @param step how its steps save memory
 * @param beside whether training continues while a copy of the model is written
 */
public record MemoryWay(StepMemory step, boolean beside) {
  /** The whole batch at once, activations kept, saves beside the training. */
  public static final MemoryWay PLAIN = new MemoryWay(StepMemory.PLAIN, true);

  private static final String CHOSEN = StepOptions.MEMORY_MIB.name();

  /** Returns the way that settings say. */
  public static MemoryWay of(Settings settings) {
    return new MemoryWay(
        new StepMemory(
            settings.get(StepOptions.MICRO_BATCH),
            settings.get(StepOptions.ACTIVATION_CHECKPOINTING)),
        settings.get(SaveSchedule.SAVE_BESIDE));
  }

  /**
   * Returns the ways for a batch that settings leave open, those that cost least time first
   * (docs/performance.md): plain, pieces of a half of the batch, of a quarter and so on, activation
   * checkpointing, both; each first with saves beside the training and then without, since a save
   * between two steps costs part of a second at each save, and the others part of each step.
   *
   * @param batch samples a side, at least 1
   * @param settings what they set stays, unless {@code memory_mib} chose it
   */
  public static List<MemoryWay> forBatch(int batch, Settings settings) {
    List<MemoryWay> ways = new ArrayList<>();
    for (boolean checkpointing :
        open(settings, StepOptions.ACTIVATION_CHECKPOINTING, List.of(false, true))) {
      for (int piece : open(settings, StepOptions.MICRO_BATCH, pieces(batch))) {
        for (boolean beside : open(settings, SaveSchedule.SAVE_BESIDE, List.of(true, false))) {
          ways.add(new MemoryWay(new StepMemory(piece, checkpointing), beside));
        }
      }
    }
    return List.copyOf(ways);
  }

  /** The whole batch, which is 0, then its half, rounded up, and so on to 1. */
  private static List<Integer> pieces(int batch) {
    List<Integer> pieces = new ArrayList<>(List.of(0));
    for (int piece = batch; piece > 1; ) {
      piece = (piece + 1) / 2;
      pieces.add(piece);
    }
    return pieces;
  }

  private static <T> List<T> open(Settings settings, Setting<T> setting, List<T> all) {
    return isOpen(settings, setting) ? all : List.of(settings.get(setting));
  }

  /** Whether nothing but a choice by {@code memory_mib} has set a setting. */
  private static boolean isOpen(Settings settings, Setting<?> setting) {
    return !settings.isSet(setting)
        || settings.origin(setting).equals(CHOSEN)
        || settings.origin(setting).equals(Settings.DEFAULT);
  }

  /**
   * Returns settings that say this way wherever they leave it open, with {@code memory_mib} as the
   * origin.
   *
   * @throws SettingsException never, as all values are allowed ones
   */
  public Settings in(Settings settings) throws SettingsException {
    Settings chosen = settings;
    Map<Setting<?>, String> values = new LinkedHashMap<>();
    values.put(StepOptions.MICRO_BATCH, String.valueOf(step.microBatch()));
    values.put(StepOptions.ACTIVATION_CHECKPOINTING, String.valueOf(step.checkpointing()));
    values.put(SaveSchedule.SAVE_BESIDE, String.valueOf(beside));
    for (Map.Entry<Setting<?>, String> value : values.entrySet()) {
      if (isOpen(settings, value.getKey())) {
        chosen = chosen.with(value.getKey().name(), value.getValue(), CHOSEN);
      }
    }
    return chosen;
  }

  /** Returns the kind of process that a trainer is which saves so. */
  public Kind trainer() {
    return beside ? Kind.TRAINER_BESIDE : Kind.TRAINER;
  }

  /** Returns what differs from the plain way as a settings file says it, or {@code plain}. */
  @Override
  public String toString() {
    List<String> words = new ArrayList<>();
    if (step.microBatch() > 0) {
      words.add(String.format(Locale.ROOT, "micro_batch %d", step.microBatch()));
    }
    if (step.checkpointing()) {
      words.add("activation_checkpointing true");
    }
    if (!beside) {
      words.add("save_beside false");
    }
    return words.isEmpty() ? "plain" : String.join(", ", words);
  }
}
