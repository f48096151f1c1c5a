package org.saehdbw.training.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;

class SaveScheduleTest {
  @ParameterizedTest
  @CsvSource({
    "64, colour, true, 0, 10",
    "96, colour, true, 0, 10",
    "128, colour, true, 0, 20",
    "256, colour, true, 0, 40",
    "256, gray, true, 0, 500",
    "256, gray, true, 7, 7",
    "256, gray, false, 0, 0"
  })
  void previewsAreAsOftenAsInTheOriginal(
      int resolution, String channels, boolean history, int interval, int expected)
      throws SettingsException {
    SaveSchedule schedule =
        SaveSchedule.of(
            SettingsReader.readWords(
                TrainingSettings.defaults(),
                List.of(
                    "resolution=" + resolution,
                    "channels=" + channels,
                    "write_preview_history=" + history,
                    "preview_interval_iter=" + interval)));
    assertThat(schedule.previewIterations()).isEqualTo(expected);
  }
}
