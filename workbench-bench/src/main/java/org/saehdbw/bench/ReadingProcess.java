package org.saehdbw.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.saehdbw.charts.ChartFiles;
import org.saehdbw.charts.CurveChart;
import org.saehdbw.runs.metrics.DownsampledMetrics;
import org.saehdbw.runs.metrics.MetricsColumn;
import org.saehdbw.statistics.Curve;

/** The child process that draws the runs of a folder into one chart: FOLDER CHART.png. */
public final class ReadingProcess {
  /** As five seeds of each arm of a sweep. */
  private static final int SEEDS = 5;

  private ReadingProcess() {}

  /** Reads, draws and prints one JSON line. */
  public static void main(String[] arguments) throws IOException {
    long start = System.nanoTime();
    List<Path> files;
    try (Stream<Path> found = Files.walk(Path.of(arguments[0]))) {
      files = found.filter(file -> file.endsWith("metrics.csv")).sorted().toList();
    }
    List<Curve> curves = new ArrayList<>();
    for (DownsampledMetrics metrics : DownsampledMetrics.readAll(files)) {
      curves.add(metrics.curve(MetricsColumn.SRC_LOSS));
    }
    CurveChart chart = CurveChart.of("Training loss", "iteration", "src loss").logarithmicY();
    for (int from = 0; from < curves.size(); from += SEEDS) {
      chart.add(
          "arm " + (from / SEEDS + 1), curves.subList(from, Math.min(curves.size(), from + SEEDS)));
    }
    ChartFiles.writePng(chart.figure(), Path.of(arguments[1]));
    double millis = (System.nanoTime() - start) / 1e6;
    StepTiming timing = new StepTiming(millis, millis, millis, OurStepProcess.peakResidentMib());
    System.out.println(new ObjectMapper().writeValueAsString(timing));
  }
}
