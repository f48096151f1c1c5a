package org.saehdbw.training.onboard;

import ai.djl.Device;
import java.util.Locale;

/**
 * What a step runs on, and whether it updates the weights there.
 *
 * @param device the CPU, or a card
 * @param updates whether weights and an optimizer's state are on the device and the step's script
 *     updates them; otherwise they are in CPU memory and Java updates them
 * @param allowsTf32 whether a card may round what float32 convolutions and products take to TF32
 */
public record StepDevice(Device device, boolean updates, boolean allowsTf32) {
  /** The CPU; Java updates the weights. */
  public static final StepDevice HOST = new StepDevice(Device.cpu(), false, false);

  /** The CPU; the script updates the weights, by the code that a card runs. */
  public static final StepDevice CPU_SCRIPT = new StepDevice(Device.cpu(), true, false);

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
   * Returns what a device's name and the settings {@code update} and {@code allow_tf32} come to.
   *
   * @param name {@code cpu} or {@code cuda:N}
   * @throws IllegalArgumentException if Java is to update weights on a card
   */
  public static StepDevice of(String name, UpdatePlace place, boolean allowsTf32) {
    Device device =
        name.startsWith("cuda:")
            ? Device.gpu(Integer.parseInt(name.substring("cuda:".length())))
            : Device.cpu();
    boolean updates = place == UpdatePlace.SCRIPT || (place == UpdatePlace.AUTO && device.isGpu());
    return new StepDevice(device, updates, allowsTf32);
  }

  /**
   * Has PyTorch round on cards as this says. On the CPU it calls the same functions, without
   * effect. PyTorch must have been loaded.
   *
   * @throws IllegalStateException if the device is a card that must not round, and this PyTorch has
   *     no switch that can be found
   */
  public void switchTf32() {
    try {
      Tf32.allow(allowsTf32);
    } catch (IllegalStateException e) {
      boolean forbidden = "0".equals(System.getenv(Tf32.OVERRIDE));
      if (device.isGpu() && !allowsTf32 && !forbidden) {
        throw new IllegalStateException(
            e.getMessage()
                + "; set the environment variable "
                + Tf32.OVERRIDE
                + " to 0 to keep float32, or allow_tf32 to true",
            e);
      }
    }
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
