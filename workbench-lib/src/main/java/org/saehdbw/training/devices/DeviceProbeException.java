package org.saehdbw.training.devices;

import java.io.IOException;

/** The child process that lists cards gave no list; the message says why. */
final class DeviceProbeException extends IOException {
  private static final long serialVersionUID = 1;

  DeviceProbeException(String message) {
    super(message);
  }

  DeviceProbeException(String message, Throwable cause) {
    super(message, cause);
  }
}
