package org.saehdbw.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An open page without a browser: it asks what the page of a run asks, then reads its events. So
 * the server's work is measured, not a browser's, which is mostly on another machine.
 */
final class PageReader implements AutoCloseable {
  private static final String EVENT = "event: ";
  private static final String DATA = "data: ";

  private final Map<Long, Long> arrivals = new ConcurrentHashMap<>();
  private final InputStream events;
  private final Thread thread;

  private PageReader(InputStream events) {
    this.events = events;
    thread = new Thread(this::read, "page-reader");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Opens the page of a run.
   *
   * @param server such as {@code http://127.0.0.1:7007/}
   * @param run the folder's name, without characters that an address cannot have
   */
  static PageReader open(HttpClient client, String server, String run)
      throws IOException, InterruptedException {
    get(client, server + "runs/" + run);
    get(client, server + "api/runs/" + run);
    get(client, server + "api/runs/" + run + "/series?points=600");
    HttpResponse<InputStream> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(server + "api/events?run=" + run)).build(),
            HttpResponse.BodyHandlers.ofInputStream());
    return new PageReader(answer.body());
  }

  /**
   * Reads an address to its end.
   *
   * @return how many bytes came
   * @throws IOException if the server refuses
   */
  static int get(HttpClient client, String address) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(address)).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException(address + " was answered with " + answer.statusCode());
    }
    return answer.body().length;
  }

  private void read() {
    ObjectMapper mapper = new ObjectMapper();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(events, StandardCharsets.UTF_8))) {
      String event = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(EVENT)) {
          event = line.substring(EVENT.length());
        } else if (line.startsWith(DATA) && event.equals("points")) {
          long now = System.currentTimeMillis();
          for (JsonNode iteration :
              mapper.readTree(line.substring(DATA.length())).path("iteration")) {
            arrivals.putIfAbsent(iteration.asLong(), now);
          }
        }
      }
    } catch (IOException e) {
      // The page was closed.
    }
  }

  /**
   * Returns when points came, in milliseconds since 1970, by their last iteration: a point stands
   * for all iterations since the one before.
   */
  Map<Long, Long> arrivals() {
    return Map.copyOf(arrivals);
  }

  @Override
  public void close() throws IOException {
    events.close();
  }
}
