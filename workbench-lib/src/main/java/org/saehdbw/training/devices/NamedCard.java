package org.saehdbw.training.devices;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A card that the settings name, which must be there.
 *
 * @param name {@code cuda:N}
 * @param probe asks the driver
 * @param warnings where warnings go, each one line
 */
record NamedCard(String name, DeviceProbe probe, Consumer<String> warnings) {
  /**
   * Looks for the card.
   *
   * @param forced what the user says of it; then the driver is not asked
   * @param timeOut how long the listing may take
   * @param needs what the run needs of it
   * @throws DeviceException if it cannot be used; the message says which cards there are and what
   *     to write instead
   */
  TrainingDevice choose(Optional<ForcedDevice> forced, Duration timeOut, CardNeeds needs)
      throws InterruptedException {
    if (needs.refusal().isPresent()) {
      throw new DeviceException("device " + name + ": " + needs.refusal().get());
    }
    if (!probe.possible()) {
      throw new DeviceException(
          "device must be auto or cpu, got "
              + name
              + ": this PyTorch was built for the CPU; docs/cuda.md says how to use one for cards");
    }
    if (forced.isPresent()) {
      return found(forced.get().memoryMib(), forced.get().name(), needs);
    }
    List<DeviceListing.Card> cards = list(timeOut);
    if (cards.isEmpty()) {
      throw new DeviceException(
          "device must be auto or cpu, got "
              + name
              + ": PyTorch sees no card of this machine; is the driver installed?");
    }
    for (DeviceListing.Card card : cards) {
      if (card.name().equals(name)) {
        return found(card.memoryMib(), name, needs);
      }
    }
    throw new DeviceException(
        String.format(
            Locale.ROOT,
            "device must be one of %s, auto, cpu; got %s: this machine has %s",
            String.join(", ", cards.stream().map(DeviceListing.Card::name).toList()),
            name,
            DeviceListing.text(cards)));
  }

  private List<DeviceListing.Card> list(Duration timeOut) throws InterruptedException {
    try {
      return probe.list(timeOut).cards();
    } catch (DeviceProbeException e) {
      throw new DeviceException(
          "device "
              + name
              + ": "
              + e.getMessage()
              + "; set device to cpu, or describe the card by \"forced_device: {name: ...,"
              + " memory_mib: ...}\"");
    }
  }

  private TrainingDevice found(long memoryMib, String gpu, CardNeeds needs) {
    if (memoryMib < needs.memoryMib()) {
      warnings.accept(
          String.format(
              Locale.ROOT,
              "device: %s has %d MiB, and this run needs at least %d MiB; it may run out of memory",
              name,
              memoryMib,
              needs.memoryMib()));
    }
    return new TrainingDevice(name, memoryMib, gpu);
  }
}
