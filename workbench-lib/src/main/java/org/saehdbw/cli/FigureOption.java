package org.saehdbw.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.charts.drawing.FigureFile;
import org.saehdbw.charts.drawing.FigureSize;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The option {@code --figure} of a command that draws one chart, with the size on paper, as a field
 * with {@code @Mixin}.
 */
class FigureOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--figure",
      paramLabel = "FILE",
      description =
          "Draw the chart for a paper into FILE: .pdf or .svg with real text, or .png; an existing"
              + " file is overwritten.")
  private @Nullable Path file;

  @Mixin private PaperOptions paper;

  /** Whether a figure is asked for. */
  boolean isWanted() {
    return file != null;
  }

  /** Returns the options that ask for one, as a message names them. */
  String names() {
    return "--figure FILE";
  }

  /** Refuses what the user gave. */
  final ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }

  /**
   * Checks the options before any work is done.
   *
   * @throws ParameterException if a value is out of range, or the file's name has another end
   */
  FigureSize check() {
    FigureSize size = paper.size(command, names(), isWanted());
    if (file != null) {
      try {
        FigureFile.requireName(file);
      } catch (IllegalArgumentException e) {
        throw new ParameterException(command.commandLine(), "--figure: " + e.getMessage(), e);
      }
    }
    return size;
  }

  /**
   * Writes the figure.
   *
   * @return the file
   * @throws IllegalStateException if none is wanted
   */
  String save(Figure figure) throws IOException {
    if (file == null) {
      throw new IllegalStateException("no figure is wanted");
    }
    figure.saveAs(file, check());
    return file.toString();
  }
}
