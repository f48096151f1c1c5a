package org.saehdbw.experiments.sweeps.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.experiments.sweeps.plan.Axis;
import org.saehdbw.experiments.sweeps.plan.Experiment;
import org.saehdbw.experiments.sweeps.plan.ExperimentFile;
import org.saehdbw.experiments.sweeps.plan.Search;
import org.saehdbw.experiments.sweeps.plan.SweepBudget;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.testing.TinyFaceset;

/** A sweep as a notebook's cell describes it. */
class SweepTest {
  @TempDir private Path results;

  private Sweep sweep() {
    return Sweep.of("df-ud-64-32-16-16-16")
        .pretrainOn(TinyFaceset.of(24, 64))
        .set("face_type", "wf")
        .set("batch_size", 1)
        .set("threads", 1)
        .named("lesson")
        .in(results);
  }

  @Test
  void whatCannotBeIsSaidInTheCell() {
    assertThatThrownBy(() -> sweep().over("ae_dims", 32, 8).iterations(1).start())
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "point 2 (ae_dims=8): ae_dims must be a whole number from 32 to 1024, got '8' (point)");
    assertThatThrownBy(() -> sweep().over("ae_dims", 32).start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a sweep needs a budget, how long each trial is trained");
    assertThat(Files.exists(results.resolve("lesson"))).isFalse();
  }

  @Test
  void saysTheSameAsAFile() throws Exception {
    Experiment said =
        sweep()
            .over("ae_dims", 32, 64)
            .over("learning_rate", 1e-4)
            .seeds(5)
            .minutes(3)
            .experiment();
    assertThat(said.search()).isEqualTo(Search.GRID);
    assertThat(said.budget()).isEqualTo(SweepBudget.seconds(180));
    assertThat(said.seeds()).hasSize(5);
    assertThat(said.over()).containsEntry("learning_rate", new Axis.Values(List.of("0.0001")));
    assertThat(ExperimentFile.parse(ExperimentFile.text(said), "a.yaml")).isEqualTo(said);
    assertThat(
            sweep()
                .between("learning_rate", 1e-5, 1e-4)
                .samples(4)
                .iterations(9)
                .experiment()
                .search())
        .isEqualTo(Search.RANDOM);
    assertThat(
            Sweep.models("df-ud-64-32-16-16-16").halving(2, 1).iterations(9).experiment().search())
        .isEqualTo(Search.HALVING);
  }
}
