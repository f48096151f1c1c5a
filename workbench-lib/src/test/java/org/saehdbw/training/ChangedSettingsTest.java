package org.saehdbw.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.cli.Workbench;
import org.saehdbw.dataloaders.BatchOptions;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.SettingsFile;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.testing.TinyModel;
import org.saehdbw.training.plan.TrainingSettings;

/** What a resume with other settings leaves in the run folder. */
class ChangedSettingsTest {
  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z";

  @TempDir private Path runs;
  private RunFolder run;

  @BeforeEach
  void train() throws Exception {
    run = TinyModel.pretrained(TinyModel.DF, runs);
  }

  private void resume(String... words) throws Exception {
    Trainer.run(PreparedRun.reopen(run, List.of(words)), TrainerListener.NONE, () -> false);
  }

  private List<Event> changed() throws IOException {
    return run.events().stream().filter(event -> event.kind() == EventKind.CHANGED).toList();
  }

  @Test
  void everyChangeIsAnEventAndALineOfTheHistory() throws Exception {
    resume("batch_size=3", "target_iter=4", "keep_every=0");
    assertThat(changed()).hasSize(1);
    assertThat(changed().get(0).fields())
        .isEqualTo(
            Map.of(
                "iteration",
                3,
                "changes",
                Map.of(
                    "batch_size", Map.of("old", "2", "new", "3"),
                    "target_iter", Map.of("old", "3", "new", "4"))));
    assertThat(run.events().stream().map(Event::kind))
        .containsSubsequence(EventKind.RESUMED, EventKind.CHANGED, EventKind.SAVED);
    List<String> first = SettingsFile.history(run.settingsFile());
    assertThat(first).hasSize(2);
    assertThat(first)
        .anyMatch(line -> line.matches(TIME + ", iteration 3: batch_size: 2 -> 3"))
        .anyMatch(line -> line.matches(TIME + ", iteration 3: target_iter: 3 -> 4"));

    // A resume without changes keeps the history and adds nothing.
    String text = Files.readString(run.settingsFile());
    resume();
    resume("batch_size=3");
    assertThat(Files.readString(run.settingsFile())).isEqualTo(text);
    assertThat(changed()).hasSize(1);

    resume("target_iter=5");
    assertThat(changed()).hasSize(2);
    List<String> second = SettingsFile.history(run.settingsFile());
    assertThat(second).startsWith(first.toArray(String[]::new)).hasSize(3);
    assertThat(second.get(2)).matches(TIME + ", iteration 4: target_iter: 4 -> 5");
    assertThat(Files.readAllLines(run.settingsFile())).endsWith("# " + second.get(2));

    assertThat(StoredSettings.read(run).get(BatchOptions.BATCH_SIZE)).isEqualTo(3);
    Settings given = SettingsReader.readFile(TrainingSettings.defaults(), run.settingsFile());
    assertThat(given.differingFrom(StoredSettings.read(run))).isEmpty();
    theCommandShowsThem();
  }

  private void theCommandShowsThem() {
    StringWriter out = new StringWriter();
    PrintWriter to = new PrintWriter(out, true);
    Workbench.run(to, to, "runs", run.path().toString());
    assertThat(out.toString().lines().filter(line -> line.startsWith("  changed ")))
        .hasSize(3)
        .anyMatch(line -> line.endsWith(", iteration 3: batch_size: 2 -> 3"))
        .last()
        .asString()
        .endsWith(", iteration 4: target_iter: 4 -> 5");
  }

  @Test
  void aHistoryThatIsLostWithItsFileIsMadeOfTheEvents() throws Exception {
    resume("batch_size=3", "target_iter=4");
    List<String> keys =
        SettingsFile.history(run.settingsFile()).stream()
            .map(line -> line.substring(line.indexOf(", iteration")))
            .toList();
    Files.delete(run.settingsFile());
    StoredSettings.write(run, TrainingSettings.defaults());
    assertThat(SettingsFile.history(run.settingsFile()))
        .hasSize(2)
        .allMatch(line -> keys.contains(line.substring(line.indexOf(", iteration"))));
  }

  @Test
  void aResumeThatCannotOpenItsCheckpointChangesNothing() throws Exception {
    String text = Files.readString(run.settingsFile());
    for (String generation : List.of("000000001", "000000003")) {
      Files.delete(run.checkpoints().resolve(generation).resolve("weights.safetensors"));
    }
    assertThatThrownBy(() -> resume("batch_size=3")).isInstanceOf(IOException.class);
    assertThat(Files.readString(run.settingsFile())).isEqualTo(text);
    assertThat(changed()).isEmpty();
  }
}
