package org.saehdbw.experiments.compare.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.experiments.Run;
import org.saehdbw.experiments.RunFailedException;
import org.saehdbw.experiments.compare.plan.Arm;
import org.saehdbw.experiments.compare.plan.CompareFile;
import org.saehdbw.experiments.compare.plan.CompareFolder;
import org.saehdbw.experiments.compare.plan.ComparePlan;
import org.saehdbw.experiments.compare.plan.CompareSpec;
import org.saehdbw.experiments.compare.results.ComparisonLedger;
import org.saehdbw.experiments.compare.results.ComparisonState;
import org.saehdbw.experiments.places.SideBySide;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunLock;
import org.saehdbw.runs.RunRequest;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.testing.Await;

class ArmTrainingsTest {
  @TempDir private Path path;

  private static final ArmPlaces ONE_BY_ONE =
      new ArmPlaces(new SideBySide(1, 2, Optional.empty()), 2);

  private final List<String> said = new ArrayList<>();

  private ArmTrainings trainings(String quality) throws SettingsException, IOException {
    CompareSpec spec =
        CompareFile.parse(
            "name: a\nmodel: df-ud-64-32-16-16-16\nfaces: {pretraining_data: 'drawn:20,size=64'}\n"
                + "arms: [colour, gray-files]\nlevels: []\nset: {face_type: wf}\n"
                + quality,
            List.of(),
            "test");
    ComparePlan plan = ComparePlan.check(spec, new CompareFolder(path));
    return new ArmTrainings(
        plan,
        spec.quality().orElseThrow(),
        ComparisonLedger.open(plan.folder()),
        () -> false,
        said::add);
  }

  @Test
  void aKillBeforeTheLedgersLineLeavesNoSecondTraining()
      throws SettingsException, IOException, InterruptedException {
    CompareFolder folder = new CompareFolder(path);
    ArmTrainings trainings = trainings("quality: {iterations: 2}\n");
    Path run = trainings.begin(Arm.COLOUR, 1, ONE_BY_ONE);
    assertThat(run).isEqualTo(folder.runs().resolve("0001_colour-1_s1"));
    assertThat(trainings.begin(Arm.COLOUR, 1, ONE_BY_ONE)).isEqualTo(run);
    Files.delete(folder.ledger());
    trainings = trainings("quality: {iterations: 2}\n");
    assertThat(trainings.begin(Arm.COLOUR, 1, ONE_BY_ONE)).isEqualTo(run);
    assertThat(trainings.begin(Arm.COLOUR, 2, ONE_BY_ONE))
        .isEqualTo(folder.runs().resolve("0002_colour-2_s2"));
    // What cannot be continued is left, and another one is started beside it.
    Files.delete(RunFolder.open(run).settingsFile());
    assertThat(trainings.begin(Arm.COLOUR, 1, ONE_BY_ONE))
        .isEqualTo(folder.runs().resolve("0003_colour-1.2_s1"));
    assertThat(said).hasSize(1);
    assertThat(said.get(0)).startsWith(run + " cannot be continued and is left as it is: ");
    ComparisonState state = ComparisonLedger.open(folder).state();
    assertThat(state.runs(Arm.COLOUR, 1)).containsExactly("0001_colour-1_s1", "0003_colour-1.2_s1");
    assertThat(state.runs(Arm.COLOUR, 2)).containsExactly("0002_colour-2_s2");
  }

  @Test
  void aTrainingThatTakesTooLongIsStopped()
      throws SettingsException, IOException, InterruptedException {
    ArmTrainings trainings = trainings("quality: {iterations: 2, timeout_s: 1}\n");
    RunFolder folder = RunFolder.create(path.resolve("runs"), "colour-1", 1);
    RunLock lock = RunLock.acquire(folder);
    CompletableFuture<Void> trainer = CompletableFuture.runAsync(() -> untilAsked(folder, lock));
    ArmPlaces.Pin pin =
        ONE_BY_ONE.pinOnce(folder, ONE_BY_ONE.chosen().onCores().take().orElseThrow());
    assertThatThrownBy(() -> trainings.await(Run.open(folder.path()), pin, () -> false))
        .isInstanceOf(RunFailedException.class)
        .hasMessage(
            "0001_colour-1_s1 took longer than quality.timeout_s, 1 s, and was stopped; started"
                + " again, the comparison continues it");
    trainer.join();
  }

  private static void untilAsked(RunFolder folder, RunLock lock) {
    try (lock) {
      folder.eventLog().append(EventKind.STARTED, Map.of());
      Await.until("the request to stop", () -> RunRequest.STOP.isAsked(folder));
      folder.eventLog().append(EventKind.STOPPED, Map.of("reason", "asked"));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
