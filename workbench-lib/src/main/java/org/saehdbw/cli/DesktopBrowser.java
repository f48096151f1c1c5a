package org.saehdbw.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.saehdbw.processes.ChildStart;

/** Opens an address where a person sits before a desktop; elsewhere it does nothing. */
final class DesktopBrowser {
  private DesktopBrowser() {}

  static void open(String address) {
    List<String> command = command(System.getProperty("os.name", ""), System.getenv(), address);
    if (!command.isEmpty() && System.console() != null) {
      try {
        ChildStart.of(command).detached().droppingErrors().start();
      } catch (IOException e) {
        // The address is on the screen.
        return;
      }
    }
  }

  /** The command that opens a browser, empty where there is no desktop. */
  static List<String> command(String system, Map<String, String> environment, String address) {
    String name = system.toLowerCase(Locale.ROOT);
    if (environment.containsKey("SSH_CONNECTION")) {
      return List.of();
    }
    if (name.startsWith("windows")) {
      return List.of("rundll32", "url.dll,FileProtocolHandler", address);
    }
    if (name.startsWith("mac")) {
      return List.of("open", address);
    }
    boolean desktop =
        environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY");
    return desktop ? List.of("xdg-open", address) : List.of();
  }
}
