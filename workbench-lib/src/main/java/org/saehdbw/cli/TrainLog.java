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
import org.saehdbw.statistics.Summary;
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

  /** One figure in words; what stands for one side of another figure only goes into JSON. */
  static String said(String key, double value) {
    return key.endsWith("_src") || key.endsWith("_dst")
        ? ""
        : String.format(Locale.ROOT, "; %s %.5f", key.replace('_', ' '), value);
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
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("run", outcome.run().path().toString());
    data.put("model", run.plan().spec().toString());
    data.put("stage", run.plan().stage().text());
    data.put("reason", outcome.reason());
    data.put("iteration", outcome.iteration());
    data.put("iterations_made", outcome.made());
    data.put("seconds", outcome.seconds());
    StringBuilder text = new StringBuilder();
    text.append(outcome.finished() ? "finished" : "stopped")
        .append(" at iteration ")
        .append(outcome.iteration())
        .append(
            String.format(Locale.ROOT, ": %d made in %.1f s", outcome.made(), outcome.seconds()));
    if (!rows.isEmpty()) {
      double median = Summary.of(rows.stream().mapToDouble(MetricsRow::stepMillis)).median();
      MetricsRow last = rows.get(rows.size() - 1);
      data.put("median_step_ms", median);
      data.put("src_loss", last.srcLoss());
      data.put("dst_loss", last.dstLoss());
      text.append(String.format(Locale.ROOT, ", median %.0f ms an iteration", median));
      text.append(
          String.format(Locale.ROOT, "; losses src %.4f dst %.4f", last.srcLoss(), last.dstLoss()));
    }
    CheckpointScore judged = judgement;
    if (judged != null) {
      data.putAll(judged.figures());
      judged.figures().forEach((key, value) -> text.append(said(key, value)));
    }
    text.append("; ").append(outcome.run().path());
    answer.print(data, text.toString());
  }
}
