package org.saehdbw.experiments.sweeps.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.experiments.sweeps.plan.Experiment;
import org.saehdbw.experiments.sweeps.plan.SweepFolder;
import org.saehdbw.experiments.sweeps.plan.Trial;
import org.saehdbw.runs.RunFolder;

class TrialMatrixTest {
  private static final Map<String, String> NARROW = Map.of("ae_dims", "32");
  private static final Map<String, String> WIDE = Map.of("ae_dims", "64");

  @TempDir private Path root;
  private SweepFolder folder;

  @BeforeEach
  void write() throws IOException {
    folder = new SweepFolder(root.resolve("dims"));
    Files.createDirectories(folder.runs());
    SweepLedger ledger = SweepLedger.open(folder);
    Trial first = new Trial(1, NARROW, 1);
    for (Trial trial : List.of(first, new Trial(2, WIDE, 1), new Trial(3, NARROW, 2))) {
      ledger.append(SweepEntry.Planned.of(trial));
    }
    Optional<Path> run = Optional.of(Path.of("0004_t0001-df_s1"));
    Map<String, Double> figures = Map.of("luma_mse", 0.0125);
    ledger.append(
        SweepEntry.Ended.of(
            new TrialResult(first, TrialStatus.DONE, run, 40, 20, 60, 400, figures, ""), 0));
  }

  private TrialMatrix matrix() throws IOException {
    return TrialMatrix.of(SweepLedger.open(folder).state());
  }

  @Test
  void pointsAndSeedsAreInTheOrderOfTheTrials() throws IOException {
    TrialMatrix matrix = matrix();
    assertThat(matrix.points()).containsExactly(NARROW, WIDE);
    assertThat(matrix.seeds()).containsExactly(1L, 2L);
    assertThat(matrix.at(0, 2).orElseThrow().trial().number()).isEqualTo(3);
    assertThat(matrix.at(1, 2)).as("a seed that this point does not have").isEmpty();
    assertThat(matrix.results()).extracting(TrialResult::iterations).containsExactly(40L);
    assertThat(matrix.metric()).isEqualTo(Experiment.DEFAULT_METRIC);
  }

  @Test
  void aRunIsFoundByTheResultsNameElseByTheLastLabel() throws IOException {
    RunFolder failed = RunFolder.create(folder.runs(), "t0002-df", 1);
    RunFolder again = RunFolder.create(folder.runs(), "t0002-df", 1);
    RunFolder other = RunFolder.create(folder.runs(), "t0001-df", 1);
    RunFolder named = RunFolder.create(folder.runs(), "t0001-df", 1);
    RunFolder later = RunFolder.create(folder.runs(), "t0001-df", 1);
    List<RunFolder> runs = List.of(failed, again, other, named, later);
    assertThat(matrix().at(0, 1).orElseThrow().run().in(runs)).contains(named);
    assertThat(matrix().at(1, 1).orElseThrow().run().in(runs)).contains(again);
    assertThat(matrix().at(0, 2).orElseThrow().run().in(runs)).isEmpty();
    assertThat(new RunOfTrial(Optional.empty(), "").in(runs)).isEmpty();
  }
}
