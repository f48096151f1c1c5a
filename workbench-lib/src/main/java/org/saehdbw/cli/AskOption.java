package org.saehdbw.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.saehdbw.cli.asking.Answers;
import org.saehdbw.cli.asking.LineAnswers;
import org.saehdbw.cli.asking.TerminalAnswers;
import org.saehdbw.settings.SettingsException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of {@code train} that ask for settings, as a field with {@code @Mixin}. */
final class AskOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--ask",
      description = {
        "Ask for the settings one by one, as DeepFaceLab does, write the answers to a settings file"
            + " and train. Enter takes the value in brackets, ? explains. With CONFIG its values are"
            + " in the brackets, otherwise those of the newest run. With --resume only settings that"
            + " may change are asked."
      })
  private boolean asked;

  @Option(
      names = "--write",
      paramLabel = "FILE",
      description =
          "With --ask: the new settings file (default: experiments/NAME.yaml, or the first of"
              + " NAME-2.yaml, NAME-3.yaml, ... that does not exist).")
  private @Nullable Path file;

  /**
   * Whether questions are asked.
   *
   * @param training what the command trains
   * @throws ParameterException if the options do not go together, or the file exists
   */
  boolean isAsked(AskedTraining training, boolean continued) {
    if (file != null && (!asked || training.resume() != null)) {
      throw wrong("--write needs --ask without --resume");
    }
    if (file != null && Files.exists(file)) {
      throw wrong("--write must name a new file, " + file + " exists");
    }
    if (asked && continued) {
      throw wrong("--ask and --continue cannot be combined");
    }
    return asked && (training.config() == null || training.resume() == null);
  }

  /**
   * Asks, and writes the answers of a new run.
   *
   * @return the training with the file and the words that the answers come to
   */
  AskedTraining ask(AskedTraining training, RunsFolderOption runs, boolean json)
      throws SettingsException, IOException {
    try (Answers answers = answers(json)) {
      AskedRuns asking = new AskedRuns(answers, training);
      return training.resume() == null
          ? asking.start(runs.path(), file)
          : asking.resume(runs.existing());
    }
  }

  /**
   * With JSON, standard output belongs to the document, which a terminal's editor does not know.
   */
  private Answers answers(boolean json) throws IOException {
    boolean typed = ProgressLine.isTerminal();
    if (typed && !json) {
      Optional<Answers> terminal = TerminalAnswers.open();
      if (terminal.isPresent()) {
        return terminal.get();
      }
    }
    PrintWriter out = json ? command.commandLine().getErr() : command.commandLine().getOut();
    Reader in = new InputStreamReader(System.in, StandardCharsets.UTF_8);
    return new LineAnswers(new BufferedReader(in), out, typed);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
