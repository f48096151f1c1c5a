package org.saehdbw.notebooks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.saehdbw.reports.MeterText;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.meters.Speed;
import org.saehdbw.runs.meters.SpeedMeter;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.training.StoredSettings;
import org.saehdbw.training.forecast.RunTargets;
import org.saehdbw.training.forecast.TrainedTime;

/** How fast a run is and how long it still takes, in words, from all of its iterations. */
final class LiveMeters {
  private final RunFolder run;
  private SpeedMeter meter = new SpeedMeter();
  private Optional<RunTargets> targets = Optional.empty();
  private TrainedTime trained = new TrainedTime(0, 0);
  private long iteration;

  LiveMeters(RunFolder run) {
    this.run = run;
  }

  /** Forgets what it took. */
  void restart() {
    meter = new SpeedMeter();
    iteration = 0;
  }

  /**
   * Takes further iterations.
   *
   * @param news in order
   * @param all that were taken, with these
   * @param events of the run
   */
  void add(List<MetricsRow> news, List<MetricsRow> all, List<Event> events) {
    news.forEach(meter::add);
    iteration = news.get(news.size() - 1).iteration();
    try {
      RunTargets found = RunTargets.of(StoredSettings.readEnd(run), events, iteration);
      trained = TrainedTime.of(found, all);
      targets = Optional.of(found);
    } catch (IOException | RuntimeException e) {
      // A run of another version, or a damaged one: the rest of the line is still right.
      targets = Optional.empty();
    }
  }

  /** Returns such as {@code 210 ms, 38.1 samples/s, 640 MiB, 12.5 min left}; empty at first. */
  String text(boolean training) {
    Optional<Speed> known = meter.speed();
    if (known.isEmpty()) {
      return "";
    }
    List<String> parts = new ArrayList<>();
    parts.add(MeterText.step(known.get().stepMillis()) + " an iteration");
    MeterText.samples(known.get()).ifPresent(parts::add);
    MeterText.memory(known.get()).ifPresent(parts::add);
    if (training) {
      targets
          .flatMap(all -> all.eta(iteration, known.get(), meter, trained))
          .ifPresent(time -> parts.add(MeterText.left(time)));
    }
    return String.join(", ", parts);
  }

  /** Returns such as {@code of 2000}; empty without a target. */
  String ofIterations() {
    return targets.map(RunTargets::ofIterations).orElse("");
  }
}
