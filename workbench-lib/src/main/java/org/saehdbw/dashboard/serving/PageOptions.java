package org.saehdbw.dashboard.serving;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the page is served and who may see it.
 *
 * @param host the address that is bound, such as {@code 127.0.0.1}
 * @param port 1 to 65535, or 0 for any free one
 * @param anyPort whether one of the next ports is taken where that one is in use
 * @param token what a browser must give first, empty where none is needed
 * @param names other names that lead to the page, such as that of a proxy, without a port
 */
public record PageOptions(
    String host, int port, boolean anyPort, Optional<AccessToken> token, List<String> names) {
  /** The address that only this machine reaches. */
  public static final String LOOPBACK = "127.0.0.1";

  /** The port where none is named. */
  public static final int USUAL_PORT = 7007;

  private static final int MOST = 65_535;
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?", Pattern.CASE_INSENSITIVE);

  /**
   * A page without other names.
   *
   * @throws IllegalArgumentException as the other constructor does
   */
  public PageOptions(String host, int port, boolean anyPort, Optional<AccessToken> token) {
    this(host, port, anyPort, token, List.of());
  }

  /**
   * Checks that the address exists and that no other machine reaches the page without a token.
   *
   * @throws IllegalArgumentException if the port is out of its range, the host is not known, a name
   *     is not one, or other machines can reach the page and there is no token
   */
  public PageOptions {
    if (port < 0 || port > MOST) {
      throw new IllegalArgumentException("the port must be 0 to " + MOST + ", got " + port);
    }
    if (!isLoopback(host) && token.isEmpty()) {
      throw new IllegalArgumentException(
          "a page that other machines reach needs a token, got none for host " + host);
    }
    names = List.copyOf(names);
    for (String name : names) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "the name of a host has letters, digits, full stops and hyphens, and no port, got "
                + name);
      }
      if (token.isEmpty()) {
        throw new IllegalArgumentException(
            "a page that other machines reach needs a token, got none for the name " + name);
      }
    }
  }

  /**
   * Whether only this machine reaches an address.
   *
   * @throws IllegalArgumentException if the host is not known
   */
  public static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "the host must be an address or a name of this machine, got " + host, e);
    }
  }
}
