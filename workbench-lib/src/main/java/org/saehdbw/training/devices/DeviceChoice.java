package org.saehdbw.training.devices;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingType;
import org.saehdbw.settings.Settings;

/**
 * Turns the {@code device} setting into what a run trains on. In this version that is the CPU;
 * cards are looked for all the same, so that somebody who has one learns why it stays idle.
 */
public final class DeviceChoice {
  public static final Setting<String> DEVICE =
      Setting.of(
          "device",
          SettingType.pattern("auto|cpu|cuda:\\d+", "auto, cpu or cuda:N"),
          "auto",
          "where the step runs");
  public static final Setting<Double> DEVICE_TIMEOUT_S =
      Setting.of(
          "device_timeout_s",
          SettingType.number(1, 600),
          20.0,
          "how long the device listing may take");
  public static final Setting<String> FORCED_DEVICE_NAME =
      Setting.of(
          "forced_device_name",
          SettingType.text("a device's name"),
          "",
          "skip device detection and use this name");
  public static final Setting<Integer> FORCED_DEVICE_MEMORY_MIB =
      Setting.of(
          "forced_device_memory_mib",
          SettingType.integer(0, 1 << 20),
          0,
          "the forced device's memory");

  public static final List<Setting<?>> SETTINGS =
      List.of(DEVICE, DEVICE_TIMEOUT_S, FORCED_DEVICE_NAME, FORCED_DEVICE_MEMORY_MIB);

  private static final Pattern CARD = Pattern.compile("cuda:\\d{1,4}");

  private DeviceChoice() {}

  /**
   * Chooses the device that settings ask for, of this machine.
   *
   * @param warnings where warnings go, each one line
   * @throws DeviceException if the device is a card
   */
  public static TrainingDevice choose(Settings settings, Consumer<String> warnings)
      throws InterruptedException {
    String forced = settings.get(DeviceChoice.FORCED_DEVICE_NAME);
    return choose(
        settings.get(DeviceChoice.DEVICE),
        forced.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new ForcedDevice(forced, settings.get(DeviceChoice.FORCED_DEVICE_MEMORY_MIB))),
        Duration.ofMillis(Math.round(settings.get(DeviceChoice.DEVICE_TIMEOUT_S) * 1000)),
        DeviceProbe.ofThisProgram(),
        warnings);
  }

  /**
   * Chooses the device. Only {@code auto} without a forced device, under a PyTorch that was built
   * for cards, asks the driver; whatever goes wrong there costs at most the time-out (and a few
   * seconds to end the child) and ends on the CPU with one warning.
   *
   * @param device {@code auto}, {@code cpu} or {@code cuda:N}
   * @param forced the card that the user says there is; then nobody is asked
   * @param timeOut how long the listing may take
   * @param probe who is asked
   * @param warnings where warnings go, each one line
   * @throws DeviceException if the device is a card, or no such word
   * @throws InterruptedException if the thread is interrupted while it waits; the child has been
   *     ended
   */
  public static TrainingDevice choose(
      String device,
      Optional<ForcedDevice> forced,
      Duration timeOut,
      DeviceProbe probe,
      Consumer<String> warnings)
      throws InterruptedException {
    if (CARD.matcher(device).matches()) {
      throw new DeviceException(
          "device must be auto or cpu, got "
              + device
              + ": this version does not train on cards from Java; set device to cpu, or take the"
              + " step to the card with \"bench step --emit DIR\" (docs/cuda.md)");
    }
    boolean auto = device.equals("auto");
    if (!auto && !device.equals("cpu")) {
      throw new DeviceException("device must be one of auto, cpu, cuda:N; got " + device);
    }
    String forcedName = forced.map(ForcedDevice::name).orElse(TrainingDevice.NO_GPU);
    if (!auto) {
      return TrainingDevice.cpu(forcedName);
    }
    if (forced.isPresent()) {
      warnings.accept(
          idle(
              String.format(
                  Locale.ROOT,
                  "forced_device says %s with %d MiB",
                  forcedName,
                  forced.get().memoryMib())));
      return TrainingDevice.cpu(forcedName);
    }
    return TrainingDevice.cpu(probe.possible() ? ask(probe, timeOut, warnings) : forcedName);
  }

  private static String ask(DeviceProbe probe, Duration timeOut, Consumer<String> warnings)
      throws InterruptedException {
    try {
      List<DeviceListing.Card> cards = probe.list(timeOut).cards();
      if (cards.isEmpty()) {
        return TrainingDevice.NO_GPU;
      }
      DeviceListing.Card first = cards.get(0);
      warnings.accept(
          idle(
              String.format(Locale.ROOT, "found %s with %d MiB", first.name(), first.memoryMib())));
      return first.name();
    } catch (DeviceProbeException e) {
      warnings.accept(
          "device: "
              + e.getMessage()
              + "; training on the CPU. \"device: cpu\" skips the detection, and \"forced_device:"
              + " {name: ..., memory_mib: ...}\" replaces the driver's answer");
      return TrainingDevice.NO_GPU;
    }
  }

  private static String idle(String finding) {
    return "device: "
        + finding
        + ", but this version does not train on cards from Java; training on the CPU."
        + " \"device: cpu\" silences this, docs/cuda.md says what a card can do";
  }
}
