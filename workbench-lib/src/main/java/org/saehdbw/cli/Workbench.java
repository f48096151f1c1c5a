package org.saehdbw.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.saehdbw.files.Workspace;
import org.saehdbw.processes.StartClock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The one entry point. A command is one class in this package, one line in {@link #NAMES} and one
 * in {@link #command(String)}.
 *
 * <p>Another module brings its commands by {@link CommandProvider}.
 *
 * <p>A command is a {@code Callable<Integer>} that returns an {@link ExitCode}, prints through
 * {@link CommandOutput} or its command line's writers, and throws what goes wrong: {@link Failure}
 * makes one line and an exit code of it. Every command has an example in its footer.
 */
@Command(
    name = "workbench",
    description = "Train and study face autoencoders.",
    versionProvider = VersionCommand.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading =
        "%nThese commands run before Java starts; each has its own --help:%n"
            + "  demo      Draw faces, train a small model, and show the results.%n"
            + "  gallery   Execute notebooks and write them as Markdown pages.%n"
            + "  lab       Open the notebooks in JupyterLab.%n"
            + "  setup     Install PyTorch's libraries for NVIDIA cards.%n"
            + "  test      Build the workbench and run all tests.%n"
            + "%nExample:%n",
    footer = "  ./workbench train experiments/quickstart.yaml")
public final class Workbench implements Runnable {
  /** In the order of the help. */
  private static final List<String> NAMES =
      List.of(
          "compare-arm",
          "compare",
          "dims",
          "docs",
          "doctor",
          "evaluate",
          "faceset",
          "merge",
          "model",
          "plan",
          "preview",
          "runs",
          "sweep",
          "train",
          "transfer",
          "verify",
          "version");

  private static final Set<String> TRAINING =
      Set.of("compare", "compare-arm", "dims", "evaluate", "plan", "sweep", "train");

  @Spec private CommandSpec command;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help and exit.")
  private boolean help;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of an error.")
  private boolean debug;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version and exit.")
  private boolean version;

  private Workbench() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    StartClock.PROCESS.run();
    StartClock.PROCESS.begin(StartClock.Phase.COMMAND_LINE);
    Workspace.directLibraries();
    // Libraries that format by the default locale must not write digits that no program reads.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    // Standard output belongs to the answer: what a library prints on its own goes to the side.
    System.setOut(System.err);
    int code = run(out, err, args);
    System.exit(code);
  }

  /**
   * Runs one command.
   *
   * @param out takes the answer
   * @param err takes errors, and remarks where the answer is JSON
   * @param args the command and its arguments
   * @return the {@link ExitCode}
   */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    Workbench top = new Workbench();
    CommandLine commandLine = commandLine(top, asked(args)).setOut(out).setErr(err);
    try {
      return commandLine.execute(OldWords.replaced(args));
    } catch (LinkageError | VirtualMachineError | AssertionError e) {
      return top.report(commandLine, e);
    } finally {
      out.flush();
      err.flush();
    }
  }

  /** The commands with their options, for {@link #run} and for tests that look at all of them. */
  static CommandLine commandLine() {
    return commandLine(new Workbench(), "");
  }

  /**
   * Reading the options of every command, and looking into every jar for commands of other modules,
   * takes longer than a short command itself: where one of ours is asked for, only that one is
   * made.
   */
  private static CommandLine commandLine(Workbench top, String asked) {
    CommandLine commandLine = new CommandLine(top);
    if (NAMES.contains(asked)) {
      commandLine.addSubcommand(command(asked));
    } else {
      NAMES.forEach(name -> commandLine.addSubcommand(command(name)));
      for (CommandProvider provider : ServiceLoader.load(CommandProvider.class)) {
        commandLine.addSubcommand(provider.command());
      }
    }
    commandLine.setUsageHelpAutoWidth(true);
    commandLine.setExecutionStrategy(Workbench::execute);
    Examples.show(commandLine);
    commandLine.setExecutionExceptionHandler(
        (thrown, failed, parsed) -> top.report(failed, thrown));
    commandLine.setParameterExceptionHandler((problem, args) -> top.explain(problem));
    return commandLine;
  }

  private static int execute(ParseResult parsed) {
    StartClock.PROCESS.end(StartClock.Phase.COMMAND_LINE);
    return new CommandLine.RunLast().execute(parsed);
  }

  /** The first word that is no option: options before the command take no value. */
  private static String asked(String... args) {
    return Arrays.stream(args).filter(word -> !word.startsWith("-")).findFirst().orElse("");
  }

  private static Object command(String name) {
    return switch (name) {
      case "compare-arm" -> new CompareArmCommand();
      case "compare" -> new CompareCommand();
      case "dims" -> new DimsCommand();
      case "docs" -> new DocsCommand();
      case "doctor" -> new DoctorCommand();
      case "evaluate" -> new EvaluateCommand();
      case "faceset" -> new FacesetCommand();
      case "merge" -> new MergeCommand();
      case "model" -> new ModelCommand();
      case "plan" -> new PlanCommand();
      case "preview" -> new PreviewCommand();
      case "runs" -> new RunsCommand();
      case "sweep" -> new SweepCommand();
      case "train" -> new TrainCommand();
      case "transfer" -> new TransferCommand();
      case "verify" -> new VerifyCommand();
      case "version" -> new VersionCommand();
      default -> throw new IllegalArgumentException("no command is named " + name);
    };
  }

  /** Without a command there is nothing to do. */
  @Override
  public void run() {
    throw new ParameterException(command.commandLine(), "no command given");
  }

  private int report(CommandLine failed, Throwable thrown) {
    PrintWriter err = failed.getErr();
    boolean trains = TRAINING.contains(asked(failed));
    Failure failure = Failure.of(thrown, trains ? Failure.TRAIN_SMALLER : Failure.MORE_MEMORY);
    err.println(failed.getCommandSpec().qualifiedName() + ": " + failure.message());
    if (debug) {
      thrown.printStackTrace(err);
    }
    return failure.exitCode();
  }

  /** The name of the command that this program was asked for. */
  private static String asked(CommandLine failed) {
    CommandLine top = failed;
    while (top.getParent() != null) {
      top = top.getParent();
    }
    ParseResult parsed = top.getParseResult();
    return parsed != null && parsed.hasSubcommand() ? parsed.subcommand().commandSpec().name() : "";
  }

  private int explain(ParameterException problem) {
    CommandLine asked = problem.getCommandLine();
    String name = asked.getCommandSpec().qualifiedName();
    asked
        .getErr()
        .println(name + ": " + WrongArguments.message(problem) + " (see " + name + " --help)");
    if (debug) {
      problem.printStackTrace(asked.getErr());
    }
    return ExitCode.ASKED_WRONGLY;
  }

  /** The names of a command's own commands, but for those that only this program itself uses. */
  static List<String> shown(CommandLine commandLine) {
    return commandLine.getSubcommands().entrySet().stream()
        .filter(entry -> !entry.getValue().getCommandSpec().usageMessage().hidden())
        .map(Map.Entry::getKey)
        .toList();
  }
}
