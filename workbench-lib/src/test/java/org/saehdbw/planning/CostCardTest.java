package org.saehdbw.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.architectures.Network;
import org.saehdbw.tensors.CostOps;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.Precision;

class CostCardTest {
  private static final ModelSpec AUTHORS = ModelSpec.parse("df-udt-192-128-48-32-16-gray");

  @TempDir private Path nothing;

  private Planner planner(Precision precision) {
    return Planner.of(precision, new CalibrationFile(nothing));
  }

  @Test
  void addsUpTheAuthorsModel() {
    CostCard card = planner(Precision.FLOAT32).card(AUTHORS, 6);
    assertThat(card.parameters()).isEqualTo(29_799_818);
    assertThat(card.weightBytes()).isEqualTo(4 * 29_799_818L);
    assertThat(card.gradientBytes()).isEqualTo(4 * 29_799_818L);
    assertThat(card.optimizerBytes()).isEqualTo(8 * 29_799_818L);
    // Two sides, six samples of two pictures and two masks of 192 x 192.
    assertThat(card.cost().inputBytes()).isEqualTo(4L * 2 * 6 * 4 * 192 * 192);
    assertThat(card.work().convolution()).isEqualTo(6 * 3 * 24_000_528_384L);
    assertThat(card.parts())
        .extracting(StepCost.Part::name)
        .containsExactly("encoder", "inter", "decoder_src", "decoder_dst", "losses");
    assertThat(card.disk().deepFaceLabBytes())
        .isEqualTo(12 * 29_799_818L + 2L * 6 * 4 * 192 * 192 * 4);
    assertThat(card.deviceBytes())
        .isEqualTo(
            16 * 29_799_818L
                + card.cost().inputBytes()
                + card.keptBytes()
                + card.cost().largestStageBytes());
  }

  @Test
  void keepsWhatTheLayersKeep() {
    // One layer by hand: upscale4 of the mask, 32 channels of 96 x 96 to 64, then 16 of 192 x 192.
    var stage =
        planner(Precision.FLOAT32).card(AUTHORS, 1).cost().stages().stream()
            .filter(row -> row.name().equals("decoder_src/upscalem4"))
            .findFirst()
            .orElseThrow();
    // The convolution keeps its input, the activation what the convolution gave.
    assertThat(stage.keptBytes()).isEqualTo(4L * (32 + 64) * 96 * 96);
    // Results: convolution, activation, and the same values moved.
    assertThat(stage.activationBytes()).isEqualTo(4L * 3 * 64 * 96 * 96);
  }

  @Test
  void drawsEightFacesThroughTheLargestStage() {
    for (String name : new String[] {"df-ud-128-64-32-32-16", "liae-ud-128-64-32-32-16"}) {
      ModelSpec spec = ModelSpec.parse(name);
      CostOps ops = new CostOps();
      Dims faces = Dims.of(8, 1, 128, 128);
      Network.of(spec).swap(ops, faces, faces);
      long largest =
          ops.rows().stream().mapToLong(CostOps.Row::activationBytes).max().orElseThrow();
      assertThat(StepCost.of(spec, 3).previewStageBytes()).as(name).isEqualTo(largest);
    }
  }

  @Test
  void judgesTheAuthorsSetting() {
    CostCard card = planner(Precision.FLOAT32).card(AUTHORS, 6);
    // By what is counted, his card of 1.45 GB holds batch 6; a trainer on the CPU does not.
    assertThat(card.deviceMib()).isBetween(1000.0, 1450.0);
    assertThat(card.largestDeviceBatch(1450)).isGreaterThanOrEqualTo(6);
    assertThat(card.peakResidentMib().orElseThrow().value()).isGreaterThan(1450);
    assertThat(planner(Precision.FLOAT32).largestBatch(AUTHORS, 1450, MeasuredMemory.Kind.TRAINER))
        .isBetween(1, 5);
    // The copy that is written beside the training takes 341 MiB.
    assertThat(planner(Precision.FLOAT32).largestBatch(AUTHORS, 1450)).isZero();
    assertThat(planner(Precision.FLOAT32).largestBatch(AUTHORS, 1800)).isBetween(1, 5);
  }

  @Test
  void theLargestDeviceBatchIsTheLastThatFits() {
    Planner planner = planner(Precision.FLOAT32);
    int largest = planner.card(AUTHORS, 1).largestDeviceBatch(1450);
    assertThat(planner.card(AUTHORS, largest).deviceMib()).isLessThanOrEqualTo(1450);
    assertThat(planner.card(AUTHORS, largest + 1).deviceMib()).isGreaterThan(1450);
    assertThat(planner.card(AUTHORS, 1).largestDeviceBatch(400)).isZero();
  }

  @Test
  void tellsNoFigureThatNobodyMeasured() {
    CostCard full = planner(Precision.FLOAT32).card(AUTHORS, 2);
    assertThat(full.stepMillis()).isEmpty();
    assertThat(full.remark())
        .isEqualTo("no calibration for float32; ./workbench plan --calibrate measures this one");
    CostCard half = planner(Precision.BF16).card(AUTHORS, 2);
    assertThat(half.peakResidentMib()).isEmpty();
    assertThat(half.keptBytes()).isLessThan(full.keptBytes());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> planner(Precision.BF16).largestBatch(AUTHORS, 1450))
        .withMessage("memory was measured in float32 only, got precision bf16");
  }

  @Test
  void isFluent() {
    CostCard card = CostCard.of(ModelSpec.parse("liae-ud-96-32-16-16-16")).batch(8);
    assertThat(card.batch()).isEqualTo(8);
    assertThat(card.work().total())
        .isEqualTo(8 * CostCard.of(ModelSpec.parse("liae-ud-96-32-16-16-16")).work().total());
    assertThat(card.precision(Precision.BF16).precision()).isEqualTo(Precision.BF16);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> card.batch(0))
        .withMessage("batch must be at least 1, got 0");
  }

  @Test
  void saysWhatACalibrationSays() {
    Calibration calibration = CalibrationTest.calibration();
    Planner planner =
        new Planner(Precision.FLOAT32, MemoryModel.shipped(), Optional.of(calibration), "");
    Estimate time = planner.card(AUTHORS, 2).stepMillis().orElseThrow();
    assertThat(time.value()).isEqualTo(calibration.stepMillis(StepCost.of(AUTHORS, 2)).value());
    assertThat(time.basis()).startsWith("fitted from 8 small trainings on this machine (");
  }
}
