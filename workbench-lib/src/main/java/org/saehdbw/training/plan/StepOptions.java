package org.saehdbw.training.plan;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.saehdbw.runs.Processor;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingType;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.tensors.Precision;
import org.saehdbw.training.devices.DeviceChoice;
import org.saehdbw.training.onboard.UpdatePlace;
import org.saehdbw.training.steps.Interpreter;
import org.saehdbw.training.steps.StepMemory;

/**
 * How the step is computed.
 *
 * @param interpreter what computes it
 * @param precision of its convolutions
 * @param allowTf32 whether a card may round what float32 convolutions and products take to TF32
 * @param memory how it saves memory
 * @param update where the weights are updated
 * @param threads of the engine and the optimizer, at least 1
 */
public record StepOptions(
    Interpreter interpreter,
    Precision precision,
    boolean allowTf32,
    StepMemory memory,
    UpdatePlace update,
    int threads) {
  public static final Setting<Integer> THREADS =
      Setting.of(
          "threads",
          SettingType.integer(0, 1024),
          0,
          "threads of the engine; 0 is the physical cores");
  public static final Setting<Interpreter> INTERPRETER =
      Setting.of(
          "interpreter",
          SettingType.words(
              List.of(Interpreter.SCRIPT, Interpreter.CHANNELS_LAST, Interpreter.EAGER),
              Interpreter::option),
          Interpreter.SCRIPT,
          "how the step is run: script is TorchScript, channels_last the same with PyTorch's"
              + " channels-last arrays around convolutions, eager one operation after another");
  public static final Setting<Precision> PRECISION =
      Setting.of(
          "precision",
          SettingType.words(List.of(Precision.values()), Precision::option),
          Precision.FLOAT32,
          "numbers of the step's convolutions; weights, losses and optimizer stay float32");

  public static final Setting<Boolean> ALLOW_TF32 =
      Setting.of(
          "allow_tf32",
          SettingType.bool(),
          false,
          "let a card round what float32 convolutions and products take to TF32; no effect on the"
              + " CPU");

  public static final Setting<UpdatePlace> UPDATE =
      Setting.of(
          "update",
          SettingType.words(List.of(UpdatePlace.values()), UpdatePlace::word),
          UpdatePlace.AUTO,
          "where weights are updated: host is Java, script the device of the step; auto is host on"
              + " the CPU and script on a card");

  public static final Setting<Integer> MICRO_BATCH =
      Setting.of(
          "micro_batch",
          SettingType.integer(0, 1024),
          0,
          "samples a side that are computed at once, gradients accumulated; 0 is the whole batch");
  public static final Setting<Boolean> ACTIVATION_CHECKPOINTING =
      Setting.of(
          "activation_checkpointing",
          SettingType.bool(),
          false,
          "compute activations again for the gradients instead of keeping them");

  public static final Setting<Integer> MEMORY_MIB =
      Setting.of(
          "memory_mib",
          SettingType.integer(0, 1 << 24),
          0,
          "resident memory in MiB within which the trainer chooses micro_batch,"
              + " activation_checkpointing and save_beside; 0 is off");

  /** What {@link #MEMORY_MIB} decides, with itself. */
  public static final List<Setting<?>> CHOSEN_BY_MEMORY =
      List.of(MEMORY_MIB, MICRO_BATCH, ACTIVATION_CHECKPOINTING, SaveSchedule.SAVE_BESIDE);

  public static final List<Setting<?>> SETTINGS =
      List.of(
          THREADS,
          INTERPRETER,
          PRECISION,
          ALLOW_TF32,
          UPDATE,
          MICRO_BATCH,
          ACTIVATION_CHECKPOINTING,
          MEMORY_MIB);

  /**
   * Fills the options from settings.
   *
   * @throws SettingsException if the interpreter has no such precision, or cannot compute
   *     activations again; or if a step that updates on its device is asked for what it cannot do
   */
  static StepOptions of(Settings settings) throws SettingsException {
    Interpreter interpreter = settings.get(INTERPRETER);
    Precision precision = settings.get(PRECISION);
    if (interpreter == Interpreter.EAGER && precision == Precision.BF16) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "precision must be float32 with interpreter eager (%s), got bf16 (%s)",
              settings.origin(INTERPRETER),
              settings.origin(PRECISION)));
    }
    if (interpreter == Interpreter.EAGER && settings.get(ACTIVATION_CHECKPOINTING)) {
      throw new SettingsException(
          String.format(
              Locale.ROOT,
              "activation_checkpointing must be false with interpreter eager (%s), got true (%s)",
              settings.origin(INTERPRETER),
              settings.origin(ACTIVATION_CHECKPOINTING)));
    }
    StepMemory memory =
        new StepMemory(settings.get(MICRO_BATCH), settings.get(ACTIVATION_CHECKPOINTING));
    String device = settings.get(DeviceChoice.DEVICE);
    if (settings.get(UPDATE) == UpdatePlace.SCRIPT) {
      requireUpdates(settings, "update script (" + settings.origin(UPDATE) + ")");
    } else if (DeviceChoice.isCard(device)) {
      String card = "device " + device + " (" + settings.origin(DeviceChoice.DEVICE) + ")";
      require(
          settings.get(UPDATE) != UpdatePlace.HOST,
          "update must be auto or script with " + card,
          settings,
          UPDATE);
      requireUpdates(settings, card);
    }
    int threads = settings.get(THREADS);
    return new StepOptions(
        interpreter,
        precision,
        settings.get(ALLOW_TF32),
        memory,
        settings.get(UPDATE),
        threads > 0 ? threads : Processor.here().cores());
  }

  /** What a step that updates the weights on its device cannot do yet. */
  private static void requireUpdates(Settings settings, String with) throws SettingsException {
    require(
        settings.get(INTERPRETER) != Interpreter.EAGER,
        "interpreter must be script or channels_last with " + with,
        settings,
        INTERPRETER);
    require(
        !settings.get(ACTIVATION_CHECKPOINTING),
        "activation_checkpointing must be false with " + with,
        settings,
        ACTIVATION_CHECKPOINTING);
    require(
        settings.get(MEMORY_MIB) == 0,
        "memory_mib must be 0 with " + with + ": memory is not predicted for it",
        settings,
        MEMORY_MIB);
  }

  private static void require(boolean holds, String rule, Settings settings, Setting<?> key)
      throws SettingsException {
    if (!holds) {
      throw new SettingsException(
          rule + ", got " + settings.text(key) + " (" + settings.origin(key) + ")");
    }
  }

  /**
   * Returns why these settings cannot be trained on a card that {@code device: auto} found; empty
   * if they can.
   */
  public static Optional<String> refusalOfCard(Settings settings) {
    try {
      require(
          settings.get(UPDATE) != UpdatePlace.HOST,
          "update must be auto or script with a card",
          settings,
          UPDATE);
      requireUpdates(settings, "a card");
      return Optional.empty();
    } catch (SettingsException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
