package org.saehdbw.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The option {@code --runs} of every command that finds or makes runs, as a field with
 * {@code @Mixin}.
 */
final class RunsFolderOption {
  private static final String FOLDER = "results/runs";

  /** The folder where none is named. */
  static final Path USUAL = Path.of(FOLDER);

  private static final String NAME = "--runs";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = NAME,
      paramLabel = "DIR",
      defaultValue = FOLDER,
      description = "The folder of run folders (default: ${DEFAULT-VALUE}).")
  private Path folder;

  /** Returns the folder, which may not exist yet. */
  Path path() {
    return folder;
  }

  /**
   * Returns the folder for a command that reads runs.
   *
   * @throws ParameterException if the user named a folder that does not exist
   */
  Path existing() {
    boolean named = command.commandLine().getParseResult().hasMatchedOption(NAME);
    if (named && !Files.isDirectory(folder)) {
      throw new ParameterException(
          command.commandLine(),
          NAME
              + " must be an existing folder of runs, got "
              + folder
              + (Files.exists(folder) ? ", which is a file" : ", which does not exist"));
    }
    return folder;
  }
}
