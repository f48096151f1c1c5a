package org.saehdbw.notebooks.help;

import java.util.List;

/**
 * What can stand at the cursor.
 *
 * @param start Unicode characters of the cell before what is replaced
 * @param end Unicode characters before the first that stays
 * @param choices what it can be replaced by, the likeliest first
 */
public record Completion(int start, int end, List<Choice> choices) {
  /**
   * One of them.
   *
   * @param text what is inserted
   * @param kind such as {@code function}, {@code class} or {@code setting}
   * @param signature of a method, or what a setting does; may be empty
   */
  public record Choice(String text, String kind, String signature) {}

  /** Copies the choices. */
  public Completion {
    choices = List.copyOf(choices);
  }
}
