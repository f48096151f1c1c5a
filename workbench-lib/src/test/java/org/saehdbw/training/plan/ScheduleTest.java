package org.saehdbw.training.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.training.components.CustomComponents;

/** Stages as a settings file says them, and what they come to. */
class ScheduleTest {
  private static final String RECIPE =
      """
      model: df-ud-64-32-16-16-16
      ct_mode: rct
      stages:
        - name: pretrain
          settings: {pretrain: true}
          end: {iterations: 40}
        - name: warped
          end: {plateau_saves: 8, train_s: 90.5, quality: "luma_ssim>=0.9"}
        - name: sharp
          settings: {random_warp: false, learning_rate: 2.5e-5}
      """;

  private static Settings read(String yaml) throws SettingsException {
    return SettingsReader.readYaml(TrainingSettings.defaults(), yaml, "recipe.yaml");
  }

  private static List<TrainingPlan> plans(String yaml) throws SettingsException {
    return SchedulePlans.of(read(yaml), CustomComponents.NONE);
  }

  private static String stages(String items) {
    return "model: df-ud-64-32-16-16-16\nstages: [" + items + "]\n";
  }

  @Test
  void eachStageHasTheRunsSettingsAndItsOwn() throws SettingsException {
    List<TrainingPlan> plans = plans(RECIPE);
    assertThat(plans)
        .extracting(TrainingPlan::stage)
        .containsExactly(Stage.PRETRAIN, Stage.TRAIN, Stage.TRAIN);
    assertThat(plans)
        .extracting(plan -> plan.samples().augment().randomWarp())
        .containsExactly(false, true, false);
    assertThat(plans)
        .extracting(plan -> plan.optimizer().learningRate())
        .containsExactly(5e-5, 5e-5, 2.5e-5);
    assertThat(plans).allMatch(plan -> plan.settings().text(ctMode(plan)).equals("rct"));
  }

  private static org.saehdbw.settings.Setting<?> ctMode(TrainingPlan plan) {
    return plan.settings().registry().all().stream()
        .filter(setting -> setting.name().equals("ct_mode"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void itsTextReadsBackAsItself() throws SettingsException {
    Schedule schedule = read(RECIPE).get(Schedule.STAGES);
    String text = read(RECIPE).text(Schedule.STAGES);
    Settings again =
        SettingsReader.readWords(TrainingSettings.defaults(), List.of("stages=" + text));
    assertThat(again.get(Schedule.STAGES)).isEqualTo(schedule);
    assertThat(schedule.stages())
        .extracting(stage -> stage.end().text())
        .containsExactly(
            "40 iterations",
            "91 s of iterations or luma_ssim>=0.9 or a plateau over 8 saves",
            "the end of the run");
  }

  @Test
  void aListOfLinesIsReadAsOneInBrackets() throws SettingsException {
    Settings lines =
        TrainingSettings.defaults()
            .with(
                "stages",
                """
                - name: a
                  end: {iterations: 3}
                - name: b
                """,
                "notebook");
    assertThat(lines.get(Schedule.STAGES))
        .isEqualTo(read(stages("{name: a, end: {iterations: 3}}, {name: b}")).get(Schedule.STAGES));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {name: a}, {name: b} | the stage a must have an end
          {name: a, end: {iterations: 0}} | end.iterations must be a whole number of at least 1, got 0
          {name: a, end: {iterations: 2.5}} | end.iterations must be a whole number, got 2.5
          {name: a, end: {train_s: -1}} | end.train_s must be a number above 0
          {name: a, end: {plateau_saves: 4}} | end.plateau_saves must be a whole number from 5 to 1000, got 4
          {name: a, end: {quality: good}} | end.quality must be a figure and its bound
          {name: a, end: {iteration: 4}} | unknown key 'stages.end.iteration'
          {name: A b} | name must be 1 to 32 of a-z
          {name: a, end: {iterations: 3}}, {name: a} | two stages have the name a
          {nam: a} | unknown key 'stages.nam'
          {end: {iterations: 4}} | stages.name must be given
          7 | stages must be 'key: value' lines, got 7
          """)
  void whatIsNoScheduleIsRefused(String items, String message) {
    assertThatThrownBy(() -> read(stages(items)))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("stages: ")
        .hasMessageContaining(message)
        .hasMessageEndingWith("(recipe.yaml)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {name: a, settings: {pretrain: true, gan_power: 0.1}} | gan_power has no effect while pretraining
          {name: a, settings: {pretrain: true, random_warp: true}} | random_warp has no effect while pretraining
          {name: a, settings: {resolution: 96}} | resolution belongs to the whole run
          {name: a, settings: {target_iter: 9}} | target_iter belongs to the whole run
          {name: a, settings: {stages: x}} | stages belongs to the whole run
          {name: a, settings: {memory_mib: 900}} | memory_mib belongs to the whole run
          {name: a, settings: {random_wrap: false}} | unknown key 'random_wrap' (stage a); nearest is random_warp
          {name: a, settings: {ct_mode: red}} | ct_mode must be one of
          {name: a, settings: {save_interval_min: 0}, end: {plateau_saves: 9}} | needs saves
          """)
  void whatCannotBeDoneIsRefused(String items, String message) {
    assertThatThrownBy(() -> plans(stages(items)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("stage a");
  }

  @Test
  void anEndThatCannotComeIsRefused() {
    String two = stages("{name: a, end: {iterations: 30}}, {name: b}");
    assertThatThrownBy(() -> plans(two + "target_iter: 30\n"))
        .hasMessageContaining("target_iter must be above the 30 iterations before stage b, got 30");
    assertThatThrownBy(() -> plans(stages("{name: a, end: {plateau_saves: 9}}") + "held_out: 0\n"))
        .hasMessageContaining("the end of stage a (a plateau over 9 saves) needs held-out faces");
    assertThatThrownBy(() -> plans(two + "pretrain: true\n"))
        .hasMessageContaining("pretrain must be said by the stages");
  }
}
