package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunLock;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.metrics.MetricsWriter;
import org.saehdbw.runs.metrics.StageTimes;
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
