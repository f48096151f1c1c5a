package org.saehdbw.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.experiments.deciding.Decide;
import org.saehdbw.experiments.sweeps.plan.SweepPlan;
import org.saehdbw.experiments.sweeps.running.SweepForecast;
import org.saehdbw.reports.DurationText;

/** A sweep's forecast as text and as data. */
final class SweepForecastText {
  private static final double HUNDRED = 100;
  private static final double[] DEVIATIONS = {0.5, 1, 2};

  private SweepForecastText() {}

  static String text(SweepPlan plan, SweepForecast forecast) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "a trial of %s takes %.1f s (mean of %d points), %d at once",
            plan.experiment().budget(),
            forecast.trialSeconds(),
            forecast.points(),
            forecast.atOnce()));
    Optional<Decide> how = plan.experiment().deciding();
    if (how.isEmpty()) {
      lines.add(
          forecast.trials() + " trials: " + DurationText.of(forecast.secondsOf(forecast.trials())));
      return String.join("\n", lines);
    }
    int most = how.get().mostSeeds() * forecast.points();
    lines.add(
        String.format(
            Locale.ROOT,
            "first look, %d trials: %s; all seeds, at most %d trials: %s",
            forecast.trials(),
            DurationText.of(forecast.secondsOf(forecast.trials())),
            most,
            DurationText.of(forecast.secondsOf(most))));
    if (forecast.deviation().isPresent()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "standard deviation of a difference over seeds, from two seeds of each point: %.2f"
                  + " margins",
              forecast.deviation().get()));
      lines.addAll(table(how.get(), forecast, forecast.deviation().get()));
    } else {
      lines.add(
          "the standard deviation of a difference over seeds is not known from trials so short;"
              + " chances for several:");
      for (double deviation : DEVIATIONS) {
        lines.add(String.format(Locale.ROOT, "standard deviation %.1f margins", deviation));
        lines.addAll(table(how.get(), forecast, deviation));
      }
    }
    return String.join("\n", lines);
  }

  private static List<String> table(Decide how, SweepForecast forecast, double deviation) {
    List<String> lines = new ArrayList<>();
    lines.add("  seeds  time        decided, difference of one margin  decided, no difference");
    for (SweepForecast.Chance chance : forecast.chances(how, deviation)) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %5d  %-10s  %32.0f %%  %20.0f %%",
              chance.seeds(),
              DurationText.of(chance.seconds()),
              HUNDRED * chance.ofMargin(),
              HUNDRED * chance.ofNone()));
    }
    return lines;
  }

  static Map<String, Object> data(SweepPlan plan, SweepForecast forecast) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("trial_s", forecast.trialSeconds());
    data.put("parallel_trials", forecast.atOnce());
    data.put("first_trials", forecast.trials());
    data.put("first_s", forecast.secondsOf(forecast.trials()));
    Optional<Decide> how = plan.experiment().deciding();
    if (how.isPresent()) {
      int most = how.get().mostSeeds() * forecast.points();
      data.put("most_trials", most);
      data.put("most_s", forecast.secondsOf(most));
      forecast.deviation().ifPresent(deviation -> data.put("deviation_margins", deviation));
      forecast
          .deviation()
          .ifPresent(deviation -> data.put("looks", forecast.chances(how.get(), deviation)));
    }
    return data;
  }
}
