package org.saehdbw.dashboard;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.saehdbw.dashboard.answers.Json;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.meters.Eta;
import org.saehdbw.runs.meters.Speed;
import org.saehdbw.runs.meters.SpeedMeter;
import org.saehdbw.runs.metrics.GrowingMetrics;
import org.saehdbw.runs.metrics.MetricsColumn;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.settings.Settings;
import org.saehdbw.training.StoredSettings;
import org.saehdbw.training.forecast.RunTargets;
import org.saehdbw.training.forecast.TrainedTime;

/** How fast a run is and when it ends, from its last iterations and the sum of all. */
final class RunOutlook {
  /** Enough to hold some saves and previews, which cost time too. */
  private static final int ROWS = 2000;

  private final RunFolder run;
  private SpeedMeter meter = new SpeedMeter();
  private double trainedSeconds;
  private double secondsBeforeStage;
  private long iteration;
  private Optional<RunTargets> targets = Optional.empty();

  RunOutlook(RunFolder run) {
    this.run = run;
  }

  /** Reads what a run did so far. */
  void restart(GrowingMetrics metrics) throws IOException {
    meter = new SpeedMeter();
    trainedSeconds = metrics.whole(1).total(MetricsColumn.STEP) / 1000;
    double[] last = metrics.whole(1).highs(MetricsColumn.ITERATION);
    iteration = last.length == 0 ? 0 : (long) last[0];
    metrics.single(iteration - ROWS + 1, iteration).forEach(meter::add);
  }

  /** Takes further iterations. */
  void add(List<MetricsRow> rows) {
    for (MetricsRow row : rows) {
      meter.add(row);
      trainedSeconds += Double.isNaN(row.stepMillis()) ? 0 : row.stepMillis() / 1000;
      iteration = row.iteration();
    }
  }

  /** Reads when the run ends by its settings, and where its present stage began. */
  void aim(List<Event> events, GrowingMetrics metrics) {
    try {
      Settings end = StoredSettings.readEnd(run);
      RunTargets found = RunTargets.of(end, events, iteration);
      long first = found.stages().first();
      secondsBeforeStage =
          first == 0 ? 0 : metrics.range(0, first, 1).total(MetricsColumn.STEP) / 1000;
      targets = Optional.of(found);
    } catch (IOException | RuntimeException e) {
      targets = Optional.empty();
    }
  }

  long iteration() {
    return iteration;
  }

  Optional<Speed> speed() {
    return meter.speed();
  }

  /** Of a run that is being trained. */
  Optional<Eta> eta() {
    TrainedTime trained = new TrainedTime(trainedSeconds, trainedSeconds - secondsBeforeStage);
    return speed()
        .flatMap(known -> targets.flatMap(all -> all.eta(iteration, known, meter, trained)));
  }

  Json json(boolean isHeld) {
    Json json = new Json().put("iteration", iteration).put("trained_s", trainedSeconds);
    targets
        .filter(all -> all.iterations() > 0)
        .ifPresent(all -> json.put("target", all.iterations()));
    speed()
        .ifPresent(
            known ->
                json.put("step_ms", known.stepMillis())
                    .put("step_ms_low", known.interval().map(range -> (float) range.low()))
                    .put("step_ms_high", known.interval().map(range -> (float) range.high()))
                    .put("samples_s", known.samplesPerSecond())
                    .put("wait_share", known.waitShare())
                    .put("resident_mib", known.residentMib()));
    if (isHeld) {
      eta()
          .ifPresent(
              time ->
                  json.put("left_s", time.seconds())
                      .put("left_is_at_most", time.atMost())
                      .put("left_s_low", time.range().map(range -> (float) range.low()))
                      .put("left_s_high", time.range().map(range -> (float) range.high())));
    }
    return json;
  }
}
