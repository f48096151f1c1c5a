package org.saehdbw.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.saehdbw.runs.queries.RunFacts;
import org.saehdbw.runs.queries.RunQuery;

/**
 * What a list of runs is asked for in one line, in the words of {@code runs list --where ... --sort
 * ...}: conditions such as {@code held_out < 0.04 tag = film}, and words that must be found in the
 * name, model, status, tags or note. Blanks, commas and {@code and} divide them; a value with
 * blanks is in quotation marks.
 *
 * @param words in lower case, all of which must be found
 * @param query conditions and order
 */
record RunFilter(List<String> words, RunQuery query) {
  private static final Pattern CONDITION =
      Pattern.compile(
          "([A-Za-z][\\w./-]*)\\s*(<=|>=|!=|==|=|<|>|~)\\s*('[^']*'|\"[^\"]*\"|[^\\s,]+)");
  private static final Pattern OPERATOR = Pattern.compile("[<>=~]");
  private static final String AND = "and";

  /** Copies the words. */
  RunFilter {
    words = List.copyOf(words);
  }

  /**
   * Reads a line.
   *
   * @param sort a key, with a minus before it for the largest first; empty for the newest first
   * @throws IllegalArgumentException if a part of it is not a condition
   */
  static RunFilter parse(String line, String sort) {
    List<String> conditions = new ArrayList<>();
    StringBuilder rest = new StringBuilder();
    Matcher found = CONDITION.matcher(line);
    int end = 0;
    while (found.find()) {
      rest.append(line, end, found.start()).append(' ');
      conditions.add(found.group());
      end = found.end();
    }
    rest.append(line.substring(end));
    List<String> words = new ArrayList<>();
    for (String word : rest.toString().strip().split("[\\s,]+")) {
      if (OPERATOR.matcher(word).find()) {
        // Says what a condition must look like.
        conditions.add(rest.toString().strip());
        break;
      }
      if (!word.isEmpty() && (!word.equals(AND) || conditions.isEmpty())) {
        words.add(word.toLowerCase(Locale.ROOT));
      }
    }
    return new RunFilter(
        words, RunQuery.parse(conditions, sort.isBlank() ? "-number" : sort, false));
  }

  /** Returns the runs that are wanted, in their order. */
  List<RunFacts> apply(List<RunFacts> runs) {
    return query.apply(runs).stream().filter(this::hasWords).toList();
  }

  private boolean hasWords(RunFacts run) {
    String text =
        String.join(
                " ",
                run.summary().name(),
                run.model(),
                run.summary().status().text(),
                String.join(" ", run.labels().tags()),
                run.labels().note())
            .toLowerCase(Locale.ROOT);
    return words.stream().allMatch(text::contains);
  }

  /** The key that runs are sorted by. */
  String key() {
    return query.sort().replaceFirst("^[+-]", "");
  }
}
