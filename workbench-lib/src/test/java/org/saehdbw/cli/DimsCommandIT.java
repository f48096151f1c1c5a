package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.testing.TinyModel;
import org.saehdbw.training.PreparedRun;
import org.saehdbw.training.Trainer;
import org.saehdbw.training.TrainerListener;

class DimsCommandIT {
  private static final String MODEL = "df-32-32-4-4-2-gray";

  @TempDir private Path runs;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Workbench.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  @Test
  void saysHowManyDimsAreUsed() throws SettingsException, IOException, InterruptedException {
    Settings settings =
        SettingsReader.readWords(
            TinyModel.stored(MODEL),
            List.of(
                "face_type=wf",
                "pretrain=y",
                "pretraining_data=drawn:20,size=64",
                "batch_size=2",
                "threads=1",
                "constant_interval_iter=0",
                "target_iter=1"));
    Trainer.run(
        PreparedRun.create(settings, runs, Optional.empty()), TrainerListener.NONE, () -> false);
    String where = runs.toString();

    assertThat(run("dims", "1", "--runs", where, "--ranks", "2,16", "--within", "5"))
        .as(err.toString())
        .isEqualTo(ExitCode.DONE);
    assertThat(out.toString())
        .contains(
            MODEL + ", iteration 1\n",
            "rank  variance kept  luma_mse  above the whole\n",
            "  32       100.00 %",
            " of 32 dims used: luma_mse on ",
            "no dead channels in 23 layers");

    out.getBuffer().setLength(0);
    assertThat(run("dims", "1", "--runs", where, "--ranks", "16", "--json"))
        .isEqualTo(ExitCode.DONE);
    JsonNode dims = new ObjectMapper().readTree(out.toString());
    assertThat(dims.at("/model").asText()).isEqualTo(MODEL);
    assertThat(dims.at("/ae_dims").asInt()).isEqualTo(32);
    assertThat(dims.at("/used").asInt()).isBetween(0, 32);
    assertThat(dims.at("/ranks/0/variance_kept").isDouble()).isTrue();
    assertThat(dims.at("/spectra/0/variances")).hasSize(32);
    assertThat(dims.at("/layers/0/layer").asText()).isEqualTo("encoder/down1/downs_0");
    assertThat(err.toString()).contains("the components of inter come from ");

    err.getBuffer().setLength(0);
    assertThat(run("dims", "1", "--runs", where, "--ranks", "64"))
        .isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString().strip())
        .isEqualTo(
            "workbench dims: ranks must be from 0 to 32, the ae_dims of " + MODEL + ", got 64");
  }

  @Test
  void aRunThatIsNotThereIsNamed() {
    assertThat(run("dims", "9", "--runs", runs.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString().strip())
        .isEqualTo("workbench dims: " + runs + ": run 9 not found; this folder holds no runs");
  }
}
