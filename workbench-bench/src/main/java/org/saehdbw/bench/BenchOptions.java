package org.saehdbw.bench;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.saehdbw.training.Interpreter;

/**
 * The step benchmark's options.
 *
 * @param rounds how often both programs run
 * @param steps timed in each run
 * @param threads of both programs
 * @param interpreter ours
 * @param json whether to print one JSON document
 * @param home where Python and the scripts go
 * @param emit where to write the step archive instead of measuring
 * @param emitModel its model
 * @param emitBatch its batch size
 */
record BenchOptions(
    int rounds,
    int steps,
    int threads,
    Interpreter interpreter,
    boolean json,
    Path home,
    Optional<Path> emit,
    String emitModel,
    int emitBatch) {
  /** What may be given. */
  static final String USAGE =
      "usage: bench step [--rounds N] [--steps N] [--threads N] [--interpreter eager|script]"
          + " [--json] [--home DIR] [--emit DIR [--model NAME] [--batch N]]";

  static BenchOptions parse(String[] arguments) {
    int rounds = 5;
    int steps = 9;
    int threads = 2;
    Interpreter interpreter = Interpreter.SCRIPT;
    boolean json = false;
    Path home = Path.of(".workbench", "bench");
    Optional<Path> emit = Optional.empty();
    String model = "df-udt-192-128-48-32-16-gray";
    int batch = 2;
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--json" -> json = true;
        case "--rounds" -> rounds = count(arguments, ++i);
        case "--steps" -> steps = count(arguments, ++i);
        case "--threads" -> threads = count(arguments, ++i);
        case "--batch" -> batch = count(arguments, ++i);
        case "--model" -> model = text(arguments, ++i);
        case "--home" -> home = Path.of(text(arguments, ++i));
        case "--emit" -> emit = Optional.of(Path.of(text(arguments, ++i)));
        case "--interpreter" -> interpreter = interpreter(text(arguments, ++i));
        default ->
            throw new IllegalArgumentException("unknown option " + arguments[i] + "\n" + USAGE);
      }
    }
    return new BenchOptions(rounds, steps, threads, interpreter, json, home, emit, model, batch);
  }

  private static Interpreter interpreter(String text) {
    return switch (text) {
      case "eager", "script" -> Interpreter.valueOf(text.toUpperCase(Locale.ROOT));
      default ->
          throw new IllegalArgumentException(
              "--interpreter must be eager or script, got " + text + "\n" + USAGE);
    };
  }

  private static String text(String[] arguments, int at) {
    if (at >= arguments.length) {
      throw new IllegalArgumentException(arguments[at - 1] + " needs a value\n" + USAGE);
    }
    return arguments[at];
  }

  private static int count(String[] arguments, int at) {
    String text = text(arguments, at);
    if (!text.matches("[1-9]\\d{0,6}")) {
      throw new IllegalArgumentException(
          arguments[at - 1] + " must be a whole number from 1, got " + text + "\n" + USAGE);
    }
    return Integer.parseInt(text);
  }
}
