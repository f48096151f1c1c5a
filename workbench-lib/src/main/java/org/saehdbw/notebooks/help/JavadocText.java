package org.saehdbw.notebooks.help;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A documentation comment as plain text. */
final class JavadocText {
  private static final Pattern LINE_START = Pattern.compile("(?m)^ ?");
  private static final Pattern BLOCK_TAG = Pattern.compile("(?m)^\\s*@(\\w+)\\s+");
  private static final Pattern REFERENCE =
      Pattern.compile(
          "^(?:[a-z]\\w*\\.)*([\\w.]*)#?([^(\\s]*)(\\([^)]*\\))?\\s*(.*)$", Pattern.DOTALL);
  private static final Pattern PARAGRAPH =
      Pattern.compile("\\s*</?(?:p|ul|ol|table|blockquote|h\\d)>\\s*");
  private static final Pattern ITEM = Pattern.compile("\\s*<li>\\s*");
  private static final Pattern OTHER_TAG = Pattern.compile("</?[a-zA-Z][^>]*>");
  private static final Pattern PRE = Pattern.compile("<pre>(.*?)</pre>", Pattern.DOTALL);

  private JavadocText() {}

  /**
   * Returns what a reader shall see: tags are resolved, paragraphs have an empty line between them.
   *
   * @param comment without its stars
   */
  static String of(String comment) {
    String text = LINE_START.matcher(comment).replaceAll("").strip();
    List<String> parts = new ArrayList<>();
    Matcher tag = BLOCK_TAG.matcher(text);
    int begin = 0;
    String name = "";
    while (tag.find()) {
      add(parts, name, text.substring(begin, tag.start()));
      name = tag.group(1);
      begin = tag.end();
    }
    add(parts, name, text.substring(begin));
    return String.join("\n", parts).strip();
  }

  private static void add(List<String> parts, String tag, String raw) {
    String text = plain(raw);
    switch (tag) {
      case "" -> parts.add(text + "\n");
      case "param" -> {
        String[] words = oneLine(text).split(" ", 2);
        parts.add("  " + words[0] + ": " + (words.length > 1 ? words[1] : ""));
      }
      case "return" -> parts.add("  returns " + oneLine(text));
      case "throws", "exception" -> parts.add("  throws " + oneLine(text));
      default -> {
        // Other tags say nothing that helps at the cursor.
      }
    }
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  private static String plain(String raw) {
    String text = inlineTags(raw);
    Matcher pre = PRE.matcher(text);
    StringBuilder result = new StringBuilder();
    int begin = 0;
    while (pre.find()) {
      result.append(flowing(text.substring(begin, pre.start())));
      result.append("\n\n").append(pre.group(1).stripTrailing()).append("\n\n");
      begin = pre.end();
    }
    result.append(flowing(text.substring(begin)));
    return entities(result.toString()).replaceAll("\n{3,}", "\n\n").strip();
  }

  private static String flowing(String html) {
    String text = PARAGRAPH.matcher(html).replaceAll("\n\n");
    text = ITEM.matcher(text).replaceAll("\n- ");
    return OTHER_TAG.matcher(text).replaceAll("");
  }

  private static String entities(String text) {
    return text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&");
  }

  /** Resolves tags such as {@code {@link Training#of}}; their braces may hold balanced ones. */
  private static String inlineTags(String text) {
    StringBuilder result = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      int end = text.startsWith("{@", i) ? closing(text, i) : -1;
      if (end < 0) {
        result.append(text.charAt(i++));
      } else {
        result.append(inlineTag(text.substring(i + 2, end)));
        i = end + 1;
      }
    }
    return result.toString();
  }

  private static int closing(String text, int open) {
    int depth = 0;
    for (int i = open; i < text.length(); i++) {
      depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private static String inlineTag(String tag) {
    String[] words = tag.split("\\s", 2);
    String rest = words.length > 1 ? words[1] : "";
    return switch (words[0]) {
      case "code", "literal" ->
          rest.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
      case "link", "linkplain" -> reference(rest.strip());
      case "value" -> rest;
      default -> "";
    };
  }

  private static String reference(String target) {
    Matcher parts = REFERENCE.matcher(target);
    if (!parts.matches()) {
      return target;
    }
    if (!parts.group(4).isBlank()) {
      return parts.group(4);
    }
    boolean member = !parts.group(2).isEmpty();
    return parts.group(1) + (member && !parts.group(1).isEmpty() ? "." : "") + parts.group(2);
  }
}
