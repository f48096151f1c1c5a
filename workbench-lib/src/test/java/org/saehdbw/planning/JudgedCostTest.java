package org.saehdbw.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.losses.LossOptions;
import org.saehdbw.tensors.CostOps;
import org.saehdbw.tensors.Precision;
import org.saehdbw.training.steps.CountedStep;
import org.saehdbw.training.steps.StepPart;

/** Discriminators and styles on a cost card. */
class JudgedCostTest {
  private static final ModelSpec AUTHORS = ModelSpec.parse("df-udt-192-128-48-32-16-gray");
  private static final int BATCH = 2;

  @TempDir private Path nothing;

  private CostCard card(Precision precision, String... words) {
    return Planner.of(precision, new CalibrationFile(nothing))
        .card(AUTHORS, BATCH, new CostSettings(List.of(words)));
  }

  private CostCard card(String... words) {
    return card(Precision.FLOAT32, words);
  }

  private static StepCost.Part part(CostCard card, String name) {
    return card.parts().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  /** FLOPs of a convolution of one sample. */
  private static long conv(int outSide, long in, long out, int kernel) {
    return 2 * outSide * outSide * in * out * kernel * kernel;
  }

  @Test
  void aCodeDiscriminatorCostsWhatWasWorkedByHand() {
    CostCard card = card("true_face_power=0.01");
    StepCost.Part judge = part(card, "dis");
    // 128 * 256 * 16 + 256, and 256 + 1.
    assertThat(judge.parameters()).isEqualTo(524_801);
    // Codes of 6 x 6 become 4 x 4 with padding 2 and a stride of 2.
    long once = conv(4, 128, 256, 4) + conv(4, 256, 1, 1);
    long encode = part(card, "encoder").forward().total() + part(card, "inter").forward().total();
    // The source's codes in the model's update, both sides' in its own, for which the model encodes
    // both sides again.
    assertThat(judge.forward().total()).isEqualTo(BATCH * 3 * once + encode);
    // Gradients for the codes alone in the model's update, for weights and codes in its own; none
    // for what encoded.
    assertThat(judge.backward().total()).isEqualTo(BATCH * (1 + 2 * 2) * once);
    DiscriminatorCost update = card.cost().discriminators().get(0);
    assertThat(update.name()).isEqualTo("dis");
    assertThat(update.drawingFlops()).isEqualTo(encode);
    assertThat(update.flops()).isEqualTo(encode + BATCH * 2 * 3 * once);
  }

  @Test
  void aPatchDiscriminatorDrawsTheSourceAgain() {
    CostCard card = card("gan_power=0.1");
    StepCost.Part judge = part(card, "D_src");
    assertThat(judge.parameters()).isEqualTo(946_962);
    assertThat(card.parameters()).isEqualTo(29_799_818 + 946_962);
    List<CostOps.Row> model =
        card.cost().stages().stream().filter(row -> row.name().startsWith("D_src/")).toList();
    long once = model.stream().mapToLong(CostOps.Row::flops).sum();
    assertThat(model.get(0).flops()).isEqualTo(BATCH * conv(192, 1, 16, 1));
    assertThat(model).allMatch(row -> row.backward().equals(row.forward()));
    DiscriminatorCost update = card.cost().discriminators().get(0);
    long encode = part(card, "encoder").forward().total() + part(card, "inter").forward().total();
    assertThat(update.drawingFlops())
        .isEqualTo(encode / 2 + part(card, "decoder_src").forward().total());
    // Twice as many pictures, with gradients for weights too.
    List<CostOps.Row> own =
        update.stages().stream()
            .filter(row -> row.name().startsWith("D_src/update/D_src/"))
            .toList();
    assertThat(own.stream().mapToLong(CostOps.Row::flops).sum()).isEqualTo(2 * once);
    assertThat(own.stream().mapToLong(row -> row.backward().total()).sum()).isEqualTo(4 * once);
    assertThat(update.stages()).allMatch(row -> row.parameters() == 0);
    assertThat(update.stages().stream().filter(row -> row.name().contains("/decoder_src/")))
        .isNotEmpty()
        .allMatch(row -> row.backward().total() == 0 && row.keptBytes() == 0);
  }

  @Test
  void colourHasAWiderFirstLayer() {
    ModelSpec colour = ModelSpec.parse("df-udt-192-128-48-32-16-colour");
    StepCost cost = StepCost.of(colour, 1, new CostSettings(List.of("gan_power=0.1")));
    assertThat(cost.discriminators().get(0).parameters()).isEqualTo(946_962 + 2 * 16);
  }

  @ParameterizedTest
  @CsvSource({"face_style_power=1, 1", "bg_style_power=1, 1", "both, 2"})
  void aStyleIsAnotherPassOfADecoder(String setting, int passes) {
    CostCard plain = card();
    CostCard card =
        setting.equals("both") ? card("face_style_power=1", "bg_style_power=1") : card(setting);
    StepCost.Part decoder = part(plain, "decoder_src");
    StepCost.Part styles = part(card, "styles");
    assertThat(styles.forward().total()).isEqualTo(passes * decoder.forward().total());
    assertThat(styles.backward().total()).isEqualTo(passes * decoder.backward().total());
    assertThat(styles.parameters()).isZero();
    assertThat(part(card, "decoder_src")).isEqualTo(decoder);
    assertThat(card.parameters()).isEqualTo(plain.parameters());
    assertThat(card.disk()).isEqualTo(plain.disk());
    assertThat(part(card, "losses").forward().total())
        .isGreaterThan(part(plain, "losses").forward().total());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "df-ud-96-32-16-16-16-gray",
        "df-256-32-16-16-16-colour",
        "liae-udt-64-32-16-16-16"
      })
  void theCountedStepIsThePlainOneWithoutThem(String name) {
    ModelSpec spec = ModelSpec.parse(name);
    List<CostOps.Row> rows = CountedStep.of(spec, LossOptions.defaults(), 3).rows(StepPart.MODEL);
    StepCost plain = StepCost.of(spec, 3);
    StepCost counted = new StepCost(spec, 3, rows, List.of());
    assertThat(counted.total().forward()).isEqualTo(plain.total().forward());
    assertThat(counted.total().backward()).isEqualTo(plain.total().backward());
    assertThat(counted.total().keptBytes()).isEqualTo(plain.total().keptBytes());
    assertThat(counted.total().parameters()).isEqualTo(plain.total().parameters());
    // All terms of a step lie side by side, (N, terms), be it in one array or in one a side.
    assertThat(counted.total().activationBytes()).isEqualTo(plain.total().activationBytes());
  }

  @Test
  void bytesAreThoseOfTheUpdateThatHoldsMost() {
    CostCard plain = card();
    CostCard small = card("gan_power=0.1", "gan_dims=4");
    assertThat(small.gradientBytes()).isEqualTo(plain.gradientBytes());
    assertThat(small.keptBytes()).isEqualTo(small.cost().total().keptBytes());
    assertThat(small.optimizerBytes()).isEqualTo(8 * small.parameters());
    CostCard large = card("gan_power=0.1", "gan_dims=512");
    DiscriminatorCost update = large.cost().discriminators().get(0);
    assertThat(large.keptBytes())
        .isEqualTo(update.keptBytes())
        .isGreaterThan(large.cost().total().keptBytes());
    assertThat(large.deviceBytes())
        .isEqualTo(
            large.fixedBytes()
                + large.cost().inputBytes()
                + update.keptBytes()
                + update.largestStageBytes());
    assertThat(large.fixedBytes())
        .isEqualTo(12 * large.parameters() + 4 * Math.max(29_799_818, update.parameters()));
    CostCard half = card(Precision.BF16, "gan_power=0.1");
    assertThat(half.keptBytes()).isLessThan(card("gan_power=0.1").keptBytes());
  }

  @Test
  void filesHoldDiscriminatorsWithTheirMoments() {
    DiskSize plain = card().disk();
    DiskSize judged = card("gan_power=0.1", "true_face_power=0.1").disk();
    long values = 946_962 + 524_801;
    assertThat(judged.deepFaceLabBytes() - plain.deepFaceLabBytes()).isEqualTo(12 * values);
    // Some thirty arrays have an entry in each of three headers, about 100 bytes each.
    assertThat(judged.ourBytes() - plain.ourBytes()).isBetween(12 * values, 12 * values + 10_000);
  }

  @Test
  void predictsNothingThatWasNotMeasured() {
    CostCard card = card("gan_power=0.1");
    assertThat(card.peakResidentMib()).isEmpty();
    assertThat(card.stepMillis()).isEmpty();
    assertThat(card.remark()).isEqualTo("no step with discriminators or styles was measured");
    assertThat(card.plain().orElseThrow().peakResidentMib()).isPresent();
    assertThat(card().plain()).isEmpty();
    assertThat(card().peakResidentMib()).isPresent();
  }

  @Test
  void isFluent() {
    CostSettings gan = new CostSettings(List.of("gan_power=0.1"));
    CostCard card = CostCard.of(AUTHORS).settings(gan).batch(3).precision(Precision.BF16);
    assertThat(card.settings()).isEqualTo(gan);
    assertThat(card.batch()).isEqualTo(3);
    assertThat(card.cost()).isEqualTo(StepCost.of(AUTHORS, 3, gan));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> card.batch(0))
        .withMessage("batch must be at least 1, got 0");
  }
}
