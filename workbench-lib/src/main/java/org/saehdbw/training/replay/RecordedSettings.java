package org.saehdbw.training.replay;

import java.util.ArrayList;
import java.util.List;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.SettingChange;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;

/**
 * The settings that a run had at each iteration: {@code settings.yaml} holds those of the end, and
 * the events say what each resume changed. Iterations that a resume or a rollback cut off do not
 * count.
 */
final class RecordedSettings {
  private final RunFolder run;
  private final List<List<SettingChange>> changes = new ArrayList<>();
  private final List<Start> starts = new ArrayList<>();

  /** A start or resume after an iteration, once so many changes were made. */
  private record Start(long after, int changes, int threads) {}

  private RecordedSettings(RunFolder run) {
    this.run = run;
  }

  /**
   * Returns the parts of a run, oldest first.
   *
   * @param events all events of the run
   * @param last the settings of the end
   * @param end the last iteration that was made
   * @throws RunException if the events do not tell how the run started
   */
  static List<Segment> segments(RunFolder run, List<Event> events, Settings last, long end)
      throws RunException {
    RecordedSettings recorded = new RecordedSettings(run);
    for (Event event : events) {
      recorded.take(event);
    }
    return recorded.segments(last, end);
  }

  private void take(Event event) throws RunException {
    if (event.kind() == EventKind.STARTED || event.kind() == EventKind.RESUMED) {
      long after = number(event, "iteration");
      starts.removeIf(start -> start.after() >= after);
      starts.add(new Start(after, changes.size(), (int) number(event, "threads")));
    } else if (event.kind() == EventKind.ROLLED_BACK && !starts.isEmpty()) {
      long after = number(event, "iteration");
      Start last = starts.get(starts.size() - 1);
      if (after < last.after()) {
        starts.removeIf(start -> start.after() >= after);
        starts.add(new Start(after, changes.size(), last.threads()));
      }
    } else if (event.kind() == EventKind.CHANGED && !starts.isEmpty()) {
      changes.add(SettingChange.of(event));
      Start changed = starts.remove(starts.size() - 1);
      starts.add(new Start(changed.after(), changes.size(), changed.threads()));
    }
  }

  private long number(Event event, String field) throws RunException {
    if (event.fields().get(field) instanceof Number number) {
      return number.longValue();
    }
    throw new RunException(
        run.eventsFile() + ": an event " + event.kind().text() + " has no number " + field);
  }

  private List<Segment> segments(Settings last, long end) throws RunException {
    if (starts.isEmpty()) {
      throw new RunException(
          run.eventsFile()
              + ": holds no event started or resumed, so the settings of each iteration are not"
              + " known");
    }
    List<Settings> versions = versions(last);
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      Start start = starts.get(i);
      long until = i + 1 < starts.size() ? starts.get(i + 1).after() : end;
      if (until > start.after()) {
        Settings settings = versions.get(start.changes());
        segments.add(new Segment(start.after(), until, settings, start.threads()));
      }
    }
    return segments;
  }

  /** The settings after so many changes: the later changes are taken back one by one. */
  private List<Settings> versions(Settings last) throws RunException {
    List<Settings> versions = new ArrayList<>(List.of(last));
    Settings settings = last;
    for (int i = changes.size() - 1; i >= 0; i--) {
      for (SettingChange change : changes.get(i)) {
        try {
          settings =
              settings.withStored(change.key(), change.before(), run.eventsFile().toString());
        } catch (SettingsException e) {
          throw new RunException(
              run.eventsFile() + ": " + change.text() + " cannot be taken back: " + e.getMessage(),
              e);
        }
      }
      versions.add(0, settings);
    }
    return versions;
  }
}
