package org.saehdbw.dashboard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where the page is served and who may see it.
 *
 * @param host the address that is bound, such as {@code 127.0.0.1}
 * @param port 1 to 65535, or 0 for any free one
 * @param anyPort whether one of the next ports is taken where that one is in use
 * @param token what a browser must give first, empty where none is needed
 */
public record PageOptions(String host, int port, boolean anyPort, Optional<AccessToken> token) {
  /** The address that only this machine reaches. */
  public static final String LOOPBACK = "127.0.0.1";

  /** The port where none is named. */
  public static final int USUAL_PORT = 7007;

  private static final int MOST = 65_535;

  /**
   * Checks that the address exists and that no other machine reaches the page without a token.
   *
   * @throws IllegalArgumentException if the port is out of its range, the host is not known, or it
   *     is not a loopback address and there is no token
   */
  public PageOptions {
    if (port < 0 || port > MOST) {
      throw new IllegalArgumentException("the port must be 0 to " + MOST + ", got " + port);
    }
    if (!isLoopback(host) && token.isEmpty()) {
      throw new IllegalArgumentException(
          "a page that other machines reach needs a token, got none for host " + host);
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
