package org.saehdbw.architectures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.saehdbw.layers.StandardBlock;
import org.saehdbw.tensors.CostOps;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.training.components.CustomComponentsCheck;

/** Our own letters: names, shapes and counts worked by hand for ae 16, e 4, d 4, mask 2. */
class GrayOptionsTest {
  private static ModelSpec spec(String archi) {
    return ModelSpec.parse(archi + "-64-16-4-4-2-gray");
  }

  private static Map<String, Dims> weights(String archi, String part) {
    return Network.of(spec(archi)).parameters().stream()
        .filter(parameter -> parameter.part().equals(part))
        .filter(parameter -> parameter.name().endsWith("/weight"))
        .collect(Collectors.toMap(Parameter::name, Parameter::dims));
  }

  private static CostOps.Row row(String archi, String name) {
    return ModelCost.of(spec(archi), 1).rows().stream()
        .filter(row -> row.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  // Encoder, folded: 100 * 2e + 2e, 25 * 2e * 4e + 4e, 25 * 4e * 8e + 8e. A decoder's upscale has
  // 36 * in * out + 4 out, a block 18 w² + 2 w, a separable one 2 w² + 22 w,
  // a single one 9 w² + w.
  @ParameterizedTest
  @CsvSource({
    "df-udf, encoder, 16856",
    "df-udtf, encoder, 62152",
    "liae-udtf, encoder, 62152",
    "df-udh, decoder_src, 77600",
    "df-h, decoder_src, 74984",
    "df-udn, decoder_dst, 77583",
    "df-uds, decoder_dst, 61231",
    "df-udo, decoder_dst, 69463",
    "df-udk, decoder_trunk, 74112",
    "df-udk, decoder_src, 7503",
    "df-udk, decoder_dst, 7503"
  })
  void eachLetterHasTheParametersThatItsShapesSay(String archi, String part, long expected) {
    long declared =
        Network.of(spec(archi)).parameters().stream()
            .filter(parameter -> parameter.part().equals(part))
            .mapToLong(parameter -> parameter.dims().count())
            .sum();
    assertThat(declared).isEqualTo(expected);
    assertThat(ModelCost.of(spec(archi), 2).parametersByPart()).containsEntry(part, expected);
  }

  @Test
  void aFoldedStemReplacesTheFirstTwoDownscales() {
    assertThat(weights("df-udf", "encoder"))
        .containsOnly(
            Map.entry("encoder/folded/conv1/weight", Dims.of(8, 1, 10, 10)),
            Map.entry("encoder/down1/downs_2/conv1/weight", Dims.of(16, 8, 5, 5)),
            Map.entry("encoder/down1/downs_3/conv1/weight", Dims.of(32, 16, 5, 5)));
    assertThat(weights("df-tf", "encoder"))
        .containsOnlyKeys(
            "encoder/folded/conv1/weight",
            "encoder/res1/conv1/weight",
            "encoder/res1/conv2/weight",
            "encoder/down3/conv1/weight",
            "encoder/down4/conv1/weight",
            "encoder/down5/conv1/weight",
            "encoder/res5/conv1/weight",
            "encoder/res5/conv2/weight");
    CostOps.Row stem = row("df-udf", "encoder/folded");
    assertThat(stem.output()).isEqualTo(Dims.of(2, 8, 16, 16));
    // Two pictures of 16 x 16 x 8 values, each of 100 products and additions.
    assertThat(stem.flops()).isEqualTo(2L * 16 * 16 * 8 * 100 * 2);
    assertThat(row("df-udf", "encoder/flatten").output())
        .isEqualTo(row("df-ud", "encoder/flatten").output());
  }

  @Test
  void aFoldedHeadEndsOneStageEarlier() {
    assertThat(weights("df-udh", "decoder_src"))
        .containsOnly(
            Map.entry("decoder_src/upscale0/conv1/weight", Dims.of(128, 16, 3, 3)),
            Map.entry("decoder_src/upscale1/conv1/weight", Dims.of(64, 32, 3, 3)),
            Map.entry("decoder_src/res0/conv1/weight", Dims.of(32, 32, 3, 3)),
            Map.entry("decoder_src/res0/conv2/weight", Dims.of(32, 32, 3, 3)),
            Map.entry("decoder_src/res1/conv1/weight", Dims.of(16, 16, 3, 3)),
            Map.entry("decoder_src/res1/conv2/weight", Dims.of(16, 16, 3, 3)),
            Map.entry("decoder_src/upscalem0/conv1/weight", Dims.of(64, 16, 3, 3)),
            Map.entry("decoder_src/upscalem1/conv1/weight", Dims.of(32, 16, 3, 3)),
            Map.entry("decoder_src/out_conv/weight", Dims.of(16, 16, 3, 3)),
            Map.entry("decoder_src/out_convm/weight", Dims.of(16, 8, 3, 3)));
    assertThat(weights("df-h", "decoder_src"))
        .containsEntry("decoder_src/out_conv/weight", Dims.of(4, 16, 3, 3))
        .containsEntry("decoder_src/out_convm/weight", Dims.of(4, 8, 3, 3));
    CostOps.Row head = row("df-udh", "decoder_src/out_conv");
    assertThat(head.output()).isEqualTo(Dims.of(1, 1, 64, 64));
    // 16 x 16 places of 16 values, each of 9 * 16 products and additions.
    assertThat(head.flops()).isEqualTo(16L * 16 * 16 * 9 * 16 * 2);
    assertThat(row("df-udh", "decoder_src/out_convm").output()).isEqualTo(Dims.of(1, 1, 64, 64));
    ModelSpec colour = ModelSpec.parse("liae-udth-64-16-4-4-2-colour");
    Dims pictures = Dims.of(2, 3, 64, 64);
    assertThat(Network.of(colour).reconstruct(new CostOps(), pictures, pictures).src().picture())
        .isEqualTo(pictures);
  }

  @Test
  void aNarrowTopIsHalfAsWideAsBefore() {
    assertThat(weights("df-udn", "decoder_src"))
        .containsEntry("decoder_src/upscale2/conv1/weight", Dims.of(16, 16, 3, 3))
        .containsEntry("decoder_src/res2/conv1/weight", Dims.of(4, 4, 3, 3))
        .containsEntry("decoder_src/upscalem2/conv1/weight", Dims.of(8, 8, 3, 3))
        .containsEntry("decoder_src/upscalem3/conv1/weight", Dims.of(8, 2, 3, 3));
    assertThat(weights("df-udhn", "decoder_src"))
        .containsEntry("decoder_src/upscale1/conv1/weight", Dims.of(32, 32, 3, 3))
        .containsEntry("decoder_src/out_conv/weight", Dims.of(16, 8, 3, 3))
        .containsEntry("decoder_src/out_convm/weight", Dims.of(16, 4, 3, 3));
  }

  @Test
  void separableBlocksTakeTheirConvolutionsApart() {
    assertThat(weights("df-udsh", "decoder_src"))
        .containsEntry("decoder_src/res1/depthwise1/weight", Dims.of(16, 1, 3, 3))
        .containsEntry("decoder_src/res1/pointwise1/weight", Dims.of(16, 16, 1, 1))
        .containsEntry("decoder_src/res1/depthwise2/weight", Dims.of(16, 1, 3, 3))
        .containsEntry("decoder_src/res1/pointwise2/weight", Dims.of(16, 16, 1, 1))
        .doesNotContainKey("decoder_src/res1/conv1/weight");
    // 8 x 8 places of 32 channels: twice 9 within the channel and 32 across.
    assertThat(row("df-uds", "decoder_src/res0").flops()).isEqualTo(8L * 8 * 32 * 2 * (9 + 32) * 2);
    assertThat(Network.of(spec("df-ud"), StandardBlock.SEPARABLE).parameters())
        .isEqualTo(Network.of(spec("df-uds")).parameters())
        .isEqualTo(Network.of(spec("df-uds"), StandardBlock.SEPARABLE).parameters());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Network.of(spec("df-uds"), StandardBlock.NONE))
        .withMessage(
            "block must be residual or separable for df-uds-64-16-4-4-2-gray, whose option s"
                + " replaces residual blocks, got none");
  }

  @Test
  void singleBlocksHaveOneConvolution() {
    assertThat(weights("df-uho", "decoder_src"))
        .containsEntry("decoder_src/res1/conv1/weight", Dims.of(16, 16, 3, 3))
        .doesNotContainKey("decoder_src/res1/conv2/weight");
    // 8 x 8 places of 32 channels, each of 9 * 32 products and additions.
    assertThat(row("df-udo", "decoder_src/res0").flops()).isEqualTo(8L * 8 * 32 * 9 * 32 * 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CustomComponentsCheck.block(spec("df-udo"), StandardBlock.SEPARABLE))
        .withMessage(
            "block must be residual or single for df-udo-64-16-4-4-2-gray, whose option o"
                + " replaces residual blocks, got separable");
  }

  @Test
  void aSharedTrunkHasAllStagesButTheLast() {
    assertThat(weights("df-udk", "decoder_trunk").keySet())
        .containsExactlyInAnyOrder(
            "decoder_trunk/upscale0/conv1/weight",
            "decoder_trunk/upscale1/conv1/weight",
            "decoder_trunk/res0/conv1/weight",
            "decoder_trunk/res0/conv2/weight",
            "decoder_trunk/res1/conv1/weight",
            "decoder_trunk/res1/conv2/weight",
            "decoder_trunk/upscalem0/conv1/weight",
            "decoder_trunk/upscalem1/conv1/weight");
    assertThat(weights("df-udhk", "decoder_dst").keySet())
        .containsExactlyInAnyOrder(
            "decoder_dst/upscale1/conv1/weight",
            "decoder_dst/res1/conv1/weight",
            "decoder_dst/res1/conv2/weight",
            "decoder_dst/upscalem1/conv1/weight",
            "decoder_dst/out_conv/weight",
            "decoder_dst/out_convm/weight");
    // The trunk draws both sides at once: the work is the same, the weights are there once.
    assertThat(ModelCost.of(spec("df-udk"), 1).flops())
        .isEqualTo(ModelCost.of(spec("df-ud"), 1).flops());
    assertThat(row("df-udk", "decoder_trunk/res1").output()).isEqualTo(Dims.of(2, 16, 16, 16));
  }

  @ParameterizedTest
  @CsvSource({"udtc, ''", "udf, f", "ksnhfctdu, fhnsk", "'', ''"})
  void ourLettersAreToldFromTheirs(String options, String ours) {
    assertThat(OptionLetters.ours(options)).isEqualTo(ours);
  }

  @Test
  void noLetterIsInBothSets() {
    List<Character> all = OptionLetters.ALL.chars().mapToObj(c -> (char) c).toList();
    assertThat(all).doesNotHaveDuplicates().hasSize(10);
  }
}
