package org.saehdbw.training.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.SettingChange;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.metrics.MetricsWriter;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.training.plan.CollapseOptions;
import org.saehdbw.training.plan.TrainingSettings;

/** Which losses of before a run is compared with. */
class SentinelTest {
  @TempDir private Path runs;
  private RunFolder run;

  /** Forty iterations with losses of 1. */
  @BeforeEach
  void create() throws IOException {
    run = RunFolder.create(runs, "model", 1);
    MetricsWriter.writeAll(
        run.metricsFile(),
        LongStream.rangeClosed(1, 40).mapToObj(i -> MetricsRow.ofLosses(i, 1, 1)).toList());
  }

  private void changed(String key, long iteration) throws IOException {
    run.eventLog()
        .append(
            EventKind.CHANGED,
            SettingChange.fields(iteration, List.of(new SettingChange(key, "0.0", "0.1"))));
  }

  private void note(EventKind kind, long iteration) throws IOException {
    run.eventLog().append(kind, Map.of("iteration", iteration));
  }

  /** Whether a loss ten times as large as those before a checkpoint is a spike. */
  private boolean findsSpikeAfter(long checkpoint) throws IOException, SettingsException {
    CollapseOptions options =
        CollapseOptions.of(
            SettingsReader.readWords(TrainingSettings.defaults(), List.of("spike_window=10")));
    Sentinel sentinel = Sentinel.open(run, options, checkpoint, Map.of(), 0);
    return sentinel.judge(checkpoint + 1, 10, 10, Map.of()).isPresent();
  }

  @Test
  void lossesOfTheSameSettingsAreCompared() throws IOException, SettingsException {
    assertThat(findsSpikeAfter(20)).isTrue();
    changed("gan_power", 5);
    assertThat(findsSpikeAfter(20)).isTrue();
    assertThat(findsSpikeAfter(14)).isFalse();
    changed("save_interval_iter", 20);
    assertThat(findsSpikeAfter(20)).isTrue();
  }

  /** A discriminator was turned on at iteration 30; the newest good checkpoint is of 20. */
  @Test
  void aRollbackToBeforeAChangeOfSettingsBeginsWithAnEmptyWindow()
      throws IOException, SettingsException {
    note(EventKind.RESUMED, 30);
    changed("gan_power", 30);
    assertThat(findsSpikeAfter(20)).isFalse();
  }

  @Test
  void afterSuchARollbackTheSettingsHoldFromItsCheckpointOn()
      throws IOException, SettingsException {
    note(EventKind.RESUMED, 30);
    changed("gan_power", 30);
    note(EventKind.ROLLED_BACK, 20);
    assertThat(findsSpikeAfter(25)).isFalse();
    assertThat(findsSpikeAfter(35)).isTrue();
    note(EventKind.RESUMED, 35);
    assertThat(findsSpikeAfter(35)).isTrue();
  }
}
