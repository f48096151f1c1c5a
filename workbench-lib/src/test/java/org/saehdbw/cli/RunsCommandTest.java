package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.runs.RunEnvironment;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunLock;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.metrics.MetricsWriter;
import org.saehdbw.runs.metrics.StageTimes;
import org.saehdbw.runs.queries.QueriedRuns;
import org.saehdbw.runs.queries.SavedFigures;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.StoredSettings;
import org.saehdbw.training.plan.TrainingSettings;

class RunsCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void listsRunsAndShowsOneByItsNumber() throws IOException {
    RunFolder.create(folder, "df-ud-64-32-16-16-16-gray", 1);
    RunFolder.create(folder, "df-ud-64-32-16-16-16-gray", 2);
    assertThat(run("runs", "--runs", folder.toString(), "--json")).isEqualTo(ExitCode.DONE);
    JsonNode all = new ObjectMapper().readTree(out.toString());
    assertThat(all).hasSize(2);
    assertThat(all.at("/0/name").asText()).isEqualTo("0001_df-ud-64-32-16-16-16-gray_s1");
    assertThat(all.at("/1/iteration").asInt()).isZero();

    out.getBuffer().setLength(0);
    assertThat(run("runs", "2", "--runs", folder.toString(), "--json")).isEqualTo(ExitCode.DONE);
    JsonNode one = new ObjectMapper().readTree(out.toString());
    assertThat(one.at("/0/name").asText()).isEqualTo("0002_df-ud-64-32-16-16-16-gray_s2");
    assertThat(one.at("/0/status").asText()).isEqualTo("interrupted");
  }

  @Test
  void aRunThatIsNotThereIsNamed() {
    assertThat(run("runs", "9", "--runs", folder.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString().strip())
        .isEqualTo("workbench runs: " + folder + ": run 9 not found; this folder holds no runs");
  }

  @Test
  void aFolderWithoutRunsSaysSo() {
    assertThat(run("runs", "--runs", folder.toString())).isEqualTo(ExitCode.DONE);
    assertThat(out.toString().strip()).isEqualTo("no runs in " + folder);
  }

  @Test
  void oneRunIsACard() throws IOException {
    RunFolder run = RunFolder.create(folder, "small", 1);
    assertThat(run("runs", "1", "--runs", folder.toString())).isEqualTo(ExitCode.DONE);
    assertThat(out.toString().lines())
        .startsWith(
            "0001_small_s1",
            "  status      interrupted",
            "  iteration   0",
            "  last save   never saved")
        .contains("  folder      " + run.path())
        .anyMatch(line -> line.startsWith("  problem     " + run.settingsFile()));
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void theCardHasFiguresDatesFacesSettingsAndLabels() throws IOException {
    RunFolder run = QueriedRuns.make(folder, "small", 0.047, 3, "batch_size=6");
    QueriedRuns.label(run, "too soft\nin the dark", "film", "night");
    RunEnvironment.here(
            Map.of(), "none", 2, folder, Map.of("src", "0123456789abcdef", "dst", "fedcba"), 1)
        .write(run.environmentFile());
    assertThat(run("runs", "show", "1", "--runs", folder.toString())).isEqualTo(ExitCode.DONE);
    String card = out.toString();
    assertThat(card.lines())
        .contains(
            "  held out    src 0.0470, dst 0.0470 at iteration 10",
            "  mean face   src 0.0500, dst 0.0500",
            "  verdict     6 % better than the mean face",
            "  last change 2026-11-03T10:00:12Z",
            "  started     2026-11-03T10:00:00Z",
            "  model       df-ud-64-32-16-16-16-gray",
            "  git commit  unknown",
            "  tags        film, night",
            "  note        too soft",
            "              in the dark",
            "  setting     batch_size   6 (default 4; --set)",
            "  continue    ./workbench train --resume " + run.path())
        .anyMatch(line -> line.matches("  fingerprint (src 0123456789ab|dst fedcba), .*"))
        .anyMatch(line -> line.matches("  files       0\\.0 MiB: other 0\\.0 MiB \\(\\d\\)"))
        .noneMatch(line -> line.contains("problem"));
    out.getBuffer().setLength(0);
    assertThat(run("runs", "1", "--runs", folder.toString())).isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).isEqualTo(card);
    out.getBuffer().setLength(0);
    assertThat(run("runs", "show", "small", "--json", "--runs", folder.toString()))
        .isEqualTo(ExitCode.DONE);
    JsonNode row = new ObjectMapper().readTree(out.toString()).at("/0");
    assertThat(row.at("/verdict").asText()).isEqualTo("6 % better than the mean face");
    assertThat(row.at("/facesets/dst").asText()).isEqualTo("fedcba");
    assertThat(row.at("/files/bytes").asLong()).isPositive();
    assertThat(row.at("/changed_settings")).anyMatch(one -> one.at("/value").asText().equals("6"));
    assertThat(row.at("/last_saved_figures/mask_iou").asDouble()).isEqualTo(0.75);
    assertThat(row.at("/settings/batch_size").asInt()).isEqualTo(6);
    assertThat(row.at("/tags")).hasSize(2);
  }

  @Test
  void theMeanFaceMayBeBetter() {
    assertThat(HeldOutText.sentence(saved(0.06, 0.05)))
        .contains("20 % worse than the mean face: the model has not learned these faces yet");
    assertThat(HeldOutText.sentence(saved(0.2, 0.05)))
        .contains(
            "4.0 times the error of the mean face: the model has not learned these faces yet");
    assertThat(HeldOutText.sentence(saved(0.05, 0.05))).contains("as good as the mean face");
    assertThat(HeldOutText.sentence(saved(0.02, 0.05))).contains("60 % better than the mean face");
    assertThat(HeldOutText.sentence(saved(0.02, 0))).isEmpty();
    assertThat(HeldOutText.sentence(new SavedFigures(1, Map.of("held_out_src_error", 0.1))))
        .isEmpty();
  }

  private static SavedFigures saved(double error, double meanFace) {
    return new SavedFigures(
        1,
        Map.of(
            "held_out_src_error", error,
            "held_out_dst_error", error,
            "mean_face_src_error", meanFace,
            "mean_face_dst_error", meanFace));
  }

  @Test
  void theCardHasTheMetersOfARun() throws IOException {
    RunFolder run = RunFolder.create(folder, "small", 1);
    try (MetricsWriter metrics = MetricsWriter.open(run.metricsFile())) {
      for (int i = 1; i <= 60; i++) {
        metrics.write(
            new MetricsRow(i, i, 500, 50, 0.5f, 0.25f, 1, StageTimes.UNKNOWN, 16, 1000 + i));
      }
    }
    assertThat(run("runs", "1", "--runs", folder.toString())).isEqualTo(ExitCode.DONE);
    assertThat(out.toString().lines())
        .contains(
            "  losses      src 0.5000 dst 0.2500",
            "  speed       500 ms (500-500) an iteration, mean of the last 60 with its 95 %"
                + " interval",
            "  samples     16.0 samples/s, both sides",
            "  data        wait 10.0 % of an iteration",
            "  memory      1060 MiB resident at the last iteration")
        .noneMatch(line -> line.startsWith("  time left"));
    out.getBuffer().setLength(0);
    assertThat(run("runs", "1", "--runs", folder.toString(), "--json")).isEqualTo(ExitCode.DONE);
    JsonNode meters = new ObjectMapper().readTree(out.toString()).at("/0/meters");
    assertThat(meters.at("/iterations").asInt()).isEqualTo(60);
    assertThat(meters.at("/step_ms_mean").asDouble()).isEqualTo(500);
    assertThat(meters.at("/step_ms_low").asDouble()).isEqualTo(500);
    assertThat(meters.at("/samples_s").asDouble()).isEqualTo(16);
    assertThat(meters.at("/wait_share").asDouble()).isEqualTo(0.1);
    assertThat(meters.at("/resident_mib").asDouble()).isEqualTo(1060);
    assertThat(meters.has("left_s")).isFalse();
  }

  /** The settings are those of a run that trains: the lock is held by this process. */
  @Test
  @SuppressWarnings("try") // the lock is held, not called
  void aRunThatTrainsTowardsATargetHasATimeLeft() throws IOException, SettingsException {
    RunFolder run = RunFolder.create(folder, "small", 1);
    StoredSettings.write(
        run.settingsFile(), TrainingSettings.defaults().with("target_iter", "160", "test"));
    try (MetricsWriter metrics = MetricsWriter.open(run.metricsFile())) {
      for (int i = 1; i <= 60; i++) {
        metrics.write(new MetricsRow(i, i, 500, 50, 0.5f, 0.25f, 1, StageTimes.UNKNOWN));
      }
    }
    try (RunLock lock = RunLock.acquire(run)) {
      assertThat(run("runs", "1", "--runs", folder.toString())).isEqualTo(ExitCode.DONE);
    }
    assertThat(out.toString().lines())
        .contains("  status      running", "  time left   50 s (50-50)")
        .noneMatch(line -> line.startsWith("  samples") || line.startsWith("  memory"));
  }

  @Test
  void aFolderOfRunsThatDoesNotExistIsAskedWrongly() {
    Path typo = folder.resolve("typo");
    String wanted =
        ": --runs must be an existing folder of runs, got " + typo + ", which does not exist (see ";
    for (String[] words :
        new String[][] {{"runs"}, {"runs", "7"}, {"evaluate", "7"}, {"dims", "7"}}) {
      err.getBuffer().setLength(0);
      String[] all = Arrays.copyOf(words, words.length + 2);
      all[words.length] = "--runs";
      all[words.length + 1] = typo.toString();
      assertThat(run(all)).as(words[0]).isEqualTo(ExitCode.ASKED_WRONGLY);
      assertThat(err.toString().strip())
          .isEqualTo("workbench " + words[0] + wanted + "workbench " + words[0] + " --help)");
    }
    assertThat(out.toString()).isEmpty();
  }

  private int run(String... args) {
    return Workbench.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
