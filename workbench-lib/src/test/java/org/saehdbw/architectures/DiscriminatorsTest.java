package org.saehdbw.architectures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.saehdbw.losses.AdversarialOptions;
import org.saehdbw.losses.TotalVariation;
import org.saehdbw.tensors.CostOps;
import org.saehdbw.tensors.Dims;
import org.saehdbw.tensors.Parameter;
import org.saehdbw.training.steps.Discriminators;

class DiscriminatorsTest {
  @ParameterizedTest
  @CsvSource({
    "1, 5, 3, 2",
    "6, 9, 7, 22",
    "10, 13, 11, 212",
    "14, 17, 15, 222",
    "18, 21, 19, 2122",
    "22, 25, 23, 2212",
    "26, 29, 27, 21212",
    "30, 33, 31, 2222",
    "34, 37, 35, 21222",
    "38, 41, 39, 22122",
    "42, 45, 43, 212122",
    "46, 49, 47, 22212",
    "50, 53, 51, 212212",
    "54, 57, 55, 221212",
    "58, 61, 59, 2121212",
    "62, 65, 63, 22222",
    "66, 69, 67, 212222",
    "70, 73, 71, 221222",
    "78, 81, 79, 222122",
    "94, 97, 95, 222212",
    "126, 129, 127, 222222",
    "640, 640, 639, 222222122"
  })
  void layersAreThoseOfTheOriginal(int from, int to, int field, String strides) {
    List<Integer> wanted = strides.chars().map(c -> c - '0').boxed().toList();
    for (int size = from; size <= to; size++) {
      PatchLayers layers = PatchLayers.of(size);
      assertThat(layers.field()).as("patch size %d", size).isEqualTo(field);
      assertThat(layers.strides()).as("patch size %d", size).isEqualTo(wanted);
    }
  }

  @Test
  void eightyEightFieldsCanBeReached() {
    List<Integer> fields =
        java.util.stream.IntStream.rangeClosed(1, 1100)
            .map(size -> PatchLayers.of(size).field())
            .distinct()
            .boxed()
            .toList();
    assertThat(fields).hasSize(88).startsWith(3, 7, 11).contains(183, 191, 263).endsWith(1023);
    assertThat(fields).doesNotContain(187, 219, 235);
  }

  @Test
  void theyHaveAsManyParametersAsTheOriginals() {
    assertThat(count(CodeDiscriminator.of(128, 6).parameters())).isEqualTo(524_801);
    assertThat(count(PatchDiscriminator.of(1, 24, 16).parameters())).isEqualTo(946_962);
  }

  private static long count(List<Parameter> parameters) {
    return parameters.stream().mapToLong(parameter -> parameter.dims().count()).sum();
  }

  @Test
  void logitsHaveTheOriginalsSizes() {
    assertThat(CodeDiscriminator.of(128, 6).forward(new CostOps(), Dims.of(2, 128, 6, 6)))
        .isEqualTo(Dims.of(2, 1, 4, 4));
    assertThat(CodeDiscriminator.of(64, 12).forward(new CostOps(), Dims.of(2, 64, 12, 12)))
        .isEqualTo(Dims.of(2, 1, 4, 4));
    PatchDiscriminator.Logits<Dims> logits =
        PatchDiscriminator.of(3, 24, 16).judge(new CostOps(), Dims.of(2, 3, 192, 192));
    assertThat(logits.patches()).isEqualTo(Dims.of(2, 1, 24, 24));
    assertThat(logits.pixels()).isEqualTo(Dims.of(2, 1, 192, 192));
  }

  @Test
  void patchesMustFitThePictures() {
    PatchDiscriminator.requireFits(192, 129);
    assertThatThrownBy(() -> PatchDiscriminator.requireFits(176, 62))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "gan_patch_size must be at most 61 for resolution 176, got 62: its layers halve the"
                + " picture 5 times, which 176 pixels do not allow");
  }

  @Test
  void onlyDfHasOneCodeOfBoth() {
    AdversarialOptions trueFace =
        new AdversarialOptions(0.1, true, 0, 8, 16, TotalVariation.ofPictures());
    Discriminators df = Discriminators.of(ModelSpec.parse("df-udt-192-128-48-32-16"), trueFace);
    assertThat(df.code().orElseThrow().stages()).hasSize(1);
    assertThatThrownBy(() -> Discriminators.of(ModelSpec.parse("liae-ud-64-32-16-16-16"), trueFace))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("true_face_power must be 0 for liae-ud-64-32-16-16-16");
  }
}
