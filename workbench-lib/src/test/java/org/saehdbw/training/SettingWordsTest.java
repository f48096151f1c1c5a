package org.saehdbw.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.saehdbw.architectures.ModelSettings;
import org.saehdbw.dataloaders.AugmentOptions;
import org.saehdbw.dataloaders.BatchOptions;
import org.saehdbw.dataloaders.PictureOptions;
import org.saehdbw.dataloaders.SampleOptions;
import org.saehdbw.faces.FaceType;
import org.saehdbw.optimizers.OptimizerOptions;
import org.saehdbw.pictures.GrayFrom;
import org.saehdbw.settings.Setting;
import org.saehdbw.tensors.Precision;
import org.saehdbw.training.plan.SaveSchedule;
import org.saehdbw.training.plan.StepOptions;
import org.saehdbw.training.plan.TrainingSettings;
import org.saehdbw.training.steps.Interpreter;
import org.saehdbw.transfers.TransferMode;

/** The words, ranges and defaults of settings are those of the enums and records they fill. */
class SettingWordsTest {
  private static void hasWords(Setting<?> setting, List<String> words) {
    assertThat(setting.type().allowed()).isEqualTo("one of " + String.join(", ", words));
    for (String word : words) {
      assertThat(setting.type().parser().parse(word)).as(word).isNotNull();
    }
  }

  private static List<String> names(Enum<?>... values) {
    return Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT)).toList();
  }

  @Test
  void wordsAreTheEnumsWords() {
    hasWords(PictureOptions.GRAY_FROM, GrayFrom.options());
    List<String> trained = new ArrayList<>(TransferMode.options());
    trained.remove(TransferMode.MIX.option());
    hasWords(AugmentOptions.CT_MODE, trained);
    hasWords(
        PictureOptions.FACE_TYPE,
        Arrays.stream(FaceType.values())
            .map(FaceType::option)
            .filter(option -> !option.isEmpty())
            .toList());
    hasWords(
        StepOptions.PRECISION, Arrays.stream(Precision.values()).map(Precision::option).toList());
    hasWords(
        StepOptions.INTERPRETER,
        names(Interpreter.SCRIPT, Interpreter.CHANNELS_LAST, Interpreter.EAGER));
    hasWords(SaveSchedule.PICTURES, names(SaveSchedule.Pictures.values()));
    hasWords(OptimizerOptions.LR_DROPOUT, names(OptimizerOptions.Dropout.values()));
    hasWords(ModelSettings.CHANNELS, names(ModelSettings.Channels.values()));
  }

  @Test
  void recordsMadeWithoutSettingsHaveTheirDefaults() {
    SampleOptions samples = SampleOptions.of(64, 1, FaceType.FULL);
    assertThat(samples.batch())
        .isEqualTo(
            new BatchOptions(
                BatchOptions.BATCH_SIZE.defaultValue(),
                BatchOptions.LOADER_THREADS.defaultValue(),
                BatchOptions.PREFETCH.defaultValue(),
                BatchOptions.SEED.defaultValue()));
    assertThat(OptimizerOptions.defaults(1).learningRate())
        .isEqualTo(OptimizerOptions.LEARNING_RATE.defaultValue());
    assertThat(samples.augment()).isEqualTo(AugmentOptions.of(TrainingSettings.defaults()));
  }
}
