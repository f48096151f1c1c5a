package org.saehdbw.testing;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The words that users should not meet, each with what to write instead. Readers are researchers;
 * many read English as a second language.
 */
public final class PlainWords {
  /**
   * Literals that are data and not text: what earlier versions wrote into files, or what a program
   * compares with.
   */
  public static final Set<String> ALLOWED_LITERALS =
      Set.of(
          // The first line of every sweep's ledger, also of those that users have saved.
          "begun");

  private static final Map<Pattern, String> INSTEAD = instead();

  private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\n]*`");

  private PlainWords() {}

  /** Returns each such word in a text, with its replacement and what is around it. */
  public static Stream<String> in(String text) {
    return INSTEAD.entrySet().stream()
        .flatMap(
            entry -> {
              Matcher matcher = entry.getKey().matcher(text);
              return matcher
                  .results()
                  .map(
                      hit ->
                          "'"
                              + hit.group().toLowerCase(Locale.ROOT)
                              + "' (use: "
                              + entry.getValue()
                              + ") in: "
                              + around(text, hit.start(), hit.end()));
            });
  }

  /** Returns a Markdown text without its code, which may show data of files. */
  public static String withoutCode(String markdown) {
    return CODE.matcher(markdown).replaceAll(" ");
  }

  private static String around(String text, int start, int end) {
    int from = Math.max(0, start - 60);
    int to = Math.min(text.length(), end + 60);
    return text.substring(from, to).replaceAll("\\s+", " ").strip();
  }

  private static Map<Pattern, String> instead() {
    Map<Pattern, String> words = new LinkedHashMap<>();
    add(words, "nobody", "no one, not ... by a user, or the passive");
    add(words, "somebody|anybody", "a user, another process");
    add(words, "everybody", "all users, all people");
    add(words, "anew", "again");
    add(words, "begun", "started");
    add(words, "whatever", "any, independent of");
    add(words, "stands", "is");
    add(words, "(?<!there )is no(?! longer| more)", "is not a");
    add(words, "there is no", "no ..., does not exist, is missing");
    add(words, "to be had", "available");
    add(words, "goes on|going on|went on|gone on|go on", "continues");
    add(words, "the last but one|the last \\w+ but one", "the one before the last");
    add(words, "taken for granted", "assumed");
    add(words, "half-way", "interrupted");
    add(words, "beware", "warning");
    add(words, "told of", "reported");
    add(words, "asked is", "this command asks for");
    add(words, "of no use", "cannot be used");
    add(words, "passed over", "skipped");
    return words;
  }

  private static void add(Map<Pattern, String> words, String phrase, String instead) {
    words.put(Pattern.compile("\\b(?:" + phrase + ")\\b", Pattern.CASE_INSENSITIVE), instead);
  }
}
