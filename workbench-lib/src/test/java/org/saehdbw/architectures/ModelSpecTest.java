package org.saehdbw.architectures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelSpecTest {
  @ParameterizedTest
  @CsvSource({
    "df-udt-192-128-48-32-16-gray, df-udt-192-128-48-32-16-gray",
    "DF-UDT 192-128-48-32-16, df-udt-192-128-48-32-16-gray",
    "liae-du-96-64-24-24-16-colour, liae-ud-96-64-24-24-16-colour",
    "df-64-32-16-16-16, df-64-32-16-16-16-gray",
    "df-udfh-64-32-16-16-16-gray, df-udfh-64-32-16-16-16-gray",
    "DF-KSNHFCTDU 64-32-16-16-16, df-udtcfhnsk-64-32-16-16-16-gray",
    "df-kohu-64-32-16-16-16, df-uhok-64-32-16-16-16-gray",
    "liae-fhns-64-32-16-16-16-colour, liae-fhns-64-32-16-16-16-colour",
    "liae-ctdu-64-32-16-16-16-color, liae-udtc-64-32-16-16-16-colour"
  })
  void parsesAndPrints(String name, String printed) {
    ModelSpec spec = ModelSpec.parse(name);
    assertThat(spec).hasToString(printed);
    assertThat(ModelSpec.parse(printed)).isEqualTo(spec);
  }

  @Test
  void readsEveryDimensionInItsPlace() {
    assertThat(ModelSpec.parse("DF-UDT 192-128-48-32-16"))
        .isEqualTo(new ModelSpec(ModelSpec.Family.DF, "udt", 192, 128, 48, 32, 16, 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "df",
        "dfx-64-32-16-16-16",
        "df-x-64-32-16-16-16",
        "df--64-32-16-16-16",
        "df-64-32-16-16",
        "df-64-32-16-16-1x"
      })
  void refusesWhatIsNoName(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelSpec.parse(name))
        .withMessage(
            "a model's name is <df|liae>[-<letters of udtcfhnsok>]-<resolution>-<ae>-<e>-<d>-<dMask>"
                + "[-gray|-colour], such as df-udt-192-128-48-32-16-gray; got "
                + name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "df-udt-190-128-48-32-16|resolution must be a multiple of 32 and at least 64 for df-udt,"
            + " got 190; nearest is 192",
        "df-t-176-128-48-32-16|resolution must be a multiple of 32 and at least 64 for df-t,"
            + " got 176; nearest is 192",
        "liae-32-128-48-32-16|resolution must be a multiple of 16 and at least 64 for liae,"
            + " got 32; nearest is 64",
        "df-ud-672-128-48-32-16|resolution must be a multiple of 32 and at most 640 for df-ud,"
            + " got 672; nearest is 640",
        "df-64-16-48-32-16|ae_dims must be between 32 and 1024, got 16; nearest is 32",
        "df-64-64-15-32-16|e_dims must be even and between 16 and 256, got 15; nearest is 16",
        "df-64-64-16-33-16|d_dims must be even and between 16 and 256, got 33; nearest is 34",
        "df-64-64-16-32-300|d_mask_dims must be even and between 16 and 256, got 300;"
            + " nearest is 256"
      })
  void refusesNewModelsOutOfRangeNamingTheNearest(String name, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelSpec.parseNew(name))
        .withMessage(message);
  }

  @Test
  void onlyDfHasATrunkToShare() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelSpec.parse("liae-kdu-64-32-16-16-16"))
        .withMessage(
            "option k shares the trunk of df's two decoders, and liae has one decoder; got"
                + " liae-udk");
  }

  @Test
  void blocksAreReplacedOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelSpec.parse("df-udosf-64-32-16-16-16"))
        .withMessage(
            "options s and o both replace residual blocks, one of them is possible; got df-udfso");
  }

  @Test
  void anUnknownLetterIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ModelSpec(ModelSpec.Family.DF, "udx", 64, 32, 16, 16, 16, 1))
        .withMessage("options must be letters of udtcfhnsok, got 'x' in udx");
  }

  @Test
  void allowsTinyStoredModels() {
    assertThat(ModelSpec.parse("df-ud-64-16-4-4-2").eDims()).isEqualTo(4);
    assertThat(ModelSpec.parseNew("liae-ud-640-33-16-256-22").aeDims()).isEqualTo(33);
  }
}
