package org.saehdbw.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Stack;
import java.util.concurrent.Callable;
import org.saehdbw.runs.queries.RunFacts;
import org.saehdbw.runs.queries.RunQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists runs by conditions on any setting or figure. */
@Command(
    name = "list",
    description = {
      "List runs, those that fit all conditions, in any order.",
      "A key is a setting, a figure of the last iteration or of the last save, or one of number,"
          + " name, status, iteration, model, date, started, last_save, tag, note, archived,"
          + " held_out (mean error of held-out faces) and mean_face (the same of the mean training"
          + " face). setting.KEY is a setting that has the name of a figure."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./workbench runs list --where 'held_out < 0.04' --sort -date",
      "  ./workbench runs list --where 'tag = film' --where 'model ~ liae' --csv"
    })
public final class RunsListCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private CommandOutput answer;
  @Mixin private RunsFolderOption runs;

  @Option(
      names = "--where",
      paramLabel = "EXPR",
      description =
          "Only runs that fit, such as 'batch_size = 4', 'note ~ grain' or 'date > 2026-11-30';"
              + " operators are < <= > >= = != ~ (contains). Can be repeated: all must fit.")
  private List<String> where = new ArrayList<>();

  @Option(
      names = "--sort",
      paramLabel = "KEY",
      parameterConsumer = SortKey.class,
      description = "Sort by a key, smallest first; -KEY: largest first (default: by number).")
  private String sort = "";

  @Option(names = "--csv", description = "Print CSV with all figures and settings.")
  private boolean csv;

  @Option(names = "--archived", description = "List archived runs too.")
  private boolean archived;

  /** A key may begin with a minus, which is not an option then. */
  static final class SortKey implements IParameterConsumer {
    @Override
    public void consumeParameters(Stack<String> args, ArgSpec option, CommandSpec command) {
      if (args.isEmpty() || args.peek().startsWith("--")) {
        throw new ParameterException(command.commandLine(), "--sort needs a key, such as -date");
      }
      option.setValue(args.pop());
    }
  }

  @Override
  public Integer call() throws IOException {
    WrongArguments.requireNothingBefore(command);
    if (csv && answer.json()) {
      throw new ParameterException(command.commandLine(), "--csv and --json cannot be combined");
    }
    RunQuery query = RunQuery.parse(where, sort, archived);
    Path folder = runs.existing();
    List<RunFacts> all = RunFacts.all(folder);
    List<RunFacts> found = query.apply(all);
    answer.print(
        found.stream().map(RunRow::of).toList(),
        csv ? RunsCsv.of(found) : text(folder, all, found, query));
    return ExitCode.DONE;
  }

  /** Returns the table, the problems of runs, and how many are not shown. */
  static String text(Path folder, List<RunFacts> all, List<RunFacts> found, RunQuery query) {
    if (all.isEmpty()) {
      return "no runs in " + folder;
    }
    List<String> lines = new ArrayList<>();
    if (found.isEmpty()) {
      lines.add("none of " + all.size() + " runs in " + folder + " fits");
    } else {
      lines.add(RunTable.of(found, width()));
    }
    for (RunFacts run : found) {
      run.summary().problems().forEach(problem -> lines.add("problem  " + PlainLine.of(problem)));
    }
    long hidden =
        query.archived() || !query.conditions().isEmpty()
            ? 0
            : all.stream().filter(run -> run.labels().archived()).count();
    if (hidden > 0) {
      lines.add(
          hidden
              + (hidden == 1 ? " archived run is" : " archived runs are")
              + " not shown; runs list --archived shows all");
    }
    return String.join("\n", lines);
  }

  private static int width() {
    return ProgressLine.isTerminal() ? TerminalWidth.columns() : RunTable.ANY_WIDTH;
  }
}
