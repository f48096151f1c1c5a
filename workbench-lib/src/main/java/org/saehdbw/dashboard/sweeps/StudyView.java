package org.saehdbw.dashboard.sweeps;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.saehdbw.dashboard.answers.FileStamp;
import org.saehdbw.dashboard.answers.Json;
import org.saehdbw.dashboard.answers.Message;
import org.saehdbw.experiments.compare.plan.CompareFolder;
import org.saehdbw.experiments.sweeps.plan.SweepFolder;
import org.saehdbw.experiments.sweeps.plan.TrialFigures;
import org.saehdbw.runs.RunFolder;

/** One sweep or comparison while pages show it: what they get first, and what changed since. */
public final class StudyView {
  private final StudyFolder study;
  private final Map<Integer, TrialRow> rows = new LinkedHashMap<>();
  private KnownStudy known = new KnownStudy(new Json(), List.of(), List.of(), List.of(), false, "");
  private Map<String, RunFolder> runs = Map.of();
  private String filesStamp = "";
  private String runsStamp = "";
  private boolean driven;

  /** What pages have, by trial, and the rest. */
  private final Map<Integer, Map<String, Object>> sent = new HashMap<>();

  private Map<String, Object> sentHead = Map.of();

  /** Reads nothing yet. */
  public StudyView(StudyFolder study) {
    this.study = study;
  }

  StudyFolder study() {
    return study;
  }

  /** Returns all of it. */
  public synchronized Json detail() throws IOException {
    look();
    return head().put("trials", rows.values().stream().map(TrialRow::json).toList());
  }

  /** Returns its line in the list of sweeps. */
  public synchronized Json row() throws IOException {
    look();
    return summary(new Json());
  }

  /** Looks at the files, and returns what changed since the last news. */
  public synchronized List<Message> news() throws IOException {
    look();
    List<Map<String, Object>> changed = new ArrayList<>();
    rows.forEach(
        (number, row) -> {
          if (!row.json().equals(sent.put(number, row.json()))) {
            changed.add(row.json());
          }
        });
    boolean gone = sent.keySet().retainAll(rows.keySet());
    Map<String, Object> head = head().map();
    boolean isNew = gone || !head.equals(sentHead);
    sentHead = head;
    if (!isNew && changed.isEmpty()) {
      return List.of();
    }
    Json news = new Json().put("trials", changed);
    return List.of(Message.of("sweep", isNew ? news.put("head", head) : news));
  }

  private Json summary(Json json) {
    int[] counts = new int[TrialRow.State.values().length];
    rows.values().forEach(row -> counts[row.state().ordinal()]++);
    json.put("name", study.name())
        .put("kind", study.kind().text())
        .put("status", status())
        .put("changed", changed())
        .put("total", rows.size())
        .put("problem", known.problem());
    for (TrialRow.State state : TrialRow.State.values()) {
      json.put(state.name().toLowerCase(Locale.ROOT), counts[state.ordinal()]);
    }
    Object question = known.head().map().get("question");
    return json.put("question", question == null ? "" : question);
  }

  private long changed() {
    try {
      return Files.getLastModifiedTime(study.ledger()).toMillis();
    } catch (IOException e) {
      return 0;
    }
  }

  private Json head() {
    Json json = summary(new Json());
    known.head().map().forEach(json::put);
    Set<String> figures = new LinkedHashSet<>();
    for (TrialRow row : rows.values()) {
      if (row.json().get("figures") instanceof Map<?, ?> values) {
        values.keySet().forEach(name -> figures.add(String.valueOf(name)));
      }
    }
    return json.put("folder", study.path().toString())
        .put("keys", known.keys())
        .put("points", known.points())
        .put("figures", List.copyOf(figures))
        .put("higher", figures.stream().filter(name -> !TrialFigures.lowerIsBetter(name)).toList())
        .put("costs", figures.stream().filter(name -> isCost(name)).toList());
  }

  private static boolean isCost(String figure) {
    return !TrialFigures.isQuality(figure) || figure.equals("wall_s");
  }

  private String status() {
    if (driven) {
      return "running";
    }
    if (!known.problem().isEmpty()) {
      return "damaged";
    }
    if (known.complete()) {
      return "finished";
    }
    return rows.values().stream().allMatch(row -> row.state() == TrialRow.State.OPEN)
            && runs.isEmpty()
        ? "not started"
        : "interrupted";
  }

  private void look() throws IOException {
    driven = isDriven();
    String files = FileStamp.of(study.ledger(), study.experiment());
    if (!files.equals(filesStamp)) {
      known =
          study.kind() == StudyFolder.Kind.SWEEP
              ? SweepReader.read(study)
              : ComparisonReader.read(study);
      rows.clear();
      filesStamp = files;
    }
    String folder = FileStamp.of(study.runs());
    if (!folder.equals(runsStamp)) {
      Map<String, RunFolder> found = new LinkedHashMap<>();
      RunFolder.all(study.runs()).forEach(run -> found.put(run.name(), run));
      runs = found;
      runsStamp = folder;
    }
    for (KnownTrial trial : known.trials()) {
      look(trial);
    }
  }

  private void look(KnownTrial trial) throws IOException {
    // With halving a trial that has a result may be trained further.
    boolean live = trial.end().isEmpty() || driven;
    Optional<RunFolder> run = trial.run().in(runs.values());
    TrialRow before = rows.get(trial.number());
    String stamp = live ? TrialRow.stamp(trial, run, driven) : "ended " + run.isPresent();
    if (before == null || !before.stamp().equals(stamp)) {
      String key = study.name() + StudyIndex.OF + run.map(RunFolder::name).orElse("");
      rows.put(trial.number(), TrialRow.read(trial, run, key, live, driven, stamp));
    }
  }

  private boolean isDriven() throws IOException {
    return study.kind() == StudyFolder.Kind.SWEEP
        ? new SweepFolder(study.path()).worker().isPresent()
        : new CompareFolder(study.path()).worker().isPresent();
  }
}
