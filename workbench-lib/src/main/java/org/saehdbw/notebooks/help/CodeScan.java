package org.saehdbw.notebooks.help;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Reads code up to a place: which brackets are open there, and whether it is inside a string. */
final class CodeScan {
  private static final String BLOCK = "\"\"\"";

  private final String text;
  private final int end;
  private final Deque<Integer> open = new ArrayDeque<>();
  private int literalStart = -1;

  CodeScan(String text, int end) {
    this.text = text;
    this.end = end;
    scan();
  }

  /** The place behind the opening quote, or -1 if the place is in no string of one line. */
  int literalStart() {
    return literalStart;
  }

  /** The place of the innermost open round bracket, or -1. */
  int innermostOpen() {
    for (int place : open) {
      if (text.charAt(place) == '(') {
        return place;
      }
    }
    return -1;
  }

  /** The name before the bracket that the place is directly in, empty if there is none. */
  String call() {
    Integer place = open.peek();
    if (place == null || text.charAt(place) != '(') {
      return "";
    }
    int last = place;
    while (last > 0 && Character.isWhitespace(text.charAt(last - 1))) {
      last--;
    }
    int first = last;
    while (first > 0 && Character.isJavaIdentifierPart(text.charAt(first - 1))) {
      first--;
    }
    return text.substring(first, last);
  }

  /** The whole arguments between that bracket and the string, without the blanks around them. */
  List<String> arguments() {
    List<String> all = new ArrayList<>();
    int from = call().isEmpty() ? literalStart : open.element() + 1;
    int depth = 0;
    int begin = from;
    for (int i = from; i < literalStart - 1; i = next(i)) {
      char c = text.charAt(i);
      depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
      if (c == ',' && depth == 0) {
        all.add(text.substring(begin, i).strip());
        begin = i + 1;
      }
    }
    return all;
  }

  private void scan() {
    int i = 0;
    while (i < end) {
      char c = text.charAt(i);
      int next = next(i);
      boolean string = c == '"' && !text.startsWith(BLOCK, i);
      if (string && (next > end || (next == end && !closes(i, next)))) {
        literalStart = i + 1;
        return;
      }
      if ("([{".indexOf(c) >= 0) {
        open.push(i);
      } else if (")]}".indexOf(c) >= 0 && !open.isEmpty()) {
        open.pop();
      }
      i = next;
    }
  }

  private boolean closes(int start, int next) {
    return next - start > 1 && text.charAt(next - 1) == '"';
  }

  /** The place behind the character, string or comment that begins at a place. */
  private int next(int i) {
    if (text.startsWith("//", i)) {
      return orEnd(text.indexOf('\n', i), 0);
    }
    if (text.startsWith("/*", i)) {
      return orEnd(text.indexOf("*/", i + 2), 2);
    }
    if (text.startsWith(BLOCK, i)) {
      return orEnd(text.indexOf(BLOCK, i + BLOCK.length()), BLOCK.length());
    }
    char c = text.charAt(i);
    return c == '"' || c == '\'' ? behindQuoted(i, c) : i + 1;
  }

  private int orEnd(int found, int length) {
    return found < 0 ? text.length() : found + length;
  }

  /** A string that is not closed ends with its line. */
  private int behindQuoted(int start, char quote) {
    for (int i = start + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == quote) {
        return i + 1;
      } else if (c == '\n') {
        return i;
      }
    }
    return text.length();
  }
}
