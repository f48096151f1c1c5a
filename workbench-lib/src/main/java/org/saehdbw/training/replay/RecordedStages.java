package org.saehdbw.training.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.plan.Schedule;
import org.saehdbw.training.plan.ScheduledStage;
import org.saehdbw.training.plan.StageEnd;

/**
 * When each stage of a run's schedule started, by its events. Time, or the judgement of a save, may
 * have ended a stage: a replay ends it after as many iterations.
 */
final class RecordedStages {
  private final RunFolder run;
  private final List<Start> starts = new ArrayList<>();

  private record Start(String name, long after) {}

  private RecordedStages(RunFolder run) {
    this.run = run;
  }

  static RecordedStages of(RunFolder run, List<Event> events) {
    RecordedStages stages = new RecordedStages(run);
    events.forEach(stages::take);
    return stages;
  }

  private void take(Event event) {
    Map<String, Object> fields = event.fields();
    if (!(fields.get("iteration") instanceof Number iteration)) {
      return;
    }
    long after = iteration.longValue();
    if (event.kind() == EventKind.STARTED) {
      starts.clear();
    } else if (event.kind() == EventKind.RESUMED || event.kind() == EventKind.ROLLED_BACK) {
      starts.removeIf(start -> start.after() > after);
    } else if (event.kind() == EventKind.STAGE_CHANGED && fields.get("to") instanceof String name) {
      starts.removeIf(start -> start.after() > after || start.name().equals(name));
      starts.add(new Start(name, after));
    }
  }

  /**
   * Returns settings whose stages end where those of the run ended; settings without a schedule as
   * they are.
   *
   * @throws RunException if the events name a stage that the settings do not have
   */
  Settings counted(Settings settings) throws RunException, SettingsException {
    Schedule schedule = settings.get(Schedule.STAGES);
    if (schedule.isEmpty()) {
      return settings;
    }
    if (starts.isEmpty()) {
      throw new RunException(
          run.eventsFile() + ": holds no event stage_changed, though the run has stages");
    }
    List<ScheduledStage> stages = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      ScheduledStage stage = find(schedule, starts.get(i).name());
      Optional<Long> next =
          i + 1 < starts.size() ? Optional.of(starts.get(i + 1).after()) : Optional.empty();
      long after = starts.get(i).after();
      StageEnd end =
          next.map(last -> new StageEnd((int) (last - after), 0, "", 0)).orElse(StageEnd.NEVER);
      stages.add(new ScheduledStage(stage.name(), stage.settings(), end));
    }
    String text = Schedule.STAGES.type().printer().apply(new Schedule(stages));
    return settings.with(Schedule.STAGES.name(), text, "replay");
  }

  private ScheduledStage find(Schedule schedule, String name) throws RunException {
    return schedule.stages().stream()
        .filter(stage -> stage.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new RunException(
                    run.eventsFile()
                        + ": names the stage "
                        + name
                        + ", which the run's settings did not have then"));
  }
}
