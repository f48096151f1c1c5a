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
 * Turns the {@code device} setting into what a run trains on: the CPU, or a card that PyTorch sees.
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

  /** PyTorch's name of the first card. */
  private static final String FIRST = "cuda:0";

  private static final Pattern CARD = Pattern.compile("cuda:\\d{1,4}");

  private DeviceChoice() {}

  /**
   * Chooses the device that settings ask for, of this machine.
   *
   * @param needs what the run needs of a card
   * @param warnings where warnings go, each one line
   * @throws DeviceException if the device is a card that cannot be used
   */
  public static TrainingDevice choose(Settings settings, CardNeeds needs, Consumer<String> warnings)
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
        needs,
        warnings);
  }

  /**
   * Lists the cards of this machine, asked as {@code auto} asks.
   *
   * @param warnings receives why the driver gave no answer
   * @return none where PyTorch was built for the CPU, or the driver does not answer in time
   */
  public static List<TrainingDevice> cards(Settings settings, Consumer<String> warnings)
      throws InterruptedException {
    String forced = settings.get(FORCED_DEVICE_NAME);
    if (!forced.isEmpty()) {
      return List.of(new TrainingDevice(FIRST, settings.get(FORCED_DEVICE_MEMORY_MIB), forced));
    }
    Duration timeOut = Duration.ofMillis(Math.round(settings.get(DEVICE_TIMEOUT_S) * 1000));
    return cards(DeviceProbe.ofThisProgram(), timeOut, warnings);
  }

  static List<TrainingDevice> cards(DeviceProbe probe, Duration timeOut, Consumer<String> warnings)
      throws InterruptedException {
    if (!probe.possible()) {
      return List.of();
    }
    try {
      return probe.list(timeOut).cards().stream()
          .map(card -> new TrainingDevice(card.name(), card.memoryMib(), card.name()))
          .toList();
    } catch (DeviceProbeException e) {
      warnings.accept("devices: " + e.getMessage());
      return List.of();
    }
  }

  /** Returns whether a value of the setting names a card. */
  public static boolean isCard(String device) {
    return CARD.matcher(device).matches();
  }

  /**
   * Chooses the device. {@code auto} takes the first card with enough memory; where there is none,
   * or the driver does not answer in time, it takes the CPU. A card that is named must be there.
   * Only a PyTorch that was built for cards asks the driver, in a child process.
   *
   * @param device {@code auto}, {@code cpu} or {@code cuda:N}
   * @param forced the card that the user says there is; then the driver is not asked
   * @param timeOut how long the listing may take
   * @param probe asks the driver
   * @param needs what the run needs of a card
   * @param warnings where warnings go, each one line
   * @throws DeviceException if the device is a card that cannot be used, or no such word
   * @throws InterruptedException if the thread is interrupted while it waits; the child has been
   *     ended
   */
  public static TrainingDevice choose(
      String device,
      Optional<ForcedDevice> forced,
      Duration timeOut,
      DeviceProbe probe,
      CardNeeds needs,
      Consumer<String> warnings)
      throws InterruptedException {
    if (isCard(device)) {
      return new NamedCard(device, probe, warnings).choose(forced, timeOut, needs);
    }
    boolean auto = device.equals("auto");
    if (!auto && !device.equals("cpu")) {
      throw new DeviceException("device must be one of auto, cpu, cuda:N; got " + device);
    }
    String forcedName = forced.map(ForcedDevice::name).orElse(TrainingDevice.NO_GPU);
    if (!auto) {
      return TrainingDevice.cpu(forcedName);
    }
    if (!probe.possible()) {
      forced.ifPresent(
          card -> warnings.accept(idle(finding(card), "this PyTorch was built for the CPU")));
      return TrainingDevice.cpu(forcedName);
    }
    if (forced.isPresent()) {
      ForcedDevice card = forced.get();
      return first(
          List.of(new DeviceListing.Card(FIRST, card.memoryMib())),
          card.name(),
          finding(card),
          needs,
          warnings);
    }
    return ask(probe, timeOut, needs, warnings);
  }

  private static TrainingDevice ask(
      DeviceProbe probe, Duration timeOut, CardNeeds needs, Consumer<String> warnings)
      throws InterruptedException {
    try {
      List<DeviceListing.Card> cards = probe.list(timeOut).cards();
      if (cards.isEmpty()) {
        return TrainingDevice.cpu(TrainingDevice.NO_GPU);
      }
      String found = "found " + DeviceListing.text(cards);
      return first(cards, cards.get(0).name(), found, needs, warnings);
    } catch (DeviceProbeException e) {
      warnings.accept(
          "device: "
              + e.getMessage()
              + "; training on the CPU. \"device: cpu\" skips the detection, and \"forced_device:"
              + " {name: ..., memory_mib: ...}\" replaces the driver's answer");
      return TrainingDevice.cpu(TrainingDevice.NO_GPU);
    }
  }

  /** The first card with enough memory, or else the CPU. */
  private static TrainingDevice first(
      List<DeviceListing.Card> cards,
      String gpu,
      String finding,
      CardNeeds needs,
      Consumer<String> warnings) {
    if (needs.refusal().isPresent()) {
      warnings.accept(idle(finding, needs.refusal().get()));
      return TrainingDevice.cpu(gpu);
    }
    for (DeviceListing.Card card : cards) {
      if (card.memoryMib() >= needs.memoryMib()) {
        return new TrainingDevice(
            card.name(), card.memoryMib(), cards.size() == 1 ? gpu : card.name());
      }
    }
    warnings.accept(
        idle(
            finding,
            String.format(
                Locale.ROOT, "this run needs at least %d MiB of a card", needs.memoryMib())));
    return TrainingDevice.cpu(gpu);
  }

  private static String finding(ForcedDevice card) {
    return String.format(
        Locale.ROOT, "forced_device says %s with %d MiB", card.name(), card.memoryMib());
  }

  private static String idle(String finding, String reason) {
    return "device: "
        + finding
        + ", but "
        + reason
        + "; training on the CPU. \"device: cpu\" silences this, docs/cuda.md says what a card can"
        + " do";
  }
}
