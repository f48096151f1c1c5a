package org.saehdbw.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.runs.RunException;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.tensors.CounterRandom;
import org.saehdbw.training.CheckpointScore;
import org.saehdbw.training.PreparedRun;
import org.saehdbw.training.Trainer;
import org.saehdbw.training.TrainerListener;
import org.saehdbw.training.plan.TrainingSettings;
import org.saehdbw.training.steps.ModelStep;

/** A model whose used dims are known, since they were planted in its checkpoint. */
class CodeDimsIT {
  private static final int RANK = 3;

  @TempDir private static Path runs;
  private static Run run;

  @BeforeAll
  static void trainAndPlant() throws SettingsException, IOException, InterruptedException {
    run = train("model=liae-ud-64-32-16-16-16", "pretraining_data=drawn:60,size=64");
  }

  private static Run train(String... more)
      throws SettingsException, IOException, InterruptedException {
    Settings settings =
        SettingsReader.readWords(
            TrainingSettings.defaults(),
            List.of("face_type=wf", "pretrain=y", "batch_size=2", "threads=1", "target_iter=1"));
    PreparedRun prepared =
        PreparedRun.create(
            SettingsReader.readWords(settings, List.of(more)), runs, Optional.empty());
    TrainerListener planting =
        new TrainerListener() {
          @Override
          public Optional<CheckpointScore> judge(long iteration, ModelStep model) {
            plant(model);
            return Optional.empty();
          }
        };
    Trainer.run(prepared, planting, () -> false);
    return Run.open(prepared.folder().path());
  }

  /** AB's code has three directions, B's two; three channels of a layer are constant. */
  private static void plant(ModelStep model) {
    for (String inter : List.of("inter_AB", "inter_B")) {
      FloatBuffer dense1 = model.weights().get(inter + "/dense1/weight");
      FloatBuffer dense2 = model.weights().get(inter + "/dense2/weight");
      if (dense1 == null || dense2 == null) {
        continue;
      }
      int rank = inter.equals("inter_AB") ? RANK : RANK - 1;
      CounterRandom random = CounterRandom.of(1, "plant " + inter, 0, 0);
      double[] directions = new double[rank * 32];
      for (int i = 0; i < directions.length; i++) {
        directions[i] = random.nextGaussian();
      }
      for (int row = 0; row < dense1.capacity() / 32; row++) {
        double[] factors = new double[rank];
        for (int k = 0; k < rank; k++) {
          factors[k] = 0.1 * random.nextGaussian();
        }
        for (int column = 0; column < 32; column++) {
          double sum = 0;
          for (int k = 0; k < rank; k++) {
            sum += factors[k] * directions[k * 32 + column];
          }
          dense1.put(row * 32 + column, (float) sum);
        }
      }
    }
    FloatBuffer kernel = model.weights().get("encoder/down1/downs_1/conv1/weight");
    FloatBuffer bias = model.weights().get("encoder/down1/downs_1/conv1/bias");
    for (int channel : new int[] {4, 9, 20}) {
      if (kernel != null && bias != null) {
        kernel.put(channel * 16 * 25, new float[16 * 25]);
        bias.put(channel, channel);
      }
    }
  }

  @Test
  void findsThePlantedDimsAndTheDeadChannels() throws IOException {
    Path weights = run.folder().checkpoints().resolve("000000001/weights.safetensors");
    byte[] before = Files.readAllBytes(weights);
    CodeDims.Options options =
        CodeDims.Options.defaults().ranks(1, 2, 3, 8, 20).within(1e-4).atMost(40, 12);
    CodeDims dims = CodeDims.of(run, options);

    // An untrained decoder may draw no worse of fewer dims; of more than were planted it cannot.
    assertThat(dims.used()).isBetween(0, RANK);
    assertThat(dims.ranks()).extracting(CodeDims.RankError::rank).contains(1, 2, 3, 8, 20, 32);
    for (CodeDims.RankError row : dims.ranks()) {
      if (row.rank() >= RANK) {
        assertThat(row.lumaMse()).isCloseTo(dims.fullLumaMse(), within(1e-6 * dims.fullLumaMse()));
        assertThat(row.varianceKept()).isCloseTo(1, within(1e-7));
      } else {
        assertThat(Math.abs(row.abovePercent())).isGreaterThan(1e-4);
      }
    }
    assertThat(dims.spectra())
        .extracting(CodeDims.Spectrum::inter)
        .containsExactly("inter_AB", "inter_B");
    List<Double> b = dims.spectra().get(1).variances();
    assertThat(b).hasSize(32);
    assertThat(b.get(1)).isGreaterThan(1e-6 * b.get(0));
    assertThat(b.get(2)).isLessThan(1e-9 * b.get(0));

    assertThat(dims.layersWithDead())
        .extracting(CodeDims.LayerChannels::toString)
        .containsExactly("encoder/down1/downs_1: 3 of 32 dead");
    assertThat(dims.layersWithDead().get(0).dead()).containsExactly(4, 9, 20);
    assertThat(dims.layers())
        .extracting(CodeDims.LayerChannels::layer)
        .contains("inter_AB/upscale1", "decoder/res2", "decoder/upscalem3")
        .doesNotContain("decoder/out_conv", "decoder/out_convm", "inter_B/dense2");
    assertThat(dims.toString())
        .startsWith(dims.used() + " of 32 dims used: luma_mse on ")
        .contains(" held-out faces a side stays within 1.0E-4 % of 0.0");
    assertThat(dims.remarks())
        .containsExactly(
            "the components of inter_B come from "
                + dims.trainingFaces()
                + " codes, fewer than its 32 dims need: more faces may show that more are used");
    assertThat(Files.readAllBytes(weights)).isEqualTo(before);
  }

  @Test
  void theSmallestRankIsFoundByHalving() {
    List<Integer> asked = new ArrayList<>();
    SortedSet<Integer> known = new TreeSet<>(List.of(0, 1, 2, 4, 8, 16, 32, 64, 128));
    IntPredicate enough =
        rank -> {
          asked.add(rank);
          return rank >= 43;
        };
    assertThat(CodeDimsStudy.smallestEnough(known, 128, enough)).isEqualTo(43);
    assertThat(asked).endsWith(48, 40, 44, 42, 43);
    assertThat(CodeDimsStudy.smallestEnough(known, 128, rank -> rank >= 128)).isEqualTo(128);
    assertThat(CodeDimsStudy.smallestEnough(known, 128, rank -> true)).isZero();
    SortedSet<Integer> one = new TreeSet<>(List.of(20));
    assertThat(CodeDimsStudy.smallestEnough(one, 32, rank -> rank >= 7)).isEqualTo(7);
    assertThat(CodeDimsStudy.smallestEnough(one, 32, rank -> rank >= 29)).isEqualTo(29);
  }

  @Test
  void measuresOnOtherFacesWhereAsked() throws IOException {
    CodeDims.Options options =
        CodeDims.Options.defaults().faces("drawn:40,size=64,seed=9").ranks(0).atMost(8, 4);
    CodeDims dims = CodeDims.of(run, options);
    assertThat(dims.trainingFaces()).isEqualTo(8);
    assertThat(dims.heldOutFaces()).isBetween(1, 4);
    assertThat(dims.ranks().get(0).varianceKept()).isZero();
  }

  @Test
  void saysWhatCannotBeMeasured() throws SettingsException, IOException, InterruptedException {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CodeDims.of(run, CodeDims.Options.defaults().ranks(8, 33)))
        .withMessage(
            "ranks must be from 0 to 32, the ae_dims of liae-ud-64-32-16-16-16-gray, got 33");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CodeDims.Options.defaults().within(0))
        .withMessage("within must be above 0 and at most 100 percent, got 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CodeDims.Options.defaults().atMost(1, 0))
        .withMessage(
            "dims are measured with at least 2 training faces and 1 held-out face, got 1 and 0");
    Run few = train("model=df-64-32-16-16-16", "pretraining_data=drawn:9,size=64", "held_out=0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CodeDims.of(few))
        .withMessage(
            "held_out must leave at least one face of each side to measure on, got 0 of src and 0"
                + " of dst");
    assertThatThrownBy(() -> CodeDims.of(run, CodeDims.Options.defaults().faces("drawn:none")))
        .isInstanceOf(RunException.class)
        .hasMessageStartingWith("pretraining_data: ");
  }
}
