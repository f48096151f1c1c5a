package org.saehdbw.training.devices;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What a run trains on.
 *
 * @param name {@code cpu}; there is no other in this version
 * @param memoryMib its memory in MiB: of the machine, or of the container
 * @param gpu the name of the card that was found or forced and is not used, or {@code none}
 */
public record TrainingDevice(String name, long memoryMib, String gpu) {
  /** What stands for no card, here and in {@code environment.json}. */
  public static final String NO_GPU = "none";

  static TrainingDevice cpu(String gpu) {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new TrainingDevice("cpu", system.getTotalMemorySize() >> 20, gpu);
  }
}
