package org.saehdbw.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.runs.metrics.MetricsWriter;

class RunFolderTest {
  private static final String MODEL = "df-udt-192-128-48-32-16-gray";
  @TempDir private Path root;

  @Test
  void numbersGoUpAndNamesTellModelAndSeed() throws IOException {
    RunFolder first = RunFolder.create(root.resolve("runs"), MODEL, 1);
    RunFolder second = RunFolder.create(root.resolve("runs"), "faces", -3);
    assertThat(first.name()).isEqualTo("0001_df-udt-192-128-48-32-16-gray_s1");
    assertThat(second.name()).isEqualTo("0002_faces_s-3");
    assertThat(first.previews()).isDirectory();
    assertThat(first.checkpoints()).isDirectory();
    assertThat(first.charts()).isDirectory();
    assertThat(first.preview(500, "faces"))
        .isEqualTo(first.path().resolve("previews/0000500_faces.png"));
    assertThat(RunFolder.open(first.path()).number()).isEqualTo(1);
  }

  @Test
  void aPreviewIsWholeOrNotThere() throws IOException {
    RunFolder run = RunFolder.create(root, MODEL, 1);
    Path file = run.writePreview(500, "faces", new byte[] {1, 2});
    assertThat(file).isEqualTo(run.preview(500, "faces")).hasBinaryContent(new byte[] {1, 2});
    run.writePreview(500, "faces", new byte[] {3});
    assertThat(file).hasBinaryContent(new byte[] {3});
    Files.createDirectories(run.preview(600, "faces").resolve("in the way"));
    assertThatThrownBy(() -> run.writePreview(600, "faces", new byte[] {1}))
        .isInstanceOf(IOException.class);
    assertThat(run.previews().toFile().list())
        .containsExactlyInAnyOrder("0000500_faces.png", "0000600_faces.png");
  }

  @Test
  void aNumberFoundInAnOldFolderIsNotUsedAgain() throws IOException {
    Files.createDirectory(root.resolve("0041_df-ud-64-32-16-16-16_s1"));
    assertThat(RunFolder.create(root, MODEL, 1).number()).isEqualTo(42);
  }

  @Test
  void manyAtOnceGetDifferentNumbers() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String label = "model" + i;
        tasks.add(() -> RunFolder.create(root, label, 1).number());
      }
      List<Integer> numbers = new ArrayList<>();
      for (Future<Integer> future : pool.invokeAll(tasks)) {
        numbers.add(future.get());
      }
      assertThat(numbers).doesNotHaveDuplicates().hasSize(40);
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void findsByNumberOrName() throws IOException {
    RunFolder run = RunFolder.create(root, MODEL, 1);
    assertThat(RunNames.find(root, "1")).isEqualTo(run);
    assertThat(RunNames.find(root, "0001")).isEqualTo(run);
    assertThat(RunNames.find(root, run.name())).isEqualTo(run);
    assertThatThrownBy(() -> RunNames.find(root, "2"))
        .isInstanceOf(RunException.class)
        .hasMessage(
            root
                + ": run 2 not found; a run is named by its number, its folder's name, its --name"
                + " or its path; here: 0001_"
                + MODEL
                + "_s1");
  }

  @Test
  void refusesWhatIsNoRun() {
    assertThatThrownBy(() -> RunFolder.open(root.resolve("none")))
        .isInstanceOf(RunException.class)
        .hasMessage(root.resolve("none") + ": this run folder does not exist");
    assertThatThrownBy(() -> RunFolder.open(root))
        .hasMessage(
            root
                + ": a run folder is named NUMBER_MODEL_sSEED, such as"
                + " 0007_df-ud-64-32-16-16-16_s1");
    assertThatThrownBy(() -> RunFolder.create(root, "../x", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a run's name must be made of letters, digits, '.', '-' and '_', got ../x");
  }

  @Test
  void settingsKeepOrderTypesAndOrigins() throws IOException {
    Path file = root.resolve("settings.yaml");
    Map<String, SettingValue> settings = new LinkedHashMap<>();
    settings.put("batch_size", new SettingValue(4, "--set"));
    settings.put("archi", new SettingValue("df-ud: \"x\"  # y", "file a.yaml"));
    settings.put("random_warp", new SettingValue(false, "default"));
    settings.put("scale_range", new SettingValue(List.of(0.85, 1.15), "environment"));
    settings.put("ct_mode", new SettingValue("none", "default"));
    SettingsFile.write(file, settings);
    assertThat(Files.readAllLines(file))
        .containsExactly(
            "# 5 effective settings; the origin of each value is behind it.",
            "batch_size: 4  # --set",
            "archi: \"df-ud: \\\"x\\\"  # y\"  # file a.yaml",
            "random_warp: false  # default",
            "scale_range: [0.85,1.15]  # environment",
            "ct_mode: \"none\"  # default");
    assertThat(SettingsFile.read(file)).isEqualTo(settings);
    assertThat(SettingsFile.read(file).keySet()).containsExactlyElementsOf(settings.keySet());
    Files.writeString(file, "a: 1\n");
    assertThatThrownBy(() -> SettingsFile.read(file))
        .isInstanceOf(RunException.class)
        .hasMessage(file + ": must have one setting and its origin, got a: 1");
  }

  @Test
  void environmentIsWrittenAndReadBack() throws IOException {
    Path commit = Files.createDirectories(root.resolve(".git/refs/heads"));
    Files.writeString(root.resolve(".git/HEAD"), "ref: refs/heads/main\n");
    Files.writeString(commit.resolve("main"), "0123abc\n");
    RunEnvironment here =
        RunEnvironment.here(
            Map.of("pytorch", "2.7.1"), "none", 2, commit, Map.of("src", "f00d"), 7);
    Path file = root.resolve("environment.json");
    here.write(file);
    assertThat(RunEnvironment.read(file)).isEqualTo(here);
    assertThat(here.gitCommit()).isEqualTo("0123abc");
    assertThat(here.versions())
        .containsEntry("pytorch", "2.7.1")
        .containsEntry("java", System.getProperty("java.runtime.version"));
    assertThat(here.cpu()).isNotBlank();
    assertThat(here.gitState()).as("there is no such commit").isEqualTo("unknown");
    String older = Files.readString(file).replaceFirst(",\\s*\"gitState\" : \"unknown\"", "");
    assertThat(older).doesNotContain("gitState");
    Files.writeString(file, older);
    assertThat(RunEnvironment.read(file)).isEqualTo(here);
    Files.writeString(file, "{");
    assertThatThrownBy(() -> RunEnvironment.read(file))
        .isInstanceOf(RunException.class)
        .hasMessage(file + ": is damaged or incomplete, it does not describe an environment");
  }

  @Test
  void theCommitOfALinkedCheckoutIsFound() throws IOException {
    Path own = Files.createDirectories(root.resolve("main/.git/worktrees/side"));
    Files.writeString(own.resolve("HEAD"), "ref: refs/heads/side\n");
    Files.writeString(own.resolve("commondir"), "../..\n");
    Files.writeString(
        root.resolve("main/.git/packed-refs"), "# pack-refs\n4567def refs/heads/side\n");
    Path side = Files.createDirectories(root.resolve("side/sources"));
    Files.writeString(root.resolve("side/.git"), "gitdir: ../main/.git/worktrees/side\n");
    assertThat(commit(side)).isEqualTo("4567def");
    Files.writeString(own.resolve("HEAD"), "0123abc\n");
    assertThat(commit(side)).isEqualTo("0123abc");
    Files.writeString(root.resolve("side/.git"), "gitdir: \u0000\n");
    assertThat(commit(side)).isEqualTo("unknown");
    Files.writeString(root.resolve("side/.git"), "gitdir: ../nowhere\n");
    assertThat(commit(side)).isEqualTo("unknown");
  }

  private static String commit(Path sources) {
    return RunEnvironment.here(Map.of(), "none", 2, sources, Map.of(), 7).gitCommit();
  }

  @Test
  void listsRunsInOrderAndSaysWhatIsDamaged() throws IOException {
    RunFolder good = RunFolder.create(root, MODEL, 1);
    SettingsFile.write(good.settingsFile(), Map.of("seed", new SettingValue(1, "default")));
    try (MetricsWriter metrics = MetricsWriter.open(good.metricsFile())) {
      metrics.write(MetricsTest.row(1));
      metrics.write(MetricsTest.row(2));
    }
    good.eventLog().append(EventKind.STARTED, Map.of());
    Event saved = good.eventLog().append(EventKind.SAVED, Map.of("iteration", 2));
    good.eventLog().append(EventKind.STOPPED, Map.of(Event.REASON, Event.FINISHED));
    RunFolder bad = RunFolder.create(root, MODEL, 2);
    Files.createDirectory(bad.metricsFile());
    Files.writeString(bad.eventsFile(), "not json\n{\"time\":1}\n");
    Files.createDirectory(root.resolve("notes"));

    List<RunSummary> runs = RunFolder.list(root);
    assertThat(runs).extracting(RunSummary::name).containsExactly(good.name(), bad.name());
    assertThat(runs.get(0).status()).isEqualTo(RunStatus.FINISHED);
    assertThat(runs.get(0).iteration()).isEqualTo(2);
    assertThat(runs.get(0).lastRow()).contains(MetricsTest.row(2));
    assertThat(runs.get(0).lastSave()).contains(saved.time());
    assertThat(runs.get(0).problems()).isEmpty();
    assertThat(runs.get(1).status()).isEqualTo(RunStatus.INTERRUPTED);
    assertThat(runs.get(1).problems().get(0)).isEqualTo(bad.settingsFile() + ": is missing");
    assertThat(runs.get(1).problems().get(1))
        .isEqualTo(bad.eventsFile() + ": is damaged, 2 of 2 lines are not events");
    assertThat(runs.get(1).problems().get(2)).startsWith(bad.metricsFile() + ": cannot be read (");
    assertThat(RunFolder.list(root.resolve("none"))).isEmpty();
  }

  @Test
  void aLostOrCutFileIsNotARunThatDidNothing() throws IOException {
    RunFolder run = RunFolder.create(root, MODEL, 1);
    SettingsFile.write(run.settingsFile(), Map.of("seed", new SettingValue(1, "default")));
    try (MetricsWriter metrics = MetricsWriter.open(run.metricsFile())) {
      metrics.write(MetricsTest.row(1));
    }
    Path generation = Files.createDirectory(run.checkpoints().resolve("000000006"));
    Path manifest = Files.writeString(generation.resolve("manifest.json"), "{}");
    String remedy =
        ", but the run is at iteration 6; train --resume continues without what was lost";

    RunSummary withoutEvents = RunSummary.of(run);
    assertThat(withoutEvents.iteration()).isEqualTo(6);
    assertThat(withoutEvents.lastSave())
        .contains(Files.getLastModifiedTime(manifest).toInstant().truncatedTo(ChronoUnit.MILLIS));
    assertThat(withoutEvents.problems())
        .containsExactly(
            run.eventsFile() + ": is missing" + remedy,
            run.metricsFile() + ": ends at iteration 1" + remedy);

    Files.writeString(run.metricsFile(), "");
    run.eventLog().append(EventKind.STARTED, Map.of("iteration", 0));
    Event saved = run.eventLog().append(EventKind.SAVED, Map.of("iteration", 6));
    RunSummary withoutRows = RunSummary.of(run);
    assertThat(withoutRows.iteration()).isEqualTo(6);
    assertThat(withoutRows.lastSave()).contains(saved.time());
    assertThat(withoutRows.problems())
        .containsExactly(run.metricsFile() + ": holds no rows" + remedy);

    Files.delete(run.metricsFile());
    Files.writeString(run.eventsFile(), "");
    assertThat(RunSummary.of(run).problems())
        .containsExactly(
            run.eventsFile() + ": holds no events" + remedy,
            run.metricsFile() + ": is missing" + remedy);
  }

  @Test
  void aFolderMadeAsideIsSeenWholeOrNotAtAll() throws IOException {
    RunFolder.create(root, "first", 1);
    RunFolder aside = RunFolder.createAside(root);
    assertThat(RunFolder.list(root)).hasSize(1);
    assertThat(aside.checkpoints()).isDirectory();
    RunFolder shown = aside.publish("second", 7);
    assertThat(shown.name()).isEqualTo("0002_second_s7");
    assertThat(aside.path()).doesNotExist();
    assertThat(RunFolder.list(root)).hasSize(2);
    assertThatThrownBy(() -> RunFolder.createAside(root).publish("a b", 1))
        .hasMessage("a run's name must be made of letters, digits, '.', '-' and '_', got a b");
    shown.eventLog().append(EventKind.IMPORTED, java.util.Map.of("iteration", 3));
    assertThat(RunStatus.of(shown)).isEqualTo(RunStatus.STOPPED);
  }
}
