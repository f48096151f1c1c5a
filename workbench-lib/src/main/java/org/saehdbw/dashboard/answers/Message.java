package org.saehdbw.dashboard.answers;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A server-sent event, written once for all pages that get it.
 *
 * @param bytes as they are sent
 */
public record Message(byte[] bytes) {
  /** Keeps a connection open through whatever lies between. */
  public static final Message ALIVE = new Message(":\n\n".getBytes(StandardCharsets.US_ASCII));

  /** Returns an event with its data. */
  public static Message of(String event, Json data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(("event: " + event + "\ndata: ").getBytes(StandardCharsets.UTF_8));
    // JSON has no line breaks of its own.
    out.writeBytes(data.bytes());
    out.writeBytes("\n\n".getBytes(StandardCharsets.US_ASCII));
    return new Message(out.toByteArray());
  }
}
