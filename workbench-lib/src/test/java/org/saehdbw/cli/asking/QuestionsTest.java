package org.saehdbw.cli.asking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.training.plan.TrainingSettings;

/** Which questions there are, in which order, and when. */
class QuestionsTest {
  private static final List<String> FIRST_RUN =
      List.of("resolution", "face_type", "archi", "ae_dims", "e_dims", "d_dims", "d_mask_dims");

  /** Every option of DeepFaceLab, in its question order, but for models_opt_on_gpu. */
  private static final List<String> ORDER =
      List.of(
          "autobackup_hour",
          "write_preview_history",
          "target_iter",
          "random_src_flip",
          "random_dst_flip",
          "batch_size",
          "resolution",
          "face_type",
          "archi",
          "ae_dims",
          "e_dims",
          "d_dims",
          "d_mask_dims",
          "masked_training",
          "eyes_mouth_prio",
          "uniform_yaw",
          "blur_out_mask",
          "adabelief",
          "lr_dropout",
          "random_warp",
          "random_hsv_power",
          "gan_power",
          "gan_patch_size",
          "gan_dims",
          "true_face_power",
          "face_style_power",
          "bg_style_power",
          "ct_mode",
          "clipgrad",
          "pretrain");

  private static List<String> names(List<Question> questions) {
    return questions.stream().map(question -> question.setting().name()).toList();
  }

  private static List<String> asked(List<Question> questions, String... words)
      throws SettingsException {
    Settings settings = SettingsReader.readWords(TrainingSettings.defaults(), List.of(words));
    return names(questions.stream().filter(question -> question.when().test(settings)).toList());
  }

  @Test
  void aNewRunIsAskedForAllInDeepFaceLabsOrder() {
    List<String> all = names(Questions.ofNewRun());
    assertThat(all).startsWith("channels", "src", "dst", "pretraining_data").endsWith("pretrain");
    assertThat(all.subList(4, all.size())).isEqualTo(ORDER);
  }

  @Test
  void aResumedRunIsAskedForWhatMayChange() {
    List<String> all = names(Questions.ofResumedRun());
    assertThat(all).startsWith("src", "dst", "pretraining_data");
    assertThat(all.subList(3, all.size()))
        .isEqualTo(
            ORDER.stream()
                .filter(key -> !FIRST_RUN.contains(key) && !key.equals("pretrain"))
                .toList());
    assertThat(Questions.ofResumedRun())
        .allMatch(question -> question.setting().group() == Setting.Group.RESUMABLE);
  }

  @Test
  void someAreAskedOnlyBesideOthers() throws SettingsException {
    List<Question> all = Questions.ofNewRun();
    assertThat(asked(all))
        .doesNotContain(
            "masked_training",
            "gan_patch_size",
            "gan_dims",
            "true_face_power",
            "random_hsv_power",
            "dst");
    assertThat(asked(all, "face_type=wf")).contains("masked_training");
    assertThat(asked(all, "face_type=head")).contains("masked_training");
    assertThat(asked(all, "face_type=mf")).doesNotContain("masked_training");
    assertThat(asked(all, "gan_power=0.01")).contains("gan_patch_size", "gan_dims");
    assertThat(asked(all, "archi=DF-UD")).contains("true_face_power");
    assertThat(asked(all, "channels=colour")).contains("random_hsv_power");
    assertThat(asked(all, "src=a")).contains("dst");
    assertThat(asked(all, "from=7")).doesNotContainAnyElementsOf(FIRST_RUN).contains("batch_size");
  }

  /** The stages say themselves whether they pretrain, and may need both kinds of faces. */
  @Test
  void aRunWithAScheduleIsNotAskedForItsStage() throws SettingsException {
    String stages =
        "stages=[{name: a, settings: {pretrain: true}, end: {iterations: 5}}, {name: b}]";
    List<Question> all = Questions.ofNewRun();
    assertThat(asked(all, "src=a", "pretraining_data=b")).contains("pretrain");
    assertThat(asked(all, "src=a", "pretraining_data=b", stages))
        .doesNotContain("pretrain")
        .contains("src", "dst", "pretraining_data");
    List<Question> resumed = Questions.ofResumedRun();
    assertThat(asked(resumed, stages, "src=a", "pretraining_data=b"))
        .contains("src", "dst", "pretraining_data");
    assertThat(asked(resumed, stages, "src=a")).doesNotContain("pretraining_data");
  }

  @Test
  void theStageThatFacesLeaveOpenIsAskedElseItIsGiven() throws SettingsException {
    assertThat(stageGiven()).contains("true");
    assertThat(stageGiven("src=a")).contains("false");
    assertThat(stageGiven("src=a", "pretraining_data=b")).isEmpty();
  }

  private static Optional<String> stageGiven(String... words) throws SettingsException {
    List<Question> all = Questions.ofNewRun();
    Settings settings = SettingsReader.readWords(TrainingSettings.defaults(), List.of(words));
    return all.get(all.size() - 1).given().apply(settings);
  }

  @Test
  void aResumedRunIsAskedForTheFacesOfItsStage() throws SettingsException {
    List<Question> all = Questions.ofResumedRun();
    assertThat(asked(all, "pretrain=n")).contains("src", "dst").doesNotContain("pretraining_data");
    assertThat(asked(all, "pretrain=y")).contains("pretraining_data").doesNotContain("src", "dst");
  }
}
