package org.saehdbw.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.saehdbw.charts.RunCharts;
import org.saehdbw.experiments.HeldOutJudge;
import org.saehdbw.runs.Decoration;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.training.CheckpointScore;
import org.saehdbw.training.PreparedRun;
import org.saehdbw.training.TrainerListener;
import org.saehdbw.training.TrainingOutcome;
import org.saehdbw.training.plan.SaveSchedule;
import org.saehdbw.training.steps.ModelStep;

/** What a training command prints: where it begins, its {@link StatusLine}, what came of it. */
final class TrainLog implements TrainerListener {
  private final CommandOutput answer;
  private final PreparedRun run;
  private final LogOptions options;
  private final StartSignal signal;
  private final HeldOutJudge judge;
  private @Nullable CheckpointScore judgement;
  private @Nullable StatusLine status;

  TrainLog(CommandOutput answer, PreparedRun run, LogOptions options, StartSignal signal) {
    this.answer = answer;
    this.run = run;
    this.options = options;
    this.signal = signal;
    judge = new HeldOutJudge(this::warned);
  }

  @Override
  public void started(PreparedRun prepared, long iteration)
      throws IOException, InterruptedException {
    answer.remark(
        String.format(
            Locale.ROOT,
            "%s, %s, from iteration %d, in %s",
            prepared.plan().spec(),
            prepared.plan().stage().text(),
            iteration,
            prepared.folder().path()));
    judge.started(prepared, iteration);
    StatusLine line = options.line(answer.progress(), prepared, iteration);
    synchronized (this) {
      status = line;
    }
  }

  @Override
  public void ready() throws IOException {
    signal.await();
  }

  @Override
  public synchronized void stageStarted(String name, long iteration) {
    clear();
    answer.remark("stage " + name + ", from iteration " + iteration);
  }

  @Override
  public synchronized void iterated(MetricsRow row) {
    if (status != null) {
      status.iterated(row);
    }
  }

  @Override
  public Optional<CheckpointScore> judge(long iteration, ModelStep model) {
    Optional<CheckpointScore> made = judge.judge(iteration, model);
    judgement = made.orElse(null);
    return made;
  }

  @Override
  public void saved(RunFolder folder, long iteration) throws IOException {
    if (pictures().equals("all")) {
      RunCharts.write(folder);
    }
    synchronized (this) {
      if (status != null) {
        status.saved();
      }
    }
  }

  private String pictures() {
    return run.plan().settings().text(SaveSchedule.PICTURES);
  }

  private synchronized void clear() {
    if (status != null) {
      status.end();
    }
  }

  @Override
  public synchronized void warned(String message) {
    clear();
    answer.remark("warning: " + message);
  }

  /** Prints what came of it. */
  synchronized void end(TrainingOutcome outcome) throws IOException {
    clear();
    if (pictures().equals("last")) {
      new Decoration(this::warned).attempt("the charts", () -> RunCharts.write(outcome.run()));
    }
    List<MetricsRow> rows =
        MetricsReader.readAll(outcome.run().metricsFile()).rows().stream()
            .filter(row -> row.iteration() > outcome.iteration() - outcome.made())
            .toList();
    CheckpointScore judged = judgement;
    TrainReport report =
        new TrainReport(outcome, rows, judged == null ? Map.of() : judged.figures());
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("run", outcome.run().path().toString());
    data.put("model", run.plan().spec().toString());
    data.put("stage", run.plan().stage().text());
    data.putAll(report.data());
    answer.print(data, report.text());
  }
}
