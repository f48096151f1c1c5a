package org.saehdbw.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.saehdbw.charts.RunCharts;
import org.saehdbw.charts.drawing.Figure;
import org.saehdbw.charts.drawing.FigureSize;
import org.saehdbw.runs.RunFolder;
import picocli.CommandLine.Option;

/** The options that draw one chart of a run, or all of them, as a field with {@code @Mixin}. */
final class RunFiguresOption extends FigureOption {
  private static final String LOSS = "loss";
  private static final String THROUGHPUT = "throughput";
  private static final String STAGES = "stages";
  private static final String HELD_OUT = "held_out";
  private static final List<String> CHARTS = List.of(LOSS, HELD_OUT, THROUGHPUT, STAGES, "memory");

  @Option(
      names = "--chart",
      paramLabel = "NAME",
      description =
          "The chart that --figure draws: loss, held_out, throughput, stages or memory (default:"
              + " loss).")
  private @Nullable String chart;

  @Option(names = FiguresOption.OPTION, paramLabel = "FOLDER", description = FiguresOption.HELP)
  private @Nullable Path folder;

  @Override
  boolean isWanted() {
    return super.isWanted() || folder != null;
  }

  @Override
  String names() {
    return "--figure FILE or " + FiguresOption.NAMES;
  }

  @Override
  FigureSize check() {
    if (chart != null && !super.isWanted()) {
      throw wrong("--chart needs --figure FILE");
    }
    if (chart != null && !CHARTS.contains(chart)) {
      throw wrong("--chart must be one of " + String.join(", ", CHARTS) + ", got " + chart);
    }
    return super.check();
  }

  /**
   * Writes what is wanted.
   *
   * @return the files
   * @throws IOException if a file cannot be written, or the run does not have the chart
   */
  List<String> save(RunFolder run) throws IOException {
    if (!isWanted()) {
      return List.of();
    }
    List<String> files = new ArrayList<>();
    if (super.isWanted()) {
      files.add(save(draw(run)));
    }
    if (folder != null) {
      files.addAll(FiguresOption.write(RunCharts.all(run), folder, check()));
    }
    return files;
  }

  private Figure draw(RunFolder run) throws IOException {
    return switch (chart == null ? LOSS : chart) {
      case LOSS -> RunCharts.loss(run);
      case HELD_OUT -> known(RunCharts.heldOut(run), run, "no save was judged on held-out faces");
      case THROUGHPUT -> RunCharts.throughput(run);
      case STAGES -> RunCharts.stages(run);
      default -> known(RunCharts.memory(run), run, "its memory was never measured");
    };
  }

  private static Figure known(Optional<Figure> figure, RunFolder run, String reason)
      throws IOException {
    return figure.orElseThrow(
        () -> new IOException(run.path() + ": has no such chart, because " + reason));
  }
}
