package org.saehdbw.cli;

import org.jspecify.annotations.Nullable;
import org.saehdbw.charts.drawing.FigureSize;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say how large a figure for paper is, as a field with {@code @Mixin}. */
final class PaperOptions {
  private static final double COLUMN = 85;

  @Option(
      names = "--width-mm",
      paramLabel = "MM",
      description =
          "Width of the figure on paper, 20 to 1000 (default: 85, a column of a journal).")
  private @Nullable Double width;

  @Option(
      names = "--height-mm",
      paramLabel = "MM",
      description = "Height of the figure on paper, 20 to 1000 (default: what the chart needs).")
  private @Nullable Double height;

  @Option(
      names = "--font-pt",
      paramLabel = "PT",
      description = "Size of all letters of the figure in points, 4 to 72 (default: 8).")
  private @Nullable Double points;

  @Option(names = "--gray-print", description = "Draw the figure in shades of gray.")
  private boolean gray;

  @Option(
      names = "--dark",
      description = "Draw the figure for a dark page, with light text: slides, pages of the web.")
  private boolean dark;

  /**
   * Returns the size.
   *
   * @param option that asks for a figure, such as {@code --figure FILE}
   * @param isAsked whether it was given
   * @throws ParameterException if a size is out of range, or was given without a figure, or both
   *     looks were given
   */
  FigureSize size(CommandSpec command, String option, boolean isAsked) {
    boolean isSized = width != null || height != null || points != null || gray || dark;
    if (isSized && !isAsked) {
      throw new ParameterException(
          command.commandLine(),
          "--width-mm, --height-mm, --font-pt, --gray-print and --dark say how a figure looks: they"
              + " need "
              + option);
    }
    if (gray && dark) {
      throw new ParameterException(
          command.commandLine(),
          "--gray-print is for white paper and --dark for a dark page; give one of them");
    }
    try {
      double wide = width == null ? COLUMN : width;
      double letters = points == null ? FigureSize.POINTS : points;
      FigureSize size = new FigureSize(wide, 0, letters, FigureSize.Look.COLOURS);
      size = height == null ? size : size.height(height);
      return gray ? size.inGray() : dark ? size.onDarkPage() : size;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }
}
