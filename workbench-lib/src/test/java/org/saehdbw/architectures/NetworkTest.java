package org.saehdbw.architectures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.saehdbw.tensors.CostOps;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.Parameter;

class NetworkTest {
  @ParameterizedTest
  @CsvSource({
    "df-udt-192-128-48-32-16-gray, 29799818",
    "df-udt-192-128-48-32-16-colour, 29809402",
    "df-ud-192-128-48-48-16-gray, 29794858",
    "liae-ud-192-96-32-32-16-gray, 20875029",
    "liae-ud-192-96-32-32-16-colour, 20880221"
  })
  void hasTheOriginalsParameterCount(String name, long expected) {
    ModelSpec spec = ModelSpec.parse(name);
    long declared = Network.of(spec).parameters().stream().mapToLong(p -> p.dims().count()).sum();
    assertThat(declared).isEqualTo(expected);
    assertThat(ModelCost.of(spec, 2).parameters()).isEqualTo(expected);
  }

  @Test
  void costsEachPartAndLayerAsTheTableSays() {
    ModelCost cost = ModelCost.of(ModelSpec.parse("df-udt-192-128-48-32-16-gray"), 1);
    assertThat(cost.parametersByPart())
        .containsEntry("encoder", 8_804_448L)
        .containsEntry("inter", 2_364_032L)
        .containsEntry("decoder_src", 9_315_669L)
        .containsEntry("decoder_dst", 9_315_669L);
    CostOps.Row down1 = cost.rows().get(0);
    assertThat(down1.name()).isEqualTo("encoder/down1");
    assertThat(down1.output()).isEqualTo(Dims.of(2, 48, 96, 96));
    assertThat(down1.parameters()).isEqualTo(1_248);
    // 2 pictures of 96 x 96 x 48 values, each of 25 products and additions.
    assertThat(down1.flops()).isEqualTo(2L * 96 * 96 * 48 * 25 * 2);
    // Convolution and activation each give one such array, after src and dst were joined.
    assertThat(down1.activationBytes()).isEqualTo(4L * (2 * 2 * 96 * 96 * 48 + 2 * 192 * 192));
  }

  @Test
  void definesTheDecoderInDeepFaceLabsOrder() {
    List<String> names =
        Network.of(ModelSpec.parse("df-ud-64-16-4-4-2")).parameters().stream()
            .map(Parameter::name)
            .filter(name -> name.startsWith("decoder_src/") && name.endsWith("/weight"))
            .toList();
    assertThat(names)
        .containsExactly(
            "decoder_src/upscale0/conv1/weight",
            "decoder_src/upscale1/conv1/weight",
            "decoder_src/upscale2/conv1/weight",
            "decoder_src/res0/conv1/weight",
            "decoder_src/res0/conv2/weight",
            "decoder_src/res1/conv1/weight",
            "decoder_src/res1/conv2/weight",
            "decoder_src/res2/conv1/weight",
            "decoder_src/res2/conv2/weight",
            "decoder_src/upscalem0/conv1/weight",
            "decoder_src/upscalem1/conv1/weight",
            "decoder_src/upscalem2/conv1/weight",
            "decoder_src/out_conv/weight",
            "decoder_src/out_conv1/weight",
            "decoder_src/out_conv2/weight",
            "decoder_src/out_conv3/weight",
            "decoder_src/upscalem3/conv1/weight",
            "decoder_src/out_convm/weight");
  }

  @Test
  void freezesAndRenewsTheInters() {
    assertThat(Network.of(ModelSpec.parse("df-64-16-4-4-2")).frozenWithoutWarp()).isEmpty();
    Network liae = Network.of(ModelSpec.parse("liae-64-16-4-4-2"));
    assertThat(liae.frozenWithoutWarp()).containsExactly("inter_AB");
    assertThat(liae.renewedAfterPretraining()).containsExactly("inter_AB", "inter_B");
  }
}
