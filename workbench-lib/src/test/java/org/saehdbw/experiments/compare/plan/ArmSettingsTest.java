package org.saehdbw.experiments.compare.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.training.plan.SaveSchedule;

class ArmSettingsTest {
  private static Settings training(String set) throws SettingsException {
    CompareSpec spec =
        CompareFile.parse(
            "name: short\nmodel: df-ud-64-32-16-16-16\nfaces: {pretraining_data: 'drawn:20,size=64'}\n"
                + "arms: [colour, gray-files]\nset: {face_type: wf"
                + set
                + "}\nquality: {iterations: 20, seeds: 1, save_every: 5}\n",
            List.of(),
            "test");
    return ArmSettings.forTraining(
        ArmSettings.of(spec, Arm.COLOUR, Path.of("gray")), spec.quality().orElseThrow(), 1);
  }

  @Test
  void trainingsMakeNoPicturesUnlessTheComparisonWantsThem() throws SettingsException {
    assertThat(training("").get(SaveSchedule.PICTURES)).isEqualTo(SaveSchedule.Pictures.NONE);
    assertThat(training(", pictures: last").get(SaveSchedule.PICTURES))
        .isEqualTo(SaveSchedule.Pictures.LAST);
    assertThat(training("").get(SaveSchedule.SAVE_INTERVAL_ITER)).isEqualTo(5);
  }
}
