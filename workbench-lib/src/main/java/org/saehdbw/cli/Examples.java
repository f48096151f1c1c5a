package org.saehdbw.cli;

import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Shows the examples at the end of a help so that they can be pasted: a line that is too long
 * breaks at a blank, with the backslash that a shell needs. picocli breaks inside words.
 */
final class Examples {
  private static final String BREAK = " \\";
  private static final String INDENT = "      ";

  private Examples() {}

  /** Sets this for a command and all of its own commands. */
  static void show(CommandLine commandLine) {
    var sections = commandLine.getHelpSectionMap();
    sections.put(UsageMessageSpec.SECTION_KEY_FOOTER, Examples::text);
    commandLine.setHelpSectionMap(sections);
  }

  private static String text(Help help) {
    UsageMessageSpec usage = help.commandSpec().usageMessage();
    StringBuilder text = new StringBuilder();
    for (String line : usage.footer()) {
      text.append(broken(String.format(Locale.ROOT, line), usage.width()));
    }
    return text.toString();
  }

  /** Returns the line with its line break, in as many as it needs. */
  static String broken(String line, int width) {
    StringBuilder text = new StringBuilder();
    String rest = line;
    while (rest.length() > width) {
      int start = rest.length() - rest.stripLeading().length();
      int at = rest.lastIndexOf(' ', width - BREAK.length());
      // Inside quotes a blank is one of the word.
      while (at > start && quotes(rest, at) % 2 == 1) {
        at = rest.lastIndexOf(' ', at - 1);
      }
      if (at <= start) {
        break;
      }
      text.append(rest, 0, at).append(BREAK).append(System.lineSeparator());
      rest = INDENT + rest.substring(at + 1);
    }
    return text.append(rest).append(System.lineSeparator()).toString();
  }

  private static long quotes(String text, int end) {
    return text.substring(0, end).chars().filter(letter -> letter == '\'' || letter == '"').count();
  }
}
