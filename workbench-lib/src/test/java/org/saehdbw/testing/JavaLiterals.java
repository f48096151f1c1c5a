package org.saehdbw.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text in Java source: string literals, joined where {@code +} joins two of them. */
public final class JavaLiterals {
  private static final Pattern TOKEN =
      Pattern.compile(
          "//[^\n"
              + "]*|/\\*(?s:.*?)\\*/|\"\"\"(?<block>(?s:.*?))(?<!\\\\)\"\"\"|\"(?<text>(?:[^\"\\\\\n"
              + "]++|\\\\.)*+)\"|'(?:[^'\\\\\n"
              + "]|\\\\.)*'|(?<space>\\s+)|(?<other>.)");

  private JavaLiterals() {}

  /** Returns the literals in their order, without comments and characters. */
  public static List<String> of(String source) {
    List<String> literals = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    boolean joined = false;
    boolean isOpen = false;
    Matcher token = TOKEN.matcher(source);
    while (token.find()) {
      String text = token.group("text");
      if (text != null && isOpen && joined) {
        open.append(text);
        joined = false;
      } else if (text != null || token.group("block") != null) {
        close(literals, open, isOpen);
        open.append(text == null ? token.group("block") : text);
        isOpen = true;
        joined = false;
      } else if (token.group("other") != null || token.group().startsWith("'")) {
        if (isOpen && !joined && token.group().equals("+")) {
          joined = true;
        } else {
          close(literals, open, isOpen);
          isOpen = false;
        }
      }
    }
    close(literals, open, isOpen);
    return literals;
  }

  private static void close(List<String> literals, StringBuilder open, boolean isOpen) {
    if (isOpen) {
      literals.add(open.toString());
    }
    open.setLength(0);
  }
}
