package org.saehdbw.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.saehdbw.architectures.ModelSettings;
import org.saehdbw.checkpoints.CheckpointStore;
import org.saehdbw.checkpoints.KeepPolicy;
import org.saehdbw.checkpoints.StageState;
import org.saehdbw.checkpoints.TrainingState;
import org.saehdbw.dataloaders.BatchOptions;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunSummary;
import org.saehdbw.runs.SettingChange;
import org.saehdbw.runs.metrics.MetricsRow;
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

  static String text(RunFolder run, RunSummary summary, RunMeterCard meters) {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("status", summary.status().text());
    lines.put("iteration", String.valueOf(summary.iteration()));
    summary.lastRow().ifPresent(row -> putLosses(lines, row));
    meters.putLines(lines);
    lines.put("last save", summary.lastSave().map(Object::toString).orElse("never saved"));
    try {
      putSettings(lines, run, StoredSettings.read(run));
    } catch (SettingsException | IOException | RuntimeException e) {
      lines.put("settings", "cannot be read: " + e.getMessage());
    }
    lines.put("folder", run.path().toString());
    StringBuilder text = new StringBuilder(summary.name());
    lines.forEach((name, value) -> text.append(String.format(Locale.ROOT, LINE, name, value)));
    for (String change : changes(run)) {
      text.append(String.format(Locale.ROOT, LINE, "changed", change));
    }
    summary
        .problems()
        .forEach(problem -> text.append(String.format(Locale.ROOT, LINE, "problem", problem)));
    if (!summary.status().isHeld() && summary.problems().isEmpty()) {
      String resume = "./workbench train --resume " + run.path();
      text.append(String.format(Locale.ROOT, LINE, "continue", resume));
    }
    return text.toString();
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
          "losses", String.format(Locale.ROOT, "src %.4f dst %.4f", row.srcLoss(), row.dstLoss()));
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
    String model = settings.text(ModelSettings.MODEL);
    if (!model.isEmpty()) {
      lines.put("model", model);
    }
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
