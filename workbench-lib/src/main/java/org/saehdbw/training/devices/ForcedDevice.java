package org.saehdbw.training.devices;

/**
 * The card that the user says there is, for a machine whose listing of devices hangs.
 *
 * @param name what to call it, any text
 * @param memoryMib its memory in MiB
 */
public record ForcedDevice(String name, long memoryMib) {
  /**
   * Checks both.
   *
   * @throws IllegalArgumentException if the name is blank or the memory below 1 MiB
   */
  public ForcedDevice {
    if (name.isBlank() || memoryMib < 1) {
      throw new IllegalArgumentException(
          "forced_device must have a name and a memory_mib of at least 1, got \""
              + name
              + "\" and "
              + memoryMib);
    }
  }
}
