package org.saehdbw.cli;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.saehdbw.reports.MeterText;
import org.saehdbw.runs.meters.Eta;
import org.saehdbw.runs.meters.Speed;
import org.saehdbw.runs.meters.SpeedMeter;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.training.forecast.RunTargets;
import org.saehdbw.training.forecast.TrainedTime;

/**
 * The line with all meters: iteration, losses, the mean time of an iteration with its interval,
 * samples a second, waiting for data, the time left with its range, memory. In a narrow terminal
 * the less important of them are left out.
 */
final class MeterLine implements LogLine {
  private static final String GAP = "  ";

  private final RunTargets targets;
  private final TrainedTime trained;
  private final SpeedMeter meter = new SpeedMeter();

  /**
   * Begins with no iteration.
   *
   * @param trained the time of the iterations before; it takes those that the line takes
   */
  MeterLine(RunTargets targets, TrainedTime trained) {
    this.targets = targets;
    this.trained = trained;
  }

  /**
   * A part of the line.
   *
   * @param rank parts of small rank are shown first
   * @param gap what separates it from the part before
   */
  private record Part(int rank, String gap, String text) {
    int length() {
      return gap.length() + text.length();
    }
  }

  @Override
  public void add(MetricsRow row) {
    meter.add(row);
    trained.add(row);
  }

  @Override
  public String text(MetricsRow row, double src, double dst, int columns) {
    List<Part> parts = parts(row, src, dst);
    List<Part> shown = new ArrayList<>();
    int used = -GAP.length();
    for (Part part : parts.stream().sorted(Comparator.comparingInt(Part::rank)).toList()) {
      if (shown.isEmpty() || used + part.length() <= columns) {
        shown.add(part);
        used += part.length();
      }
    }
    StringBuilder line = new StringBuilder();
    for (Part part : parts) {
      if (shown.contains(part)) {
        line.append(line.isEmpty() ? "" : part.gap()).append(part.text());
      }
    }
    return line.toString();
  }

  /** In the order of the line, with the order in which a narrow line takes them. */
  private List<Part> parts(MetricsRow row, double src, double dst) {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part(9, GAP, "[" + LocalTime.now().format(DeepFaceLabLine.CLOCK) + "]"));
    parts.add(new Part(0, GAP, "#" + row.iteration() + targets.ofIterations()));
    parts.add(new Part(1, GAP, String.format(Locale.ROOT, "src %.4f dst %.4f", src, dst)));
    Optional<Speed> known = meter.speed();
    if (known.isPresent()) {
      Speed speed = known.get();
      parts.add(new Part(2, GAP, MeterText.step(speed.stepMillis())));
      MeterText.stepRange(speed).ifPresent(text -> parts.add(new Part(4, " ", text)));
      MeterText.samples(speed).ifPresent(text -> parts.add(new Part(5, GAP, text)));
      MeterText.wait(speed).ifPresent(text -> parts.add(new Part(6, GAP, text)));
      Optional<Eta> eta = targets.eta(row.iteration(), speed, meter, trained);
      eta.ifPresent(time -> parts.add(new Part(3, GAP, MeterText.left(time))));
      eta.flatMap(MeterText::leftRange).ifPresent(text -> parts.add(new Part(8, " ", text)));
      MeterText.memory(speed).ifPresent(text -> parts.add(new Part(7, GAP, text)));
    }
    return parts;
  }
}
