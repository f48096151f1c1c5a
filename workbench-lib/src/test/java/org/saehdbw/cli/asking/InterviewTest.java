package org.saehdbw.cli.asking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.saehdbw.architectures.ModelSettings;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.training.PreparedRun;
import org.saehdbw.training.plan.TrainingSettings;

/** What becomes of answers, right and wrong. */
class InterviewTest {
  private static final Path NO_RUNS = Path.of("no", "runs");
  private static final String FACES = "drawn:12,size=64";

  private TypedAnswers answers = new TypedAnswers();

  private static Settings words(String... words) throws SettingsException {
    return SettingsReader.readWords(TrainingSettings.defaults(), List.of(words));
  }

  private static List<Question> only(String... names) {
    List<String> wanted = List.of(names);
    return Questions.ofNewRun().stream()
        .filter(question -> wanted.contains(question.setting().name()))
        .toList();
  }

  private Settings ask(List<Question> questions, String... typed)
      throws SettingsException, IOException {
    return ask(TrainingSettings.defaults(), Suggestions.NONE, questions, typed);
  }

  private Settings ask(
      Settings base, Suggestions suggestions, List<Question> questions, String... typed)
      throws SettingsException, IOException {
    answers = new TypedAnswers(typed);
    return new Interview(answers, base, suggestions, one -> PreparedRun.settle(one, NO_RUNS))
        .ask(questions);
  }

  private static List<String> differing(Settings settings) {
    List<String> all = new ArrayList<>();
    settings
        .differingFrom(TrainingSettings.defaults())
        .forEach(setting -> all.add(setting + "=" + settings.text(setting)));
    return all;
  }

  @Test
  void enterTakesTheDefaultOfEveryQuestion() throws Exception {
    String[] enters = new String[28];
    Arrays.fill(enters, "");
    enters[1] = FACES;
    enters[2] = FACES;
    Settings settings = ask(Questions.ofNewRun(), enters);
    assertThat(differing(settings)).containsExactly("src=" + FACES, "dst=" + FACES);
    assertThat(answers.asked()).hasSize(28).doesNotContain("pretrain");
    assertThat(answers.shown())
        .contains(
            "channels (gray, colour) [gray]: ",
            "src: 12 faces",
            "resolution (64 to 640, a multiple of 16) [128]: ",
            "e_dims (16 to 256, a multiple of 2) [64]: ",
            "archi (df or liae, with options such as df-udt) [liae-ud]: ",
            "random_warp (y/n) [y]: ",
            "gan_power (0 to 5) [0]: ");
  }

  @Test
  void yesAndNoAreAlsoDigits() throws Exception {
    Settings settings =
        ask(
            only("write_preview_history", "random_src_flip", "random_dst_flip", "adabelief"),
            "1",
            "Y",
            "0",
            "n");
    assertThat(differing(settings))
        .containsExactlyInAnyOrder(
            "write_preview_history=true",
            "random_src_flip=true",
            "random_dst_flip=false",
            "adabelief=false");
  }

  @Test
  void numbersAreTakenToTheirRangeAndThatIsSaid() throws Exception {
    Settings settings =
        ask(only("batch_size", "autobackup_hour", "gan_power", "ae_dims"), "99", "0", "7", "9.5");
    assertThat(differing(settings))
        .containsExactlyInAnyOrder(
            "autobackup_hour=24", "ae_dims=32", "batch_size=1", "gan_power=5.0");
    assertThat(answers.shown())
        .contains(
            "autobackup_hour: 99 is out of range (0 to 24), takes 24",
            "batch_size: 0 is out of range (1 to 1024), takes 1",
            "ae_dims: 7 is out of range (32 to 1024), takes 32",
            "gan_power: 9.5 is out of range (0 to 5), takes 5");
  }

  @Test
  void whatIsNotAllowedIsAskedAgain() throws Exception {
    Settings settings =
        ask(only("batch_size", "lr_dropout", "archi"), "many", "6", "df-x", "DF-udt", "z", "CPU");
    assertThat(answers.asked())
        .containsExactly("batch_size", "batch_size", "archi", "archi", "lr_dropout", "lr_dropout");
    assertThat(differing(settings))
        .containsExactlyInAnyOrder("batch_size=6", "archi=DF-udt", "lr_dropout=cpu");
    assertThat(answers.shown())
        .contains(
            "batch_size must be a whole number from 1 to 1024, got 'many' (your answer)",
            "archi must be df or liae, with options such as df-udt, got 'df-x' (your answer)",
            "lr_dropout must be one of n, y, cpu, got 'z' (your answer)");
  }

  @Test
  void whatDoesNotFitTheOtherAnswersIsAskedAgain() throws Exception {
    Settings settings =
        ask(
            only("resolution", "gan_power", "gan_patch_size", "gan_dims"),
            "64",
            "0.1",
            "640",
            "8",
            "");
    assertThat(differing(settings))
        .containsExactlyInAnyOrder("resolution=64", "gan_power=0.1", "gan_patch_size=8");
    assertThat(answers.shown())
        .anyMatch(line -> line.startsWith("gan_patch_size must be at most "));
  }

  @Test
  void aQuestionMarkExplains() throws Exception {
    ask(only("random_warp", "batch_size"), "?", "", "?", "");
    assertThat(answers.shown())
        .containsSubsequence(
            "batch_size: samples per side and iteration (a whole number from 1 to 1024; default 4)",
            "random_warp: warp the network's inputs (true or false (y/n and 1/0 are understood);"
                + " default true)",
            "  without effect while pretraining: it is false then");
    assertThat(answers.asked())
        .containsExactly("batch_size", "batch_size", "random_warp", "random_warp");
  }

  @Test
  void dimsAndResolutionAreTakenToTheirGrid() throws Exception {
    List<Question> model = only("resolution", "archi", "e_dims", "d_dims");
    assertThat(differing(ask(model, "190", "df-u", "33", "256")))
        .containsExactlyInAnyOrder("resolution=176", "archi=df-u", "e_dims=34", "d_dims=256");
    assertThat(answers.shown())
        .contains(
            "resolution must be a multiple of 16, takes 176",
            "e_dims must be a multiple of 2, takes 34");
    assertThat(ask(model, "190", "df-UT", "", "").text(ModelSettings.RESOLUTION)).isEqualTo("160");
    assertThat(answers.shown())
        .contains("resolution must be a multiple of 32 for df-UT, takes 160");
  }

  @Test
  void anArchitectureOfTheCommandDecidesTheGridToo() throws Exception {
    Settings settings =
        ask(words("archi=df-ud"), Suggestions.NONE, only("resolution", "ae_dims"), "90", "");
    assertThat(answers.asked()).containsExactly("resolution", "ae_dims");
    assertThat(settings.text(ModelSettings.RESOLUTION)).isEqualTo("64");
  }

  @Test
  void facesAreLookedAtAtOnce() throws Exception {
    Settings settings =
        ask(
            only("src", "dst", "pretraining_data", "pretrain"),
            "no/such/folder",
            FACES,
            "",
            "-",
            FACES,
            "");
    assertThat(answers.asked())
        .containsExactly("src", "src", "dst", "dst", "dst", "pretraining_data");
    assertThat(differing(settings)).containsExactly("src=" + FACES, "dst=" + FACES);
    assertThat(answers.shown())
        .anyMatch(
            line -> line.startsWith("src: no such folder: ") && line.endsWith("(your answer)"))
        .contains("dst must be a folder of aligned faces, a .pak file or drawn:600,size=128");
  }

  @Test
  void withoutSrcItIsPretraining() throws Exception {
    List<Question> faces = only("src", "dst", "pretraining_data", "pretrain");
    assertThat(differing(ask(faces, "", "", FACES)))
        .containsExactlyInAnyOrder("pretrain=true", "pretraining_data=" + FACES);
    assertThat(answers.shown()).contains("pretrain: y, by the answers so far");
    assertThat(differing(ask(faces, FACES, FACES, FACES, "y")))
        .contains("pretrain=true", "src=" + FACES);
    assertThat(answers.asked()).endsWith("pretrain");
  }

  @Test
  void theLastModelsSettingsAreInTheBrackets() throws Exception {
    Settings last =
        words("batch_size=6", "random_warp=n", "learning_rate=0.01")
            .withStored("ae_dims", "16", "an imported model");
    Suggestions suggestions = new Suggestions("0007_a_s1", Optional.of(last));
    List<Question> questions = only("batch_size", "random_warp", "ae_dims");
    Settings settings = ask(TrainingSettings.defaults(), suggestions, questions, "", "", "");
    assertThat(differing(settings)).containsExactlyInAnyOrder("batch_size=6", "random_warp=false");
    assertThat(answers.shown())
        .containsExactly(
            "batch_size (1 to 1024) [6]: ",
            "ae_dims (32 to 1024) [256]: ",
            "random_warp (y/n) [n]: ");
    assertThat(differing(ask(words("batch_size=8"), suggestions, only("random_warp"), "y")))
        .containsExactly("batch_size=8");
  }

  @Test
  void theEndOfTheAnswersNamesTheOpenQuestion() {
    assertThatThrownBy(() -> ask(only("batch_size", "clipgrad"), "4"))
        .isInstanceOf(SettingsException.class)
        .hasMessage("the answers ended at the question clipgrad; nothing was written");
  }

  @Test
  void answersThatAreLeftOverAreRefused() throws Exception {
    assertThatThrownBy(() -> ask(only("clipgrad"), "y", "", "4"))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "the questions ended before the answers, the first answer without a question is '4';"
                + " nothing was written");
    assertThat(differing(ask(only("clipgrad"), "y", "", " "))).containsExactly("clipgrad=true");
  }

  @Test
  void aBaseThatDoesNotGoTogetherIsRefusedBeforeTheFirstQuestion() {
    assertThatThrownBy(
            () ->
                ask(
                    words("interpreter=eager", "precision=bf16"),
                    Suggestions.NONE,
                    only("clipgrad")))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("precision must be float32");
    assertThat(answers.asked()).isEmpty();
  }
}
