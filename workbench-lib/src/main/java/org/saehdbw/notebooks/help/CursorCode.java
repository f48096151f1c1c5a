package org.saehdbw.notebooks.help;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The code of a cell and the place of the cursor in it.
 *
 * @param text the whole cell
 * @param at characters of Java (UTF-16) before the cursor
 */
record CursorCode(String text, int at) {
  /**
   * The string literal that the cursor is in.
   *
   * @param start the place behind its opening quote
   * @param call the method whose argument it is, empty if it is none
   * @param before the arguments before it, as they are written
   */
  record Literal(int start, String call, List<String> before) {}

  /** Returns the place behind the word of a setting or of a value that is there. */
  int wordEnd(int place) {
    int end = place;
    while (end < text.length() && isOfAWord(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isOfAWord(char c) {
    return Character.isJavaIdentifierPart(c) || c == '-' || c == '.';
  }

  /**
   * Takes a place as Jupyter's protocol counts it.
   *
   * @param codePoints Unicode characters before the cursor; what is out of range is moved into it
   */
  static CursorCode of(String text, int codePoints) {
    int count = Math.max(0, Math.min(codePoints, text.codePointCount(0, text.length())));
    return new CursorCode(text, text.offsetByCodePoints(0, count));
  }

  /** Returns how many Unicode characters are before a place. */
  int codePoints(int place) {
    return text.codePointCount(0, place);
  }

  /**
   * Returns beginnings of the code whose last word may have documentation, the likeliest first: the
   * call or the name under the cursor, then the call whose arguments the cursor is in; in a string
   * only that call.
   */
  List<String> documented() {
    Set<String> beginnings = new LinkedHashSet<>();
    CodeScan scan = new CodeScan(text, at);
    if (scan.literalStart() < 0) {
      addName(beginnings);
    }
    int open = scan.innermostOpen();
    if (open >= 0) {
      beginnings.add(text.substring(0, open + 1));
    }
    return List.copyOf(beginnings);
  }

  private void addName(Set<String> beginnings) {
    int end = at;
    while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
      end++;
    }
    if (end > 0 && Character.isJavaIdentifierPart(text.charAt(end - 1))) {
      String name = text.substring(0, end);
      int next = end;
      while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
        next++;
      }
      if (next < text.length() && text.charAt(next) == '(') {
        beginnings.add(text.substring(0, next + 1));
      }
      beginnings.add(name);
      beginnings.add(name + "(");
    }
  }

  /** Returns the string literal that the cursor is in, if it is in one. */
  Optional<Literal> literal() {
    CodeScan scan = new CodeScan(text, at);
    return scan.literalStart() < 0
        ? Optional.empty()
        : Optional.of(new Literal(scan.literalStart(), scan.call(), scan.arguments()));
  }
}
