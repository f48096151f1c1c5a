package org.saehdbw.reports;

import java.util.Base64;
import java.util.regex.Pattern;

/** Text and pictures made fit for HTML, for pages and for notebooks. */
public final class Markup {
  /** Control characters, and those that turn the direction of the text around them. */
  private static final Pattern HIDDEN =
      Pattern.compile("[\\p{Cc}\\p{Cs}\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069\\uFEFF]");

  private static final Pattern QUOTED = Pattern.compile("&quot;(.*?)&quot;");

  private Markup() {}

  /** Returns text in which no character is markup, hidden or turns what is around it. */
  public static String escape(String text) {
    return HIDDEN
        .matcher(text)
        .replaceAll("\uFFFD")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** Returns our own text, escaped, with the parts in double quotes as code. */
  static String sentence(String text) {
    return QUOTED.matcher(escape(text)).replaceAll("<code>$1</code>");
  }

  /** Returns an address that is the file itself. */
  public static String data(String type, byte[] file) {
    return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(file);
  }
}
