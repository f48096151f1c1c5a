package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanCommandTest {
  private static final String AUTHORS = "df-udt-192-128-48-32-16";

  @TempDir private java.nio.file.Path home;
  private final String before = System.getProperty("workbench.home", "");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void anUncalibratedCheckout() {
    System.setProperty("workbench.home", home.toString());
  }

  @AfterEach
  void asItWas() {
    System.setProperty("workbench.home", before);
  }

  private int plan(String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "plan";
    System.arraycopy(words, 0, all, 1, words.length);
    return Workbench.run(new PrintWriter(out), new PrintWriter(err), all);
  }

  private JsonNode json(String... words) throws Exception {
    assertThat(plan(words)).as(err.toString()).isEqualTo(ExitCode.DONE);
    return new ObjectMapper().readTree(out.toString());
  }

  @Test
  void aCardIsOneScreen() {
    assertThat(plan(AUTHORS, "--batch", "6")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString().lines().count()).isLessThan(24);
    assertThat(out.toString())
        .contains(AUTHORS + "-gray, batch 6 a side, float32")
        .contains("29,799,818")
        .contains("convolutions 432.0")
        .contains("DeepFaceLab's files with a preview sample 347.8 MiB")
        .contains("time is not predicted: no calibration for float32;")
        .contains("not measured on any card");
  }

  @Test
  void aModelWithOurLettersHasNoFilesOfDeepFaceLabs() {
    assertThat(plan("df-udfh-64-32-16-16-16")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString())
        .contains("MiB; no files of DeepFaceLab's, which has no options fh")
        .doesNotContain("preview sample");
  }

  @Test
  void aCardIsOneDocument() throws Exception {
    JsonNode card = json(AUTHORS, "--batch", "6", "--json");
    assertThat(card.get("parameters").asLong()).isEqualTo(29_799_818);
    long convolutions =
        card.at("/forward_flops/convolution").asLong()
            + card.at("/backward_flops/convolution").asLong();
    assertThat(convolutions).isEqualTo(6 * 72_001_585_152L);
    assertThat(card.get("step_ms").isNull()).isTrue();
    assertThat(card.at("/peak_resident_mib/value").asDouble()).isGreaterThan(1450);
    assertThat(card.at("/peak_resident_mib/margin_percent").asDouble()).isPositive();
    assertThat(card.at("/bytes/optimizer").asLong()).isEqualTo(8 * 29_799_818L);
    assertThat(card.get("stages").get(0).get("name").asText()).isEqualTo("encoder/down1");
  }

  @Test
  void aCardCountsDiscriminatorsAndStyles() throws Exception {
    assertThat(
            plan(
                AUTHORS,
                "--batch",
                "6",
                "--budget-mib",
                "1450",
                "--set",
                "gan_power=0.1",
                "--set",
                "true_face_power=0.01",
                "--set",
                "bg_style_power=1"))
        .as(err.toString())
        .isEqualTo(ExitCode.DONE);
    assertThat(out.toString())
        .contains(
            AUTHORS
                + "-gray, batch 6 a side, float32, true_face_power 0.01, gan_power 0.1,"
                + " bg_style_power 1.0",
            "dis             524,801",
            "D_src           946,962",
            "styles                0",
            "update   dis: 34.69 of its GFLOP, 34.08 of them the model's forward pass again; keeps",
            "update   D_src: 154.55 of its GFLOP, 72.03 of them the model's forward pass again;",
            "trainer  resident memory is not predicted: no step with discriminators or styles was"
                + " measured; without them 2,075 MiB resident at most on the CPU, beside a save's"
                + " copy of 341 MiB (save_beside: n makes none), within ",
            "step     time is not predicted: no step with discriminators or styles was measured;"
                + " its work is ",
            "on a card, batch 6 fits 1,450 MiB: ")
        .doesNotContain("on the CPU, batch 6");
  }

  @Test
  void aDocumentHasWhatIsKnownWithoutThem() throws Exception {
    JsonNode card = json(AUTHORS, "--batch", "6", "--set", "gan_power=0.1", "--json");
    assertThat(card.get("settings").get(0).asText()).isEqualTo("gan_power=0.1");
    assertThat(card.get("parameters").asLong()).isEqualTo(29_799_818 + 946_962);
    assertThat(card.get("peak_resident_mib").isNull()).isTrue();
    assertThat(card.get("step_ms").isNull()).isTrue();
    assertThat(card.get("remark").asText())
        .isEqualTo("no step with discriminators or styles was measured");
    assertThat(card.at("/without_settings/parameters").asLong()).isEqualTo(29_799_818);
    assertThat(card.at("/without_settings/peak_resident_mib/value").asDouble()).isPositive();
    JsonNode last = card.get("stages").get(card.get("stages").size() - 1);
    assertThat(last.get("name").asText()).startsWith("D_src/update/");
  }

  @Test
  void powersOfZeroChangeNoByte() {
    assertThat(plan(AUTHORS, "--json")).isEqualTo(ExitCode.DONE);
    String plain = out.toString();
    out.getBuffer().setLength(0);
    assertThat(plan(AUTHORS, "--json", "--set", "gan_power=0")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).isEqualTo(plain).doesNotContain("settings");
  }

  @Test
  void theAuthorsSettingIsJudged() throws Exception {
    assertThat(plan(AUTHORS, "--batch", "6", "--budget-mib", "1450")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString())
        .contains("on the CPU, batch 6 does not fit 1,450 MiB: ")
        .contains("on a card, batch 6 fits 1,450 MiB: 1,146 MiB counted; the largest batch")
        .contains("Not measured on any card")
        .contains("455 are weights, gradients and moments at any batch, 115 each sample a side");
  }

  @Test
  void aVerdictIsInTheDocument() throws Exception {
    JsonNode budget = json(AUTHORS, "--batch", "6", "--budget-mib", "1450", "--json").get("budget");
    assertThat(budget.get("fits_resident").asText()).isEqualTo("no");
    assertThat(budget.get("fits_device_counted").asBoolean()).isTrue();
    // With the copy of a save not even batch 1 is sure to fit.
    assertThat(budget.get("largest_batch_resident").asInt()).isZero();
    assertThat(budget.get("largest_batch_resident_save_between").asInt()).isBetween(1, 5);
  }

  @Test
  void whatMayOrMayNotFitIsNotTheLargestThatFits() throws Exception {
    String peak = json(AUTHORS, "--batch", "6", "--json").at("/peak_resident_mib/value").asText();
    out.getBuffer().setLength(0);
    JsonNode budget = json(AUTHORS, "--batch", "6", "--budget-mib", peak, "--json").get("budget");
    assertThat(budget.get("fits_resident").asText()).isEqualTo("open");
    int largest = budget.get("largest_batch_resident").asInt();
    assertThat(largest).isBetween(1, 5);
    out.getBuffer().setLength(0);
    assertThat(plan(AUTHORS, "--batch", "6", "--budget-mib", peak)).isEqualTo(ExitCode.DONE);
    assertThat(out.toString())
        .contains("on the CPU, batch 6 may or may not fit ")
        .contains("; the largest batch that fits is " + largest + " (with save_beside: n it is ");
    out.getBuffer().setLength(0);
    assertThat(plan(AUTHORS, "--batch", "1", "--budget-mib", "500")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString())
        .contains("on the CPU, batch 1 does not fit 500 MiB: ")
        .contains("; in the plain way not even batch 1 is sure to fit; no way fits at batch 1\n");
  }

  @Test
  void namesTheWayThatFitsWhereThePlainOneDoesNot() throws Exception {
    String[] asked = {AUTHORS, "--batch", "2", "--budget-mib", "1450"};
    assertThat(plan(asked)).isEqualTo(ExitCode.DONE);
    assertThat(out.toString())
        .contains("; memory_mib: 1450 chooses save_beside false for batch 2\n")
        .containsPattern("(?m)^plain +1,\\d{3} +1,\\d{3} +no *$")
        .containsPattern("(?m)^save_beside false +1,\\d{3} +1,\\d{3} +yes *$")
        .containsPattern("(?m)^micro_batch 1, activation_checkpointing true, save_beside false ");
    out.getBuffer().setLength(0);
    JsonNode budget = json(AUTHORS, "--batch", "2", "--budget-mib", "1450", "--json").get("budget");
    assertThat(budget.get("ways")).hasSize(8);
    assertThat(budget.at("/chosen_way/save_beside").asBoolean()).isFalse();
    assertThat(budget.at("/chosen_way/micro_batch").asInt()).isZero();
    assertThat(budget.at("/chosen_way/activation_checkpointing").asBoolean()).isFalse();
  }

  @Test
  void aCardOfASetWayIsOfThatWay() throws Exception {
    double plain =
        json(AUTHORS, "--batch", "2", "--json").at("/peak_resident_mib/value").asDouble();
    out.getBuffer().setLength(0);
    JsonNode card = json(AUTHORS, "--batch", "2", "--json", "--set", "activation_checkpointing=y");
    assertThat(card.at("/settings/0").asText()).isEqualTo("activation_checkpointing=y");
    assertThat(card.at("/peak_resident_mib/value").asDouble()).isBetween(0.6 * plain, 0.9 * plain);
    assertThat(card.get("step_ms").isNull()).isTrue();
    out.getBuffer().setLength(0);
    assertThat(plan(AUTHORS, "--batch", "2", "--set", "save_beside=n")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString())
        .contains(", batch 2 a side, float32, save_beside false\n")
        .contains("MiB resident at most on the CPU, without a copy for saves, within ");
  }

  @Test
  void ofBf16NothingResidentIsPredicted() throws Exception {
    JsonNode budget =
        json(AUTHORS, "--precision", "bf16", "--budget-mib", "1450", "--json").get("budget");
    assertThat(budget.get("fits_resident").isNull()).isTrue();
    assertThat(budget.get("largest_batch_resident").isNull()).isTrue();
    assertThat(budget.get("fits_device_counted").asBoolean()).isTrue();
  }

  @Test
  void dimsAreRankedAndTheNextOnesPriced() throws Exception {
    JsonNode found =
        json("--budget-mib", "700", "--resolution", "96", "--archi", "df-ud", "--json");
    assertThat(found.get("ranked_by").asText()).isEqualTo("parameters, then FLOPs");
    assertThat(found.get("models")).hasSizeBetween(1, 10);
    assertThat(found.get("models").get(0).get("model").asText()).startsWith("df-ud-96-");
    assertThat(found.get("models").get(0).get("memory_mib").asDouble()).isLessThanOrEqualTo(700);
    assertThat(found.get("next_dims_of_the_first")).isNotEmpty();
  }

  @Test
  void sayingThatNothingFitsIsAnAnswer() {
    assertThat(plan("--budget-mib", "100", "--resolution", "96")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString().strip())
        .isEqualTo("no dims of those looked at fit 100 MiB at batch 4");
  }

  @Test
  void grayModelsOfEqualCostAreListed() throws Exception {
    JsonNode found = json("--like", "df-ud-64-64-32-32-18-colour", "--equal", "flops", "--json");
    assertThat(found.at("/like/model").asText()).isEqualTo("df-ud-64-64-32-32-18-colour");
    assertThat(found.get("models").get(0).get("model").asText())
        .isEqualTo("df-ud-64-64-32-32-18-gray");
    assertThat(found.get("models")).hasSize(10);
  }

  @Test
  void publishedSizesAreListed() throws Exception {
    JsonNode rows = json("--published", "--json");
    assertThat(rows).hasSize(21);
    assertThat(rows.get(0).get("error_percent").asDouble()).isBetween(0.0, 1.0);
    out.getBuffer().setLength(0);
    assertThat(plan("--published")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).contains("16 of 21 are within 3 %");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "| plan answers one of SPEC, --resolution, --like, --find-batch, --calibrate and"
            + " --published, got none",
        "df-64-32-16-16-16 --published | plan answers one of SPEC, --resolution, --like,"
            + " --find-batch, --calibrate and --published, got 2 of them",
        "--resolution 96 | --resolution needs --budget-mib",
        "--find-batch df-64-32-16-16-16 | --find-batch needs --budget-mib",
        "--published --budget-mib 5 | --budget-mib goes with SPEC, --resolution or --find-batch"
            + " only",
        "df-64-32-16-16-16 --budget-mib -1 | --budget-mib must be above 0, got -1.0",
        "df-64-32-16-16-16 --batch 0 | batch must be at least 1, got 0",
        "df-64-32-16-16-16 --precision half | precision must be float32 or bf16, got half",
        "df-64-32-16-16-17 | d_mask_dims must be even and between 16 and 256, got 17; nearest is"
            + " 18",
        "--published --set gan_power=0.1 | --set goes with SPEC or --find-batch only",
        "df-64-32-16-16-16 --set batch_size=4 | --set of plan takes only settings that change the"
            + " cost of a step: true_face_power, gan_power, gan_patch_size, gan_dims,"
            + " face_style_power, bg_style_power, micro_batch, activation_checkpointing, save_beside; got batch_size",
        "liae-64-32-16-16-16 --set true_face_power=0.1 | true_face_power must be 0 for"
            + " liae-64-32-16-16-16-gray: only df has one code of both persons",
        "--find-batch liae-64-32-16-16-16 --budget-mib 900 --set true_face_power=0.1 |"
            + " true_face_power must be 0 for liae-64-32-16-16-16-gray: only df has one code of"
            + " both persons",
        "--like df-64-32-16-16-16 | --like needs a colour model, got df-64-32-16-16-16-gray",
        "--like df-64-32-16-16-16-colour --equal time | what is equal must be params, flops, memory"
            + " or step-time, got time",
        "--resolution 96 --budget-mib 900 --of gpu | --of must be cpu or card, got gpu",
        "--resolution 100 --budget-mib 900 | resolution must be a multiple of 32 and at least 64"
            + " for df-udt, got 100; nearest is 96",
        "--resolution 96 --budget-mib 900 --precision bf16 | memory was measured in float32 only,"
            + " got precision bf16",
      })
  void refusesWhatCannotBeAnswered(String words, String message) {
    String[] all = words == null ? new String[0] : words.split(" ");
    assertThat(plan(all)).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString().strip()).isEqualTo("workbench plan: " + message);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void stepTimeNeedsACalibration() {
    assertThat(plan("--like", "df-64-32-16-16-16-colour", "--equal", "step-time"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(err.toString().strip())
        .isEqualTo(
            "workbench plan: step time cannot be predicted: no calibration for float32;"
                + " ./workbench plan --calibrate measures this one");
  }

  @Test
  void aTornCalibrationIsSaid() throws Exception {
    java.nio.file.Path file = home.resolve(".workbench/cache/calibration/float32.json");
    java.nio.file.Files.createDirectories(file.getParent());
    java.nio.file.Files.writeString(file, "{\"version\" : 1, \"mach");
    assertThat(plan("df-64-32-16-16-16")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString())
        .contains("time is not predicted: " + file + " is damaged; ./workbench plan --calibrate");
  }
}
