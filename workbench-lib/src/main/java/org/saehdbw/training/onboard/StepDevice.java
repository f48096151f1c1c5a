package org.saehdbw.training.onboard;

import ai.djl.Device;
import java.util.Locale;

/**
 * What a step runs on, and whether it updates the weights there.
 *
 * @param device the CPU, or a card
 * @param updates whether weights and an optimizer's state are on the device and the step's script
 *     updates them; otherwise they are in CPU memory and Java updates them
 */
public record StepDevice(Device device, boolean updates) {
  /** The CPU; Java updates the weights. */
  public static final StepDevice HOST = new StepDevice(Device.cpu(), false);

  /** The CPU; the script updates the weights, by the code that a card runs. */
  public static final StepDevice CPU_SCRIPT = new StepDevice(Device.cpu(), true);

  /**
   * Checks that Java can reach what it updates.
   *
   * @throws IllegalArgumentException if Java is to update weights on a card
   */
  public StepDevice {
    if (device.isGpu() && !updates) {
      throw new IllegalArgumentException(
          "update must be auto or script on " + name(device) + ", got host");
    }
  }

  /**
   * Returns what a device's name and the {@code update} setting come to.
   *
   * @param name {@code cpu} or {@code cuda:N}
   * @throws IllegalArgumentException if Java is to update weights on a card
   */
  public static StepDevice of(String name, UpdatePlace place) {
    Device device =
        name.startsWith("cuda:")
            ? Device.gpu(Integer.parseInt(name.substring("cuda:".length())))
            : Device.cpu();
    boolean updates = place == UpdatePlace.SCRIPT || (place == UpdatePlace.AUTO && device.isGpu());
    return new StepDevice(device, updates);
  }

  /** Returns the device's name in settings. */
  public String name() {
    return name(device);
  }

  static String name(Device device) {
    return device.isGpu()
        ? String.format(Locale.ROOT, "cuda:%d", device.getDeviceId())
        : device.getDeviceType();
  }
}
