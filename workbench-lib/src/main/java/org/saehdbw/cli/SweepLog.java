package org.saehdbw.cli;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.saehdbw.experiments.places.SideBySide;
import org.saehdbw.experiments.sweeps.plan.SweepPlan;
import org.saehdbw.experiments.sweeps.plan.Trial;
import org.saehdbw.experiments.sweeps.results.TrialResult;
import org.saehdbw.experiments.sweeps.running.SweepListener;
import org.saehdbw.reports.DurationText;
import org.saehdbw.statistics.Seeds;

/** What a sweep prints on its way: one line when a trial starts, one when it has a result. */
final class SweepLog implements SweepListener {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private final CommandOutput answer;
  private String metric = "";

  SweepLog(CommandOutput answer) {
    this.answer = answer;
  }

  @Override
  public void began(SweepPlan plan, int trials, int missing, SideBySide sideBySide) {
    metric = plan.experiment().metric();
    answer.tell(
        String.format(
            Locale.ROOT,
            "%s: %d points and %s are %d trials of %s; %d are missing; %s",
            plan.experiment().name(),
            plan.points().size(),
            Seeds.count(plan.experiment().firstSeeds().size()),
            trials,
            plan.experiment().budget(),
            missing,
            sideBySide));
    sideBySide.remark().ifPresent(this::say);
    plan.experiment()
        .deciding()
        .ifPresent(how -> answer.tell("until decided: " + how.fixed() + time(how.timeS())));
  }

  @Override
  public void trialBegan(Trial trial, String how) {
    say(
        String.format(
            Locale.ROOT,
            "%s %s: %s, seed %d",
            trial.label(),
            how,
            trial.pointText(),
            trial.seed()));
  }

  @Override
  public void trialEnded(TrialResult result, int missing, Optional<Double> secondsLeft) {
    String figure =
        Double.isNaN(result.figure(metric))
            ? ""
            : String.format(Locale.ROOT, ", %s %.5f", metric, result.figure(metric));
    String message = result.message().isEmpty() ? "" : " (" + result.message() + ")";
    say(
        String.format(
            Locale.ROOT,
            "%s %s%s: %d iterations in %.1f s%s; %d left%s",
            result.trial().label(),
            result.status(),
            message,
            result.iterations(),
            result.wallSeconds(),
            figure,
            missing,
            secondsLeft
                .filter(s -> missing > 0)
                .map(s -> ", about " + DurationText.of(s))
                .orElse("")));
  }

  @Override
  public void remarked(String line) {
    say(line);
  }

  private static String time(double limitS) {
    return limitS == 0 ? "" : ", at most " + DurationText.of(limitS);
  }

  private void say(String line) {
    answer.tell("[" + LocalTime.now().format(CLOCK) + "] " + line);
  }
}
