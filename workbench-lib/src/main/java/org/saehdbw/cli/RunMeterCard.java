package org.saehdbw.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.reports.MeterText;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunSummary;
import org.saehdbw.runs.meters.Eta;
import org.saehdbw.runs.meters.Speed;
import org.saehdbw.runs.meters.SpeedMeter;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.metrics.MetricsTable;
import org.saehdbw.training.StoredSettings;
import org.saehdbw.training.forecast.RunTargets;
import org.saehdbw.training.forecast.TrainedTime;

/**
 * The meters of a run in another process, from its {@code metrics.csv}.
 *
 * @param speed over the last iterations, empty where no time is known
 * @param eta of a run that is being trained and has a target
 */
record RunMeterCard(Optional<Speed> speed, Optional<Eta> eta) {
  static final RunMeterCard UNKNOWN = new RunMeterCard(Optional.empty(), Optional.empty());

  /** Reads a run's rows; what cannot be read is a problem of the summary, not of the meters. */
  static RunMeterCard of(RunFolder run, RunSummary summary) {
    try {
      Optional<RunTargets> targets = targets(run, summary);
      SpeedMeter meter = new SpeedMeter();
      TrainedTime trained = targets.map(TrainedTime::new).orElseGet(() -> new TrainedTime(0, 0));
      MetricsReader reader = new MetricsReader(run.metricsFile());
      MetricsTable part = reader.poll();
      while (!part.rows().isEmpty()) {
        for (MetricsRow row : part.rows()) {
          meter.add(row);
          trained.add(row);
        }
        part = reader.poll();
      }
      Optional<Speed> speed = meter.speed();
      return new RunMeterCard(
          speed,
          speed.flatMap(
              known ->
                  targets.flatMap(one -> one.eta(summary.iteration(), known, meter, trained))));
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  /** Of a run that is being trained. */
  private static Optional<RunTargets> targets(RunFolder run, RunSummary summary) {
    if (!summary.status().isHeld()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          RunTargets.of(StoredSettings.read(run), run.events(), summary.iteration()));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** Adds a line for each meter. */
  void putLines(Map<String, String> lines) {
    speed.ifPresent(
        known -> {
          String range = MeterText.stepRange(known).map(text -> " " + text).orElse("");
          lines.put(
              "speed",
              String.format(
                  Locale.ROOT,
                  "%s%s an iteration, mean of the last %d%s",
                  MeterText.step(known.stepMillis()),
                  range,
                  known.iterations(),
                  range.isEmpty() ? "" : " with its 95 % interval"));
          MeterText.samples(known).ifPresent(text -> lines.put("samples", text + ", both sides"));
          MeterText.wait(known).ifPresent(text -> lines.put("data", text + " of an iteration"));
          MeterText.memory(known)
              .ifPresent(text -> lines.put("memory", text + " resident at the last iteration"));
        });
    eta.ifPresent(
        time ->
            lines.put(
                "time left",
                MeterText.left(time).replace(" left", "")
                    + MeterText.leftRange(time).map(text -> " " + text).orElse("")));
  }

  /** Returns the figures as JSON shows them; what is not known is left out. */
  Map<String, Object> data() {
    Map<String, Object> data = new LinkedHashMap<>();
    speed.ifPresent(
        known -> {
          data.put("iterations", known.iterations());
          data.put("step_ms_mean", known.stepMillis());
          known
              .interval()
              .ifPresent(
                  interval -> {
                    data.put("step_ms_low", interval.low());
                    data.put("step_ms_high", interval.high());
                  });
          putKnown(data, "samples_s", known.samplesPerSecond());
          putKnown(data, "wait_share", known.waitShare());
          putKnown(data, "resident_mib", known.residentMib());
        });
    eta.ifPresent(
        time -> {
          data.put("left_s", time.seconds());
          if (time.atMost()) {
            data.put("left_is_at_most", true);
          }
          time.range()
              .ifPresent(
                  range -> {
                    data.put("left_s_low", range.low());
                    data.put("left_s_high", range.high());
                  });
        });
    return data;
  }

  private static void putKnown(Map<String, Object> data, String name, double value) {
    if (!Double.isNaN(value)) {
      data.put(name, value);
    }
  }
}
