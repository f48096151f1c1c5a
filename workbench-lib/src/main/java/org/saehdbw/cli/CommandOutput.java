package org.saehdbw.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * How a command whose answer is data gives it: as text, or with {@code --json} as one JSON document
 * on standard output while everything else goes to standard error. A command has it as a field with
 * {@code @Mixin}.
 */
public final class CommandOutput {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--json",
      description =
          "Print the result as one JSON document on standard output; all other text goes to"
              + " standard error.")
  private boolean json;

  /** Whether the user asked for JSON. */
  public boolean json() {
    return json;
  }

  /**
   * Prints the answer, once, at the end of the command.
   *
   * @param data what JSON shows: a record, list or map; component names become snake case
   * @param text what people read, without a last line break
   */
  public void print(Object data, String text) {
    PrintWriter out = command.commandLine().getOut();
    out.println(json ? toJson(data) : text);
    out.flush();
  }

  /** Prints a remark before the result: a warning, or what was skipped. */
  public void remark(String line) {
    PrintWriter to = remarks();
    to.println(line);
    to.flush();
  }

  /** Prints one line of progress that stays, on standard error. */
  void tell(String line) {
    PrintWriter to = command.commandLine().getErr();
    to.println(line);
    to.flush();
  }

  /** Progress in lines or stages, on standard error. */
  public ProgressLine progress() {
    return new ProgressLine(command.commandLine().getErr());
  }

  /**
   * Progress over things that are counted, on standard error.
   *
   * @param things such as {@code faces}
   * @param deed what is done with them, such as {@code packed}
   */
  ProgressLine progress(String things, String deed) {
    return new ProgressLine(command.commandLine().getErr(), things, deed);
  }

  private PrintWriter remarks() {
    return json ? command.commandLine().getErr() : command.commandLine().getOut();
  }

  /** Made only where JSON is asked for: it looks into every jar. */
  private static ObjectMapper mapper() {
    return JsonMapper.builder()
        .findAndAddModules()
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build();
  }

  private static String toJson(Object data) {
    try {
      return mapper().writeValueAsString(data);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + data.getClass() + " as JSON", e);
    }
  }
}
