package org.saehdbw.training.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingForm;
import org.saehdbw.settings.SettingType;
import org.saehdbw.settings.SettingType.Refused;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.YamlItem;
import org.saehdbw.settings.YamlRecord;

/**
 * The stages of a run, one after the other: a whole recipe in one file.
 *
 * <pre>{@code
 * stages:
 *   - name: pretrain
 *     settings: {pretrain: true}
 *     end: {iterations: 400}
 *   - name: warped
 *     end: {plateau_saves: 10, iterations: 5000}
 *   - name: sharp
 *     settings: {random_warp: false, lr_dropout: y}
 * }</pre>
 *
 * <p>The run counts its iterations on through all stages. Each stage begins with the weights and
 * the optimizer state of the one before, as a resume with other settings would; after pretraining
 * the inter is initialised again, as in DeepFaceLab.
 *
 * @param stages in their order; empty for a run without a schedule
 */
public record Schedule(List<ScheduledStage> stages) {
  /** A run without a schedule. */
  public static final Schedule NONE = new Schedule(List.of());

  private static final String KEY = "stages";

  public static final Setting<Schedule> STAGES =
      Setting.of(
          KEY,
          new SettingType<>(
              Schedule::parse,
              Schedule::text,
              "a list of stages, each with a name, settings and an end",
              new SettingForm.Text()),
          NONE,
          "stages that follow one another, each with settings of its own and an end");

  public static final List<Setting<?>> SETTINGS = List.of(STAGES);

  /** Copies the list. */
  public Schedule {
    stages = List.copyOf(stages);
  }

  private static Schedule parse(String text) {
    if (text.isEmpty()) {
      return NONE;
    }
    try {
      YamlRecord record = YamlRecord.parse(KEY + ":\n" + text.indent(2), KEY, "a schedule");
      record.requireKnown(List.of(KEY));
      List<ScheduledStage> stages = new ArrayList<>();
      Set<String> names = new HashSet<>();
      for (YamlItem item : record.items(KEY)) {
        ScheduledStage stage = ScheduledStage.of(item.record());
        if (!names.add(stage.name())) {
          throw new Refused("two stages have the name " + stage.name());
        }
        stages.add(stage);
      }
      requireEnds(stages);
      return new Schedule(stages);
    } catch (SettingsException e) {
      throw new Refused(e);
    }
  }

  private static void requireEnds(List<ScheduledStage> stages) {
    for (ScheduledStage stage : stages.subList(0, Math.max(0, stages.size() - 1))) {
      if (stage.end().equals(StageEnd.NEVER)) {
        throw new Refused(
            "the stage "
                + stage.name()
                + " must have an end (iterations, train_s, quality or plateau_saves), or the stage"
                + " after it is never reached");
      }
    }
  }

  private String text() {
    if (stages.isEmpty()) {
      return "";
    }
    try {
      return new ObjectMapper()
          .writeValueAsString(stages.stream().map(ScheduledStage::fields).toList());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("text and numbers are JSON", e);
    }
  }

  /** Whether a run has stages. */
  public boolean isEmpty() {
    return stages.isEmpty();
  }

  /**
   * Returns a run's settings as they are in one of its stages; those of a run without a schedule as
   * they are.
   *
   * @param run the settings of the whole run
   * @param number the stage's number, from 0
   * @throws SettingsException if a stage changes what it may not change
   */
  public static Settings inStage(Settings run, int number) throws SettingsException {
    Schedule schedule = run.get(STAGES);
    return schedule.isEmpty() ? run : schedule.stages.get(number).apply(run);
  }
}
