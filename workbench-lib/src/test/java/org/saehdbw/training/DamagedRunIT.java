package org.saehdbw.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.deepfacelab.ExportedModel;
import org.saehdbw.deepfacelab.ModelExport;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunSummary;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.testing.Await;
import org.saehdbw.testing.TinyModel;

/** Run folders that are lost while they are trained, or damaged as a power cut leaves them. */
class DamagedRunIT {
  private static final String LOST =
      ": the run folder or its metrics.csv was deleted, moved or replaced during training; training"
          + " stopped, and nothing was saved since. If the folder was moved, continue with train"
          + " --resume and its new path";

  @TempDir private Path root;
  private final List<String> warnings = new ArrayList<>();

  private interface Accident {
    void to(RunFolder run) throws IOException;
  }

  private PreparedRun create() throws SettingsException, IOException, InterruptedException {
    Settings settings = TinyModel.pretraining("save_interval_iter=2", "target_iter=5");
    return PreparedRun.create(settings, root.resolve("runs"), Optional.empty());
  }

  /** Trains, and lets the accident happen after the third iteration. */
  private TrainingOutcome train(PreparedRun run, Accident accident)
      throws IOException, InterruptedException {
    TrainerListener listener =
        new TrainerListener() {
          @Override
          public void iterated(MetricsRow row) {
            if (row.iteration() == 3) {
              try {
                // The checkpoint of iteration 2 is written meanwhile.
                Await.until("the save", () -> isSaved(run.folder(), 2));
                accident.to(run.folder());
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            }
          }

          @Override
          public void warned(String message) {
            warnings.add(message);
          }
        };
    return Trainer.run(run, listener, () -> false);
  }

  private static boolean isSaved(RunFolder run, int iteration) throws IOException {
    return run.events().stream()
        .anyMatch(
            event ->
                event.kind() == EventKind.SAVED
                    && Integer.valueOf(iteration).equals(event.fields().get("iteration")));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Test
  void aTrainerThatLosesItsFolderStopsAndMakesNoNewOne() throws Exception {
    PreparedRun deleted = create();
    assertThatThrownBy(() -> train(deleted, run -> delete(run.path())))
        .isInstanceOf(RunException.class)
        .hasMessage(deleted.folder().path() + LOST);
    assertThat(deleted.folder().path()).doesNotExist();

    PreparedRun moved = create();
    Path there = root.resolve(moved.folder().name());
    assertThatThrownBy(() -> train(moved, run -> Files.move(run.path(), there)))
        .hasMessage(moved.folder().path() + LOST);
    assertThat(moved.folder().path()).doesNotExist();
    // It names this process, which is alive; a trainer in a process of its own is gone by now.
    Files.delete(there.resolve("run.owner.json"));
    PreparedRun again = PreparedRun.reopen(RunFolder.open(there), List.of());
    assertThat(train(again, run -> {}).iteration()).isEqualTo(5);

    PreparedRun emptied = create();
    assertThatThrownBy(
            () ->
                train(
                    emptied,
                    run -> {
                      delete(run.path());
                      Files.createDirectory(run.path());
                    }))
        .hasMessage(emptied.folder().path() + LOST);
    assertThat(emptied.folder().checkpoints()).doesNotExist();
  }

  @Test
  void whatOnlyTheRunFolderLacksIsWrittenAgain() throws Exception {
    PreparedRun run = create();
    train(
        run,
        folder -> {
          delete(folder.checkpoints());
          delete(folder.previews());
          Files.delete(folder.settingsFile());
        });
    assertThat(warnings)
        .contains(run.folder().settingsFile() + ": was missing and has been written again");
    assertThat(run.folder().previewFiles()).isNotEmpty();
    PreparedRun again = PreparedRun.reopen(run.folder(), List.of("target_iter=6"));
    assertThat(train(again, folder -> {}).iteration()).isEqualTo(6);
  }

  @Test
  void damagedSettingsAreRefusedByNameAndNeverReadAsDefaults() throws Exception {
    PreparedRun run = create();
    train(run, folder -> {});
    Path file = run.folder().settingsFile();
    String whole = Files.readString(file);
    int half = whole.indexOf('\n', whole.length() / 2) + 1;
    for (String text :
        List.of(
            "",
            "\n",
            "\0".repeat(whole.length()),
            whole.substring(0, half),
            whole.substring(0, half + 4),
            whole.substring(0, half) + "\0".repeat(100),
            "# old\nbatch_size: 4  # default\n")) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> PreparedRun.reopen(run.folder(), List.of()))
          .isInstanceOf(RunException.class)
          .hasMessageMatching(
              "\\Q"
                  + file
                  + "\\E: was never"
                  + " completely written: .*|.*: is incomplete, resolution is missing");
      assertThatThrownBy(() -> TrainedModel.open(run.folder())).isInstanceOf(RunException.class);
      assertThatThrownBy(() -> ModelExport.of(run.folder()).into(root.resolve("out")))
          .isInstanceOf(RunException.class)
          .hasMessageStartingWith(file + ": ");
    }
    assertThat(root.resolve("out")).doesNotExist();
    Files.delete(file);
    assertThatThrownBy(() -> PreparedRun.reopen(run.folder(), List.of()))
        .hasMessage(file + ": is missing");
    // What the model is, the checkpoint says, not a line that was changed.
    Files.writeString(file, whole.replaceFirst("ae_dims: \\d+", "ae_dims: 48").replace("wf", "f"));
    try (TrainedModel model = TrainedModel.open(run.folder())) {
      assertThat(model.spec()).isEqualTo(run.plan().spec());
      assertThat(model.plan().faceType()).isEqualTo(run.plan().faceType());
    }
    ExportedModel exported = ModelExport.of(run.folder()).into(root.resolve("out"));
    assertThat(exported.spec()).isEqualTo(run.plan().spec());
  }

  @Test
  void otherDamagedFilesAreNamedToo() throws Exception {
    PreparedRun run = create();
    train(run, folder -> {});
    RunFolder folder = run.folder();
    Path environment = folder.environmentFile();
    byte[] whole = Files.readAllBytes(environment);
    for (byte[] bytes :
        List.of(
            new byte[0],
            new byte[whole.length],
            "{}\n".getBytes(java.nio.charset.StandardCharsets.UTF_8),
            "{\"seed\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8))) {
      Files.write(environment, bytes);
      assertThatThrownBy(() -> PreparedRun.reopen(folder, List.of()))
          .isInstanceOf(RunException.class)
          .hasMessageMatching(
              "\\Q"
                  + environment
                  + "\\E: (was never completely written: .*"
                  + "|is damaged or incomplete, it does not describe an environment)");
    }
    Files.delete(environment);
    assertThat(PreparedRun.reopen(folder, List.of()).remarks())
        .containsExactly(
            environment + ": is missing, so whether the faces are those of before is not known");
    Files.write(environment, whole);

    Path newest = folder.checkpoints().resolve("000000005");
    Files.delete(newest.resolve("manifest.json"));
    try (TrainedModel model = TrainedModel.open(folder)) {
      assertThat(model.iteration()).isEqualTo(4);
    }
    delete(folder.checkpoints());
    Files.createDirectory(folder.checkpoints());
    PreparedRun again = PreparedRun.reopen(folder, List.of());
    assertThatThrownBy(() -> train(again, nothing -> {}))
        .isInstanceOf(RunException.class)
        .hasMessage(
            folder.checkpoints()
                + ": holds no checkpoint, though events.jsonl says that one was saved; put the"
                + " folder back, or start a new run");
    assertThat(MetricsReader.readAll(folder.metricsFile()).rows()).hasSize(5);
    assertThat(RunSummary.of(folder).problems()).isEmpty();
  }
}
