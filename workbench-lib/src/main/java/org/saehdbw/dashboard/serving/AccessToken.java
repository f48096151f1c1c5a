package org.saehdbw.dashboard.serving;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A secret that a browser must know. It is compared in constant time, and never shown in an address
 * or a log.
 */
public final class AccessToken {
  private static final int BYTES = 24;
  private static final int SHORTEST = 16;

  private final String text;

  private AccessToken(String text) {
    this.text = text;
  }

  /** Makes one of 192 random bits. */
  public static AccessToken random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new AccessToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /**
   * Takes one of the user's own.
   *
   * @throws IllegalArgumentException if it has fewer than 16 characters; the message does not
   *     repeat it
   */
  public static AccessToken of(String text) {
    if (text.strip().length() < SHORTEST) {
      throw new IllegalArgumentException(
          "a token must have at least " + SHORTEST + " characters, got " + text.strip().length());
    }
    return new AccessToken(text.strip());
  }

  /** Whether a text is this token. */
  public boolean matches(String tried) {
    return MessageDigest.isEqual(
        text.getBytes(StandardCharsets.UTF_8), tried.strip().getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the secret, for whoever may know it. */
  public String secret() {
    return text;
  }

  @Override
  public String toString() {
    return "AccessToken";
  }
}
