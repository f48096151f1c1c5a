package org.saehdbw.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.saehdbw.dashboard.serving.PageHost;

/**
 * Sends requests with any header over a socket of its own: Java's client does not let a test choose
 * the Host.
 */
public final class PageClient {
  private static final int PATIENCE_MILLIS = 20_000;

  private final int port;
  private final Map<String, String> headers = new LinkedHashMap<>();

  /** Talks to a port of this machine. */
  public PageClient(int port) {
    this.port = port;
    headers.put("Host", "127.0.0.1:" + port);
  }

  /** An answer; header names are in lower case. */
  public record Answer(int status, Map<String, String> headers, byte[] body) {
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    public JsonNode json() throws IOException {
      return new ObjectMapper().readTree(body);
    }
  }

  /** The same client with another header; an empty value leaves it out. */
  public PageClient with(String name, String value) {
    PageClient other = new PageClient(port);
    other.headers.putAll(headers);
    other.headers.put(name, value);
    other.headers.values().removeIf(String::isEmpty);
    return other;
  }

  /** As a page of this server asks for what changes something. */
  public PageClient asPage() {
    return with("Origin", "http://" + headers.get("Host")).with(PageHost.OWN_HEADER, "1");
  }

  public Answer get(String path) throws IOException {
    return send("GET", path, "");
  }

  public Answer post(String path, String body) throws IOException {
    return send("POST", path, body);
  }

  public Answer send(String method, String path, String body) throws IOException {
    byte[] sent = body.getBytes(StandardCharsets.UTF_8);
    String head =
        headers.entrySet().stream()
            .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
            .collect(Collectors.joining());
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      String request =
          method
              + " "
              + path
              + " HTTP/1.1\r\nConnection: close\r\nContent-Length: "
              + sent.length
              + "\r\n"
              + head
              + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(sent);
      socket.getOutputStream().flush();
      return parse(socket.getInputStream().readAllBytes());
    }
  }

  /** Opens the events of a run; the caller closes the socket. */
  Socket events(String query) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    String request =
        "GET /api/events" + query + " HTTP/1.1\r\nHost: " + headers.get("Host") + "\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
    return socket;
  }

  /** Reads until a text came. */
  static String until(InputStream in, String wanted) throws IOException {
    StringBuilder read = new StringBuilder();
    while (read.indexOf(wanted) < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("ended without " + wanted + ": " + read);
      }
      read.append((char) next);
    }
    return read.toString();
  }

  private static Answer parse(byte[] bytes) {
    String all = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = all.indexOf("\r\n\r\n");
    String[] lines = all.substring(0, end).split("\r\n");
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      headers.put(
          lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
          lines[i].substring(colon + 1).strip());
    }
    byte[] body = all.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1);
    if ("chunked".equals(headers.get("transfer-encoding"))) {
      body = unchunked(all.substring(end + 4)).getBytes(StandardCharsets.ISO_8859_1);
    }
    return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, body);
  }

  private static String unchunked(String body) {
    StringBuilder whole = new StringBuilder();
    int at = 0;
    while (true) {
      int line = body.indexOf("\r\n", at);
      int length = Integer.parseInt(body.substring(at, line).strip(), 16);
      if (length == 0) {
        return whole.toString();
      }
      whole.append(body, line + 2, line + 2 + length);
      at = line + 2 + length + 2;
    }
  }
}
