package org.saehdbw.training.devices;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What a run trains on.
 *
 * @param name {@code cpu}, or a card as {@code cuda:N}
 * @param memoryMib its memory in MiB: of the card, the machine, or the container
 * @param gpu the name of the card that was found or forced, used or not, or {@code none}
 */
public record TrainingDevice(String name, long memoryMib, String gpu) {
  /** The name of the CPU. */
  public static final String CPU = "cpu";

  /** What stands for no card, here and in {@code environment.json}. */
  public static final String NO_GPU = "none";

  static TrainingDevice cpu(String gpu) {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new TrainingDevice(CPU, system.getTotalMemorySize() >> 20, gpu);
  }
}
