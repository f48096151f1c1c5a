package org.saehdbw.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds what somebody who misspelt a word will have meant. */
public final class NearestWord {
  private NearestWord() {}

  /** Returns the word with the fewest changes of a letter from the one that came. */
  public static String to(String got, Collection<String> words) {
    String best = "";
    int bestDistance = Integer.MAX_VALUE;
    for (String word : words) {
      int distance = editDistance(got, word);
      if (distance < bestDistance) {
        bestDistance = distance;
        best = word;
      }
    }
    return best;
  }

  /**
   * Returns the words with the fewest changes of a letter from the one that came, nearest first.
   *
   * @param most how many at most
   */
  public static List<String> some(String got, Collection<String> words, int most) {
    return words.stream()
        .distinct()
        .sorted(Comparator.comparingInt((String word) -> distance(got, word)))
        .limit(most)
        .toList();
  }

  /** A word of which the one that came is a part is nearer than one with other letters. */
  private static int distance(String got, String word) {
    return word.contains(got) ? 1 : 2 * editDistance(got, word);
  }

  /** Levenshtein's distance. */
  private static int editDistance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
