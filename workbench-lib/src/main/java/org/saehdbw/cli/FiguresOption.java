package org.saehdbw.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.charts.drawing.FigureSize;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The option {@code --figures} of a command that draws many charts, with their size on paper, as a
 * field with {@code @Mixin}.
 */
final class FiguresOption {
  static final String OPTION = "--figures";
  static final String NAMES = OPTION + " FOLDER";
  static final String HELP =
      "Also draw every chart for a paper into FOLDER, as PDF and as SVG with real text; existing"
          + " files are overwritten.";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = OPTION, paramLabel = "FOLDER", description = HELP)
  private @Nullable Path folder;

  @Mixin private PaperOptions paper;

  /**
   * Checks the options before any work is done.
   *
   * @throws picocli.CommandLine.ParameterException if a value is out of range
   */
  FigureSize check() {
    return paper.size(command, NAMES, folder != null);
  }

  /** What there is to draw. */
  @FunctionalInterface
  interface Charts {
    /** Returns the charts by the names of their files, without an end. */
    Map<String, Figure> draw() throws IOException;
  }

  /** Writes the figures, if they are wanted, and names each file. */
  void save(Charts charts, CommandOutput answer) throws IOException {
    if (folder == null) {
      return;
    }
    write(charts.draw(), folder, check()).forEach(file -> answer.remark("figure: " + file));
  }

  /**
   * Writes each chart as PDF and as SVG.
   *
   * @return the files
   */
  static List<String> write(Map<String, Figure> charts, Path folder, FigureSize size)
      throws IOException {
    List<String> files = new ArrayList<>();
    for (Map.Entry<String, Figure> chart : charts.entrySet()) {
      for (String end : List.of(".pdf", ".svg")) {
        Path file = folder.resolve(chart.getKey() + end);
        chart.getValue().saveAs(file, size);
        files.add(file.toString());
      }
    }
    return files;
  }
}
