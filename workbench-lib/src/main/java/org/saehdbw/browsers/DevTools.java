package org.saehdbw.browsers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The connection to one page of a browser: questions with answers, and what the page complains of.
 */
final class DevTools implements AutoCloseable {
  private static final int SECONDS = 30;

  private final ObjectMapper mapper = new ObjectMapper();
  private final AtomicInteger number = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final WebSocket socket;

  DevTools(URI page) {
    socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(page, new Listener()).join();
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        take(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedFuture(null);
    }
  }

  private void take(String message) {
    try {
      JsonNode node = mapper.readTree(message);
      String method = node.path("method").asText();
      if (node.has("id")) {
        CompletableFuture<JsonNode> answer = waiting.remove(node.path("id").asInt());
        if (answer != null) {
          answer.complete(node);
        }
      } else if (method.equals("Runtime.exceptionThrown")) {
        complaints.add(node.path("params").path("exceptionDetails").toString());
      } else if (method.equals("Log.entryAdded")
          && node.path("params").path("entry").path("source").asText().equals("security")) {
        complaints.add(node.path("params").path("entry").path("text").asText());
      }
    } catch (IOException e) {
      complaints.add(message);
    }
  }

  /**
   * Asks and waits for the answer.
   *
   * @throws IOException if the browser refuses, or does not answer
   */
  JsonNode call(String method, Map<String, ?> parameters) throws IOException, InterruptedException {
    int own = number.incrementAndGet();
    ObjectNode message = mapper.createObjectNode().put("id", own).put("method", method);
    message.set("params", mapper.valueToTree(parameters));
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(own, answer);
    try {
      socket.sendText(message.toString(), true).get(SECONDS, TimeUnit.SECONDS);
      JsonNode node = answer.get(SECONDS, TimeUnit.SECONDS);
      if (node.has("error")) {
        throw new IOException(method + " was refused by the browser: " + node.path("error"));
      }
      return node.path("result");
    } catch (TimeoutException | ExecutionException e) {
      throw new IOException(method + " was not answered by the browser", e);
    }
  }

  void forgetComplaints() {
    complaints.clear();
  }

  /** Returns errors of scripts, and what the content security policy refused. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  @Override
  public void close() {
    socket.abort();
  }
}
