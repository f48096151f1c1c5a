package org.saehdbw.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.saehdbw.settings.NearestWord;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command's words; picocli's own messages speak of Java's types. */
final class WrongArguments {
  /** What the shell script runs without this program. */
  private static final List<String> OF_THE_SCRIPT =
      List.of("demo", "gallery", "lab", "setup", "test");

  private static final Pattern NO_NUMBER =
      Pattern.compile(
          "Invalid value for (?:option|positional parameter at index \\S+) (?:'([^']*)')?"
              + "(?: \\(([^)]*)\\))?: '(.*)' is not an? (int|long|float|double)");

  private WrongArguments() {}

  static String message(ParameterException problem) {
    if (problem instanceof UnmatchedArgumentException unmatched) {
      String got = unmatched.getUnmatched().get(0);
      if (unmatched.isUnknownOption()) {
        return unknownOption(got, problem.getCommandLine());
      }
      List<String> commands = commands(problem.getCommandLine());
      boolean takesWords =
          !problem.getCommandLine().getCommandSpec().positionalParameters().isEmpty();
      return commands.isEmpty() || takesWords
          ? "one word too many, got '" + got + "'"
          : "command must be one of "
              + String.join(", ", commands)
              + ", got "
              + got
              + "; nearest is "
              + NearestWord.to(got, commands);
    }
    String message = String.valueOf(problem.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
    Matcher number = NO_NUMBER.matcher(message);
    if (number.matches()) {
      boolean whole = number.group(4).equals("int") || number.group(4).equals("long");
      String name = number.group(1) == null ? number.group(2) : number.group(1);
      return name
          + " must be "
          + (whole ? "a whole number" : "a number")
          + ", got '"
          + number.group(3)
          + "'";
    }
    return message;
  }

  /**
   * Refuses what is written between {@code runs} and the name of one of its commands, which would
   * be ignored.
   *
   * @throws ParameterException if there is something
   */
  static void requireNothingBefore(CommandSpec command) {
    CommandLine above = command.commandLine().getParent();
    ParseResult before = above.getParseResult();
    if (!before.matchedPositionals().isEmpty() || !before.matchedOptions().isEmpty()) {
      throw new ParameterException(
          command.commandLine(),
          "the run and all options must be after "
              + command.name()
              + ", got "
              + String.join(" ", before.originalArgs()));
    }
  }

  private static String unknownOption(String got, CommandLine command) {
    List<String> known = new ArrayList<>();
    for (OptionSpec option : command.getCommandSpec().options()) {
      if (!option.hidden()) {
        known.add(option.longestName());
      }
    }
    String word = got.replaceFirst("=.*", "");
    return "unknown option '" + word + "'; nearest is " + NearestWord.to(word, known);
  }

  private static List<String> commands(CommandLine command) {
    List<String> commands = new ArrayList<>(Workbench.shown(command));
    if (command.getParent() == null && !commands.isEmpty()) {
      commands.addAll(OF_THE_SCRIPT);
    }
    return commands;
  }
}
