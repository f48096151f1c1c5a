package org.saehdbw.dashboard.serving;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HandlerType;
import io.javalin.http.SameSite;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.saehdbw.dashboard.answers.Json;
import org.saehdbw.dashboard.answers.PageProblem;

/**
 * Decides which requests are answered.
 *
 * <ul>
 *   <li>The {@code Host} must be a name of this machine: a page of another site that has its own
 *       name resolve to this address (DNS rebinding) is refused.
 *   <li>What changes something needs proof that a page of this server sent it: its {@code Origin}
 *       or {@code Sec-Fetch-Site}, and a header that other sites cannot set.
 *   <li>With a token, everything but the page's own files needs the cookie that the token gives.
 * </ul>
 */
final class RequestGuard {
  /** A header that only scripts of the same origin can set without being asked first. */
  static final String OWN_HEADER = "X-Workbench";

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy", POLICY,
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin");
  private static final int FORBIDDEN = 403;
  private static final int MISDIRECTED = 421;

  private final Optional<AccessToken> token;
  private final AccessToken session = AccessToken.random();
  private final Set<String> hosts = new HashSet<>();

  RequestGuard(PageOptions options) throws IOException {
    token = options.token();
    hosts.addAll(Set.of("localhost", "127.0.0.1", "[::1]"));
    hosts.add(bracketed(options.host()));
    options.names().forEach(name -> hosts.add(name.toLowerCase(Locale.ROOT)));
    if (!PageOptions.isLoopback(options.host())) {
      addOwnNames();
    }
  }

  private void addOwnNames() throws IOException {
    for (NetworkInterface card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      for (InetAddress address : Collections.list(card.getInetAddresses())) {
        hosts.add(bracketed(address.getHostAddress().replaceFirst("%.*", "")));
      }
    }
    String name = InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
    hosts.add(name);
    hosts.add(InetAddress.getLocalHost().getCanonicalHostName().toLowerCase(Locale.ROOT));
    hosts.add(name.replaceFirst("\\..*", ""));
  }

  private static String bracketed(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.contains(":") && !lower.startsWith("[") ? "[" + lower + "]" : lower;
  }

  /**
   * Adds the headers of every answer and checks a request.
   *
   * @throws PageProblem if it is refused
   */
  void check(Context request) {
    HEADERS.forEach(request::header);
    String path = request.path();
    if (path.startsWith("/api/")) {
      request.header("Cache-Control", "no-store");
    }
    requireHost(request.header("Host"));
    requireNoOtherSite(request);
    boolean reads = request.method() == HandlerType.GET || request.method() == HandlerType.HEAD;
    if (!reads) {
      requireOwnPage(request);
    }
    if (path.startsWith("/api/") && !path.equals("/api/session") && !isKnown(request)) {
      throw new PageProblem(401, "this page needs its token");
    }
  }

  private void requireHost(@Nullable String host) {
    String name = host == null ? "" : host.toLowerCase(Locale.ROOT).replaceFirst(":\\d*$", "");
    if (!hosts.contains(name)) {
      throw new PageProblem(
          MISDIRECTED,
          "the request must name this machine as its host, not another name;"
              + " preview --allow-host allows one");
    }
  }

  /** Links of other sites may open the page; nothing of it is shown in them. */
  private static void requireNoOtherSite(Context request) {
    String site = request.header("Sec-Fetch-Site");
    boolean other = "cross-site".equals(site) || "same-site".equals(site);
    boolean opens = "navigate".equals(request.header("Sec-Fetch-Mode"));
    if (other && (!opens || request.path().startsWith("/api/"))) {
      throw new PageProblem(FORBIDDEN, "another site may not use this page");
    }
  }

  private static void requireOwnPage(Context request) {
    String origin = request.header("Origin");
    String host = request.header("Host");
    boolean same =
        origin == null
            ? "same-origin".equals(request.header("Sec-Fetch-Site"))
            : origin.equals("http://" + host) || origin.equals("https://" + host);
    if (!same) {
      throw new PageProblem(FORBIDDEN, "only a page of this server may ask for this");
    }
    if (request.header(OWN_HEADER) == null) {
      throw new PageProblem(FORBIDDEN, "the request must have the header " + OWN_HEADER);
    }
  }

  private boolean isKnown(Context request) {
    if (token.isEmpty()) {
      return true;
    }
    String cookie = request.cookie(cookieName(request));
    return cookie != null && session.matches(cookie);
  }

  /** Says whether a browser needs to give the token first. */
  Json session(Context request) {
    return new Json().put("token_needed", token.isPresent()).put("known", isKnown(request));
  }

  /**
   * Gives a browser that knows the token the cookie of this session.
   *
   * @throws PageProblem if the token is another one
   */
  void open(Context request, String tried) {
    if (token.isPresent() && !token.get().matches(tried)) {
      throw new PageProblem(
          FORBIDDEN, "this is not the token; the terminal that serves it shows it");
    }
    Cookie cookie = new Cookie(cookieName(request), session.secret());
    cookie.setPath("/");
    cookie.setHttpOnly(true);
    cookie.setSameSite(SameSite.STRICT);
    request.cookie(cookie);
  }

  /** Cookies do not tell ports apart, so that two pages on one machine need two names. */
  private static String cookieName(Context request) {
    return "workbench-" + request.req().getLocalPort();
  }
}
