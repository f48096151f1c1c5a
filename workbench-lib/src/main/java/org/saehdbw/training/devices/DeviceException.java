package org.saehdbw.training.devices;

/** The device that was asked for is none that this version can train on. */
public final class DeviceException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  DeviceException(String message) {
    super(message);
  }
}
