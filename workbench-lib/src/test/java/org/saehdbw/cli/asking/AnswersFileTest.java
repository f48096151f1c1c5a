package org.saehdbw.cli.asking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingForm;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.tensors.CounterRandom;
import org.saehdbw.training.plan.TrainingSettings;

class AnswersFileTest {
  private static final int DRAWS = 200;

  @TempDir private Path root;

  private static Settings words(String... words) throws SettingsException {
    return SettingsReader.readWords(TrainingSettings.defaults(), List.of(words));
  }

  @Test
  void holdsWhatDiffersWithItsHelp() throws Exception {
    Path file = root.resolve("new/folder/a.yaml");
    Settings settings = words("batch_size=6", "clipgrad=n", "random_warp=0", "src=a b: #c");
    AnswersFile.write(file, settings, "./workbench train a.yaml");
    assertThat(Files.readString(file))
        .isEqualTo(
            """
            # The answers to train --ask; all other settings are at their defaults.
            #   ./workbench train a.yaml
            random_warp: false  # warp the network's inputs
            src: "a b: #c"  # faceset of the person to draw
            batch_size: 6  # samples per side and iteration
            """);
  }

  @Test
  void leavesAFileThatExists() throws Exception {
    Path file = root.resolve("a.yaml");
    Files.writeString(file, "seed: 1\n");
    assertThatThrownBy(() -> AnswersFile.write(file, words(), "./workbench train a.yaml"))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(Files.readString(file)).isEqualTo("seed: 1\n");
    assertThat(AnswersFile.firstFree(root, "a")).isEqualTo(root.resolve("a-2.yaml"));
    Files.createFile(root.resolve("a-2.yaml"));
    assertThat(AnswersFile.firstFree(root, "a")).isEqualTo(root.resolve("a-3.yaml"));
    assertThat(AnswersFile.firstFree(root, "b")).isEqualTo(root.resolve("b.yaml"));
  }

  @Test
  void saysWhatATakenOverModelMustBe() throws Exception {
    assertThat(AnswersFile.text(words("from=7", "ae_dims=256"), "x"))
        .contains("\nae_dims: 256 ")
        .contains("\nfrom: \"7\" ");
    assertThat(AnswersFile.text(words("ae_dims=256"), "x")).doesNotContain("\nae_dims");
  }

  /** Whatever is answered, training from the file has the same settings. */
  @Test
  void givesTheSameSettingsBack() throws Exception {
    for (int draw = 0; draw < DRAWS; draw++) {
      CounterRandom random = CounterRandom.of(1, "answers", draw, 0);
      Settings settings = TrainingSettings.defaults();
      for (Question question : Questions.ofNewRun()) {
        if (random.nextInt(2) == 0) {
          settings =
              settings.with(question.setting().name(), value(question.setting(), random), "drawn");
        }
      }
      Path file = root.resolve(draw + ".yaml");
      AnswersFile.write(file, settings, "./workbench train " + file);
      Settings back = SettingsReader.readFile(TrainingSettings.defaults(), file);
      assertThat(back.differingFrom(settings)).as(Files.readString(file)).isEmpty();
      assertThat(TrainingSettings.ALL.stream().filter(back::isSet))
          .allMatch(key -> !back.get(key).equals(key.defaultValue()));
    }
  }

  private static String value(Setting<?> setting, CounterRandom random) {
    SettingForm form = setting.type().form();
    if (form instanceof SettingForm.Whole whole) {
      return String.valueOf(
          whole.low() + random.nextInt((int) Math.min(1000, whole.high() - whole.low() + 1)));
    }
    if (form instanceof SettingForm.Decimal decimal) {
      double part = Math.pow(10, -random.nextInt(12));
      return String.valueOf(decimal.low() + part * (decimal.high() - decimal.low()));
    }
    if (form instanceof SettingForm.Words words) {
      return words.words().get(random.nextInt(words.words().size()));
    }
    if (form instanceof SettingForm.Switch) {
      return random.nextInt(2) == 0 ? "y" : "0";
    }
    List<String> texts =
        setting.name().equals("archi")
            ? List.of("df", "DF-udt", "liae-ud")
            : List.of("", "a b", "it's", "\"quoted\"", "C:\\faces # 1", "- x", "true", "007", "~");
    return texts.get(random.nextInt(texts.size()));
  }
}
