package org.saehdbw.training.devices;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** Stands in for the child that lists cards: does what its first argument says. */
final class DeviceChild {
  private DeviceChild() {}

  public static void main(String[] args) throws IOException {
    Path list = Path.of(args[args.length - 1]);
    switch (args[0]) {
      case "sleep":
        while (true) {
          LockSupport.park();
        }
      case "write":
        Files.writeString(list, args[1]);
        break;
      case "fail":
        throw new IOException("no driver");
      default:
        break;
    }
  }
}
