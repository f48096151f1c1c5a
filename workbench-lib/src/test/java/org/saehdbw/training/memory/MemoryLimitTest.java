package org.saehdbw.training.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.planning.Estimate;
import org.saehdbw.planning.MemoryModel;
import org.saehdbw.planning.MemoryWay;
import org.saehdbw.planning.Planner;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.tensors.Precision;
import org.saehdbw.training.components.CustomComponents;
import org.saehdbw.training.plan.StepOptions;
import org.saehdbw.training.plan.TrainingSettings;
import org.saehdbw.training.steps.StepMemory;

class MemoryLimitTest {
  private static final String MODEL = "df-udt-192-128-48-32-16-gray";
  private static final Planner PLANNER =
      new Planner(Precision.FLOAT32, MemoryModel.shipped(), Optional.empty(), "");

  private static Settings settings(String... words) throws SettingsException {
    Settings model =
        SettingsReader.readWords(
            TrainingSettings.defaults(), List.of("model=" + MODEL, "batch_size=4"));
    return SettingsReader.readWords(model, List.of(words));
  }

  private static Settings choose(Settings asked) throws SettingsException {
    return MemoryLimit.choose(asked, CustomComponents.NONE, () -> PLANNER);
  }

  private static MemoryWay way(int microBatch, boolean checkpointing, boolean beside) {
    return new MemoryWay(new StepMemory(microBatch, checkpointing), beside);
  }

  /** What a way takes at most, in whole MiB. */
  private static int needs(int batch, MemoryWay way) {
    Estimate peak = PLANNER.peak(ModelSpec.parse(MODEL), batch, way, false);
    return (int) Math.ceil(peak.high());
  }

  @Test
  void withoutALimitNothingIsChosen() throws SettingsException {
    Settings asked = settings("micro_batch=2");
    assertThat(choose(asked)).isSameAs(asked);
  }

  @Test
  void theFirstWayThatFitsIsTaken() throws SettingsException {
    for (MemoryWay wanted : List.of(MemoryWay.PLAIN, way(0, false, false), way(2, false, false))) {
      int limit = needs(4, wanted);
      Settings chosen = choose(settings("memory_mib=" + limit));
      assertThat(MemoryWay.of(chosen)).isEqualTo(wanted);
      assertThat(choose(chosen).differingFrom(chosen)).isEmpty();
      Settings tighter = choose(settings("memory_mib=" + (limit - 1)));
      assertThat(MemoryWay.of(tighter)).isNotEqualTo(wanted);
    }
    assertThat(choose(settings("memory_mib=9999")).origin(StepOptions.MICRO_BATCH))
        .isEqualTo("memory_mib");
  }

  @Test
  void onlyTheRestIsChosenWhereTheUserSetAPart() throws SettingsException {
    int limit = needs(4, way(0, true, false));
    Settings chosen =
        choose(settings("memory_mib=" + limit, "activation_checkpointing=y", "micro_batch=0"));
    assertThat(MemoryWay.of(chosen)).isEqualTo(way(0, true, false));
    assertThat(chosen.origin(StepOptions.ACTIVATION_CHECKPOINTING)).isEqualTo("--set");
    Settings plain = settings("memory_mib=" + limit, "activation_checkpointing=n", "micro_batch=0");
    assertThatThrownBy(() -> choose(plain))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(": save_beside false needs least, ");
  }

  @Test
  void whereNothingFitsTheErrorSaysWhatTheLeastWouldNeed() throws SettingsException {
    Settings asked = settings("memory_mib=300");
    assertThatThrownBy(() -> choose(asked))
        .isInstanceOf(SettingsException.class)
        .hasMessageMatching(
            "memory_mib must be at least \\d+ for df-udt-192-128-48-32-16-gray with batch_size 4:"
                + " .*activation_checkpointing true, save_beside false needs least, [\\d,]+ MiB"
                + " predicted, [\\d,]+ with its margin of \\d+ %; got 300 \\(--set\\); a smaller"
                + " batch_size or smaller dims need less");
  }

  @Test
  void oneWayFitsAllStagesAndAStageMaySetAPartItself() throws SettingsException {
    String stages =
        "stages=[{name: small, settings: {batch_size: 1}, end: {iterations: 5}},"
            + " {name: large, settings: {batch_size: 8}}]";
    int limit = needs(8, way(4, false, true));
    Settings chosen = choose(settings("memory_mib=" + limit, "save_beside=y", stages));
    assertThat(MemoryWay.of(chosen)).isEqualTo(way(4, false, true));
    String own = stages.replace("batch_size: 8", "batch_size: 8, micro_batch: 1");
    Settings left = choose(settings("memory_mib=" + limit, "save_beside=y", own));
    assertThat(MemoryWay.of(left)).isEqualTo(MemoryWay.PLAIN);
  }

  @ParameterizedTest
  @CsvSource({"precision,bf16,float32", "gan_power,0.1,0.0", "face_style_power,1.0,0.0"})
  void whatWasNotMeasuredIsRefused(String key, String value, String allowed)
      throws SettingsException {
    Settings asked = settings("memory_mib=2000", key + "=" + value);
    assertThatThrownBy(() -> choose(asked))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "memory_mib needs %s %s, since memory is predicted for nothing else, got %s (--set);"
                    .formatted(key, allowed, value)
                + " set memory_mib to 0, and micro_batch, activation_checkpointing and save_beside"
                + " as you want them");
  }

  @Test
  void aStageThatWasNotMeasuredIsRefusedByName() throws SettingsException {
    Settings asked =
        settings(
            "memory_mib=2000",
            "stages=[{name: first, end: {iterations: 5}}, {name: gan, settings: {gan_power: 0.1}}]");
    assertThatThrownBy(() -> choose(asked))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("memory_mib needs gan_power 0.0 in stage gan, since memory ")
        .hasMessageContaining("got 0.1 (stage gan)");
  }

  @Test
  void aResumeKeepsTheStoredWayUnlessItsReasonsChanged() throws SettingsException {
    int limit = needs(4, way(2, false, false));
    // As another calibration may have chosen it.
    Settings stored = way(1, false, true).in(settings("memory_mib=" + limit));
    Settings later = SettingsReader.readWords(stored, List.of("target_iter=9"));
    assertThat(MemoryLimit.continued(stored, later, CustomComponents.NONE)).isSameAs(later);
    Settings smaller = SettingsReader.readWords(stored, List.of("batch_size=1"));
    assertThat(MemoryWay.of(MemoryLimit.continued(stored, smaller, CustomComponents.NONE)))
        .isNotEqualTo(way(1, false, true));
    Settings off = SettingsReader.readWords(stored, List.of("memory_mib=0"));
    assertThat(MemoryWay.of(MemoryLimit.continued(stored, off, CustomComponents.NONE)))
        .isEqualTo(MemoryWay.PLAIN);
  }

  @Test
  void saysWhatItTookAndWhatTheWayBeforeWouldNeed() throws SettingsException {
    MemoryChoice taken =
        new MemoryChoice(way(2, false, true), new Estimate(1000, 15.2, "runs"), "warped");
    MemoryChoice before = new MemoryChoice(MemoryWay.PLAIN, new Estimate(1200, 10, "runs"), "");
    assertThat(taken.text(1160, Optional.of(before)))
        .isEqualTo(
            "memory_mib 1160: the trainer takes micro_batch 2 (1,000 MiB predicted, 1,152 with its"
                + " margin of 16 %, in stage warped); plain would need 1,320 MiB with its margin");
    assertThat(MemoryLimit.remark(settings(), CustomComponents.NONE)).isEmpty();
  }
}
