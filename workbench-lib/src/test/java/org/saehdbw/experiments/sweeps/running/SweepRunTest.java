package org.saehdbw.experiments.sweeps.running;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.experiments.RunFailedException;
import org.saehdbw.experiments.sweeps.plan.Experiment;
import org.saehdbw.experiments.sweeps.plan.ExperimentFile;
import org.saehdbw.experiments.sweeps.plan.SweepFolder;
import org.saehdbw.experiments.sweeps.results.SweepEntry;
import org.saehdbw.experiments.sweeps.results.SweepLedger;
import org.saehdbw.processes.ChildJvm;
import org.saehdbw.processes.ChildStart;
import org.saehdbw.runs.RunException;
import org.saehdbw.settings.SettingsException;

/** What a started sweep says of drivers that do not do what was asked. */
class SweepRunTest {
  @TempDir private Path results;
  private SweepFolder folder;

  @BeforeEach
  void nameFolder() {
    folder = new SweepFolder(results.resolve("lesson"));
  }

  private Sweep sweep() {
    return Sweep.of("df-ud-64-32-16-16-16")
        .pretrainOn("drawn:8,size=64")
        .over("ae_dims", 32)
        .named("lesson")
        .in(results);
  }

  private void begin(Experiment experiment) throws Exception {
    Files.createDirectories(folder.path());
    SweepLedger ledger = SweepLedger.open(folder);
    ledger.append(SweepLedgerCheck.fixed(experiment, null, 1));
    ledger.append(new SweepEntry.Planned(1, Map.of("ae_dims", "32"), 1));
    ledger.append(new SweepEntry.Complete(1));
    ExperimentFile.write(folder.experimentFile(), experiment);
  }

  @Test
  void anotherSweepOfTheNameIsRefusedInTheCell() throws Exception {
    begin(sweep().iterations(1).experiment());
    assertThatThrownBy(() -> sweep().iterations(2).start())
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "budget was '1 iterations' when the sweep lesson was started, got '2 iterations';"
                + " --name starts another sweep");
    assertThatThrownBy(() -> sweep().iterations(1).metric("luma_ssim").start())
        .hasMessage(
            "metric was 'luma_mse' when the sweep lesson was started, got 'luma_ssim'; --name"
                + " starts another sweep");
    assertThatThrownBy(() -> sweep().iterations(1).judgeEvery(5).start())
        .hasMessage(
            "judge_every was '0' when the sweep lesson was started, got '5'; --name starts another"
                + " sweep");
    assertThatThrownBy(() -> sweep().iterations(1).seeds(2).start())
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "the trials differ from those of the sweep lesson: 1 new (ae_dims=32 seed 2); --extend"
                + " adds what is new to the sweep, --name starts another sweep");
  }

  @Test
  void aDriverThatFailedLeavesNoResultsOfAnEarlierOne() throws Exception {
    begin(sweep().iterations(1).experiment());
    Path log = folder.path().resolve("sweep.log");
    Files.writeString(log, "earlier\n");
    // Without arguments it breaks down at once.
    Process process =
        ChildStart.of(ChildJvm.command(List.of(), DrivingChild.class.getName(), List.of()))
            .detached()
            .appendingTo(log)
            .start();
    assertThatThrownBy(() -> SweepRun.started(folder, process).await())
        .isInstanceOf(RunFailedException.class)
        .hasMessageStartingWith("lesson ended with exit code 1: ")
        .hasMessageContaining("DrivingChild.main");
  }

  @Test
  @SuppressWarnings("try") // the lock is held, not called
  void aDriverOnAnotherMachineIsNotStoppedByItsNumberHere() throws Exception {
    Files.createDirectories(folder.path());
    Files.writeString(
        folder.path().resolve("sweep.owner.json"),
        "{\"pid\":4194999,\"host\":\"far.example\",\"processStarted\":\"then\"}");
    try (FileChannel channel =
            FileChannel.open(
                folder.path().resolve("sweep.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      assertThatThrownBy(() -> SweepRun.open(folder.path()).stop())
          .isInstanceOf(RunException.class)
          .hasMessage("lesson is being run by process 4194999 on far.example; stop it there");
    }
  }
}
