package org.saehdbw.dashboard;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.saehdbw.dashboard.answers.FileStamp;
import org.saehdbw.dashboard.answers.Json;
import org.saehdbw.dashboard.answers.Message;
import org.saehdbw.runs.RunEnvironment;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunLock;
import org.saehdbw.runs.RunRequest;
import org.saehdbw.runs.RunStatus;
import org.saehdbw.runs.SettingValue;
import org.saehdbw.runs.SettingsFile;
import org.saehdbw.runs.labels.RunLabels;
import org.saehdbw.runs.metrics.GrowingMetrics;
import org.saehdbw.runs.metrics.MetricsNews;

/** One run while pages show it: what they get first, and what changed since the last look. */
final class RunView {
  private static final int MOST_RANGES = 24;
  private static final int MOST_PENDING = 100;

  private final RunFolder run;
  private final GrowingMetrics metrics;
  private final RunOutlook outlook;
  private final Map<String, byte[]> ranges = new HashMap<>();
  private Map<String, List<Long>> grids = Map.of();
  private Marks marks = new Marks(List.of(), 0);
  private RunStatus status = RunStatus.INTERRUPTED;
  private RunLabels labels = RunLabels.NONE;
  private String labelsStamp = "";
  private String eventsStamp = "";
  private String previewsStamp = "";
  private String state = "";
  private boolean opened;

  /** What requests of single pages found since the last news. */
  private final List<Message> pending = new ArrayList<>();

  RunView(RunFolder run) {
    this.run = run;
    metrics = new GrowingMetrics(run.metricsFile());
    outlook = new RunOutlook(run);
  }

  RunFolder run() {
    return run;
  }

  /** Returns what a page shows of a run first. */
  synchronized Json detail() throws IOException {
    look(pending);
    Json json =
        new Json()
            .put("name", run.name())
            .put("label", run.label())
            .put("folder", run.path().toString())
            .put("state", stateJson())
            .put("previews", grids)
            .put("events", marks.json())
            .put("labels", LabelActions.json(labels))
            .put("device", marks.device());
    try {
      Map<String, SettingValue> settings = SettingsFile.read(run.settingsFile());
      ModelLine model = ModelLine.of(settings);
      json.put("model", model.text()).put("model_words", model.words());
      json.put("settings", rows(settings));
      SettingValue side = settings.get("resolution");
      if (side != null && side.value() instanceof Number number) {
        json.put("resolution", number.longValue());
      }
    } catch (IOException | RuntimeException e) {
      json.put("problem", "settings cannot be read: " + e.getMessage());
    }
    putEnvironment(json);
    return json;
  }

  private static List<Map<String, Object>> rows(Map<String, SettingValue> settings) {
    List<Map<String, Object>> rows = new ArrayList<>();
    settings.forEach(
        (key, value) ->
            rows.add(
                new Json()
                    .put("key", key)
                    .put("value", String.valueOf(value.value()))
                    .put("origin", value.origin())
                    .map()));
    return rows;
  }

  private void putEnvironment(Json json) {
    try {
      RunEnvironment here = RunEnvironment.read(run.environmentFile());
      json.put(
          "environment",
          new Json()
              .put("cpu", here.cpu())
              .put("cores", here.cores())
              .put("gpu", here.gpu())
              .put("system", here.operatingSystem())
              .put("commit", here.gitCommit()));
    } catch (IOException | RuntimeException e) {
      // An imported run has none; nothing else depends on it.
      json.put("environment", Map.of());
    }
  }

  /**
   * Returns the metrics of the last iterations, or of a range.
   *
   * @param range what is wanted, which names the answer among those that are kept
   */
  synchronized byte[] series(SeriesRange range) throws IOException {
    look(pending);
    byte @Nullable [] known = ranges.get(range.toString());
    if (known != null) {
      return known;
    }
    long last = outlook.iteration();
    Json json =
        SeriesJson.of(
            range.isWhole()
                ? metrics.whole(range.points())
                : metrics.range(range.first(last), range.last(last), range.points()));
    byte[] bytes = json.bytes();
    if (ranges.size() >= MOST_RANGES) {
      ranges.clear();
    }
    ranges.put(range.toString(), bytes);
    return bytes;
  }

  /** Looks at the files, and returns what changed since the last news. */
  synchronized List<Message> news() throws IOException {
    look(pending);
    List<Message> news = List.copyOf(pending);
    pending.clear();
    return news;
  }

  private void look(List<Message> messages) throws IOException {
    if (messages.size() > MOST_PENDING) {
      // Pages that ask, and none that follows: whoever follows next has loaded everything.
      messages.clear();
    }
    MetricsNews news = metrics.poll();
    if (!opened || news.restarted()) {
      ranges.clear();
      outlook.restart(metrics);
      if (opened) {
        messages.add(Message.of("restarted", new Json()));
      }
    } else if (!news.isEmpty()) {
      ranges.clear();
      outlook.add(news.rows());
      messages.add(Message.of("points", SeriesJson.of(news.point())));
    }
    lookAtLabels(messages);
    lookAtEvents(messages);
    lookAtPreviews(messages);
    String now = Arrays.toString(stateJson().bytes());
    if (!now.equals(state)) {
      state = now;
      messages.add(Message.of("state", stateJson()));
    }
    opened = true;
  }

  private void lookAtLabels(List<Message> messages) {
    String stamp = FileStamp.of(run.labelsFile());
    if (stamp.equals(labelsStamp)) {
      return;
    }
    labelsStamp = stamp;
    try {
      labels = RunLabels.read(run);
      messages.add(Message.of("labels", LabelActions.json(labels)));
    } catch (IOException e) {
      // The file is damaged: what it had last stays, and the page says why.
      messages.add(
          Message.of("problem", new Json().put("message", String.valueOf(e.getMessage()))));
    }
  }

  private void lookAtEvents(List<Message> messages) throws IOException {
    boolean held = RunLock.holder(run).isPresent();
    String stamp = FileStamp.of(run.eventsFile()) + held + RunRequest.PAUSE.isAsked(run);
    if (!stamp.equals(eventsStamp)) {
      eventsStamp = stamp;
      marks = Marks.read(run);
      status = RunStatus.of(run);
      outlook.aim(marks.events(), metrics);
      messages.add(Message.of("events", marks.json()));
    }
  }

  private void lookAtPreviews(List<Message> messages) throws IOException {
    String stamp = FileStamp.of(run.previews()) + marks.epoch();
    if (!stamp.equals(previewsStamp)) {
      Map<String, List<Long>> now = PreviewHistory.grids(run);
      Map<String, List<Long>> added = PreviewHistory.added(grids, now);
      grids = now;
      if (!added.isEmpty()) {
        messages.add(Message.of("previews", new Json().put("added", added)));
      }
      previewsStamp = stamp;
    }
  }

  private Json stateJson() {
    List<String> asked =
        Arrays.stream(RunRequest.values())
            .filter(request -> request.isAsked(run))
            .map(RunRequest::word)
            .toList();
    return outlook
        .json(status.isHeld())
        .put("status", status.text())
        .put("held", status.isHeld())
        .put("asked", asked)
        .put("stage", marks.stage())
        .put("last_save", marks.lastSave().map(Objects::toString));
  }
}
