package org.saehdbw.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.saehdbw.checkpoints.CheckpointStore;
import org.saehdbw.checkpoints.KeepPolicy;
import org.saehdbw.checkpoints.StageState;
import org.saehdbw.checkpoints.TrainingState;
import org.saehdbw.dataloaders.BatchOptions;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunSummary;
import org.saehdbw.runs.SettingChange;
import org.saehdbw.runs.labels.RunLabels;
import org.saehdbw.runs.metrics.MetricsColumn;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.queries.RunFacts;
import org.saehdbw.runs.queries.SavedFigures;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.StoredSettings;
import org.saehdbw.training.plan.RunSettings;
import org.saehdbw.training.plan.Schedule;
import org.saehdbw.training.plan.TrainingTarget;

/** One run as a card for people: what it trains, how far it is, and how to continue it. */
final class RunCard {
  private static final String LINE = "%n  %-11s %s";

  private RunCard() {}

  static String text(RunFacts facts, RunMeterCard meters, RunBackground background) {
    RunFolder run = facts.folder();
    RunSummary summary = facts.summary();
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("status", summary.status().text());
    lines.put("iteration", String.valueOf(summary.iteration()));
    summary.lastRow().ifPresent(row -> putLosses(lines, row));
    putHeldOut(lines, facts.lastSave());
    meters.putLines(lines);
    lines.put("last save", summary.lastSave().map(Object::toString).orElse("never saved"));
    facts.dates().last().ifPresent(time -> lines.put("last change", time.toString()));
    facts.dates().started().ifPresent(time -> lines.put("started", time.toString()));
    if (!facts.model().isEmpty()) {
      lines.put("model", facts.model());
    }
    try {
      putSettings(lines, run, StoredSettings.read(run));
    } catch (SettingsException | IOException | RuntimeException e) {
      lines.put("settings", "cannot be read: " + e.getMessage());
    }
    background.putLines(lines);
    lines.put("folder", run.path().toString());
    StringBuilder text = new StringBuilder(summary.name());
    lines.forEach((name, value) -> line(text, name, value));
    putLabels(text, facts.labels());
    background.settingLines().forEach(setting -> line(text, "setting", setting));
    changes(run).forEach(change -> line(text, "changed", PlainLine.of(change)));
    summary.problems().forEach(problem -> line(text, "problem", PlainLine.of(problem)));
    if (!summary.status().isHeld() && summary.problems().isEmpty()) {
      line(text, "continue", "./workbench train --resume " + run.path());
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, LINE, name, value));
  }

  private static void putHeldOut(Map<String, String> lines, SavedFigures saved) {
    HeldOutText.errors(saved).ifPresent(text -> lines.put("held out", text));
    HeldOutText.meanFace(saved).ifPresent(text -> lines.put("mean face", text));
    HeldOutText.sentence(saved).ifPresent(text -> lines.put("verdict", text));
  }

  private static void putLabels(StringBuilder text, RunLabels labels) {
    if (labels.archived()) {
      line(text, "archived", "lists do not show it; runs archive --restore does");
    }
    if (!labels.tags().isEmpty()) {
      line(text, "tags", String.join(", ", labels.tags()));
    }
    if (!labels.note().isEmpty()) {
      String name = "note";
      for (String one : PlainLine.lines(labels.note()).split("\n", -1)) {
        line(text, name, one);
        name = "";
      }
    }
  }

  /** Returns the history of the settings; the summary says when events cannot be read. */
  static List<String> changes(RunFolder run) {
    try {
      return SettingChange.history(run.events());
    } catch (IOException e) {
      return List.of();
    }
  }

  /** The stages that the newest checkpoint has come through; the first one before that. */
  private static List<StageState> stages(RunFolder run, Settings whole) throws IOException {
    Schedule schedule = whole.get(Schedule.STAGES);
    if (schedule.isEmpty()) {
      return List.of();
    }
    List<StageState> reached =
        new CheckpointStore(run.checkpoints(), KeepPolicy.defaults())
            .newestState()
            .map(TrainingState::stages)
            .orElse(List.of());
    return reached.isEmpty() || reached.size() > schedule.stages().size()
        ? List.of(new StageState(schedule.stages().get(0).name(), 0, "", List.of()))
        : reached;
  }

  /** Such as {@code warped (2 of 5, from iteration 800), }. */
  private static String stage(Schedule schedule, List<StageState> reached) {
    if (reached.isEmpty()) {
      return "";
    }
    StageState now = reached.get(reached.size() - 1);
    return String.format(
        Locale.ROOT,
        "%s (%d of %d, from iteration %d), ",
        now.name(),
        reached.size(),
        schedule.stages().size(),
        now.firstIteration());
  }

  private static void putLosses(Map<String, String> lines, MetricsRow row) {
    if (!Float.isNaN(row.srcLoss())) {
      lines.put(
          "losses",
          "src "
              + RunTable.number(row.value(MetricsColumn.SRC_LOSS))
              + " dst "
              + RunTable.number(row.value(MetricsColumn.DST_LOSS)));
    }
  }

  private static void putSettings(Map<String, String> lines, RunFolder run, Settings whole)
      throws SettingsException, IOException {
    List<StageState> stages = stages(run, whole);
    Settings settings = stages.isEmpty() ? whole : Schedule.inStage(whole, stages.size() - 1);
    int target = settings.get(TrainingTarget.TARGET_ITER);
    if (target > 0) {
      lines.put("iteration", lines.get("iteration") + " of " + target);
    }
    boolean pretrain = settings.get(RunSettings.PRETRAIN);
    lines.put(
        "stage", stage(whole.get(Schedule.STAGES), stages) + (pretrain ? "pretrain" : "train"));
    if (pretrain) {
      lines.put("faces", settings.get(RunSettings.PRETRAINING_DATA));
    } else {
      lines.put("src", settings.get(RunSettings.SRC));
      lines.put("dst", settings.get(RunSettings.DST));
    }
    lines.put("batch size", settings.text(BatchOptions.BATCH_SIZE));
    lines.put("seed", settings.text(BatchOptions.SEED));
  }
}
