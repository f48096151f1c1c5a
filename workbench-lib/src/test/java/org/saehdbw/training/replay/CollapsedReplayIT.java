package org.saehdbw.training.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.testing.EverythingOn;
import org.saehdbw.training.PreparedRun;
import org.saehdbw.training.Trainer;
import org.saehdbw.training.TrainerListener;
import org.saehdbw.training.incidents.BatchIdentity;
import org.saehdbw.training.incidents.Collapse;
import org.saehdbw.training.incidents.CollapseException;
import org.saehdbw.training.incidents.CollapseKind;
import org.saehdbw.training.incidents.Incident;
import org.saehdbw.training.incidents.IncidentFolders;
import org.saehdbw.training.incidents.Remedy;

/** Repeats a run that left a batch out and halved its rate. */
class CollapsedReplayIT {
  @TempDir private Path runs;

  @Test
  void theSameBatchIsLeftOutAndTheRateIsHalvedAtTheSameIteration() throws Exception {
    PreparedRun run =
        PreparedRun.create(
            EverythingOn.settings("gray", "target_iter=3", "save_interval_iter=2", "lr_dropout=n"),
            runs,
            Optional.of("small"));
    new IncidentFolders(run.folder())
        .write(
            new Incident(1, CollapseKind.LOSS_SPIKE, 2, 2, Remedy.HALF_RATE, 1),
            new CollapseException(
                new Collapse(CollapseKind.LOSS_SPIKE, 2, "planted", Map.of()),
                new BatchIdentity(2, List.of(), List.of())),
            Map.of());
    Trainer.run(run, TrainerListener.NONE, () -> false);
    assertThat(MetricsReader.readAll(run.folder().metricsFile()).rows())
        .extracting(MetricsRow::lrFactor)
        .containsExactly(1f, 0.5f, 0.5f);
    ReplayResult result =
        Replay.of(run.folder(), 3, Optional.empty(), (done, all) -> {}, () -> false);
    assertThat(result.difference()).isEmpty();
    assertThat(result.equal()).isTrue();
    assertThat(result.generations()).allMatch(GenerationComparison::equal).hasSize(3);
  }
}
