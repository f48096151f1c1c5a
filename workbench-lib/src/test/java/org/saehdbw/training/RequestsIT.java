package org.saehdbw.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunRequest;
import org.saehdbw.runs.RunStatus;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.testing.Await;
import org.saehdbw.testing.TinyModel;

/** A trainer that is asked for something by files in its run folder. */
class RequestsIT {
  @TempDir private Path runs;

  private PreparedRun create() throws SettingsException, IOException, InterruptedException {
    return PreparedRun.create(
        TinyModel.pretraining(
            "pictures=none", "save_interval_iter=100", "keep_last=10", "target_iter=6"),
        runs,
        Optional.empty());
  }

  /** Trains and asks after the iteration. */
  private static TrainingOutcome train(PreparedRun run, long after, RunRequest request)
      throws IOException, InterruptedException {
    return Trainer.run(
        run,
        new TrainerListener() {
          @Override
          public void iterated(MetricsRow row) {
            if (row.iteration() == after) {
              try {
                request.ask(run.folder());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
          }
        },
        () -> false);
  }

  private static Path weights(RunFolder run, int iteration) {
    return run.checkpoints()
        .resolve(String.format(Locale.ROOT, "%09d", iteration))
        .resolve("weights.safetensors");
  }

  private static List<EventKind> kinds(RunFolder run) throws IOException {
    return run.events().stream().map(Event::kind).toList();
  }

  @Test
  void savesAndGoesOn() throws SettingsException, IOException, InterruptedException {
    PreparedRun run = create();
    assertThat(train(run, 3, RunRequest.SAVE).finished()).isTrue();
    assertThat(weights(run.folder(), 3)).exists();
    assertThat(RunRequest.SAVE.isAsked(run.folder())).isFalse();
  }

  @Test
  void backsUpAndGoesOn() throws SettingsException, IOException, InterruptedException {
    PreparedRun run = create();
    assertThat(train(run, 3, RunRequest.BACKUP).finished()).isTrue();
    assertThat(run.folder().backups().resolve("01/weights.safetensors"))
        .hasSameBinaryContentAs(weights(run.folder(), 3));
    assertThat(run.folder().backups().resolve("01/settings.yaml")).exists();
  }

  @Test
  void drawsAPreviewAndGoesOn() throws SettingsException, IOException, InterruptedException {
    PreparedRun run =
        PreparedRun.create(
            TinyModel.pretraining("pictures=last", "save_interval_iter=100", "target_iter=6"),
            runs,
            Optional.empty());
    assertThat(train(run, 3, RunRequest.PREVIEW).finished()).isTrue();
    assertThat(run.folder().previewFiles())
        .extracting(file -> file.getFileName().toString())
        .containsExactly(
            "0000003_batch-faces-masked.png",
            "0000003_batch-faces.png",
            "0000003_faces-masked.png",
            "0000003_faces.png",
            "0000006_batch-faces-masked.png",
            "0000006_batch-faces.png",
            "0000006_faces-masked.png",
            "0000006_faces.png");
    assertThat(RunRequest.PREVIEW.isAsked(run.folder())).isFalse();
  }

  @Test
  void aPreviewIsDrawnDuringAPause() throws Exception {
    PreparedRun run =
        PreparedRun.create(
            TinyModel.pretraining("pictures=last", "save_interval_iter=100", "target_iter=6"),
            runs,
            Optional.empty());
    CompletableFuture<TrainingOutcome> training = inBackground(run);
    Await.until("the pause", () -> kinds(run.folder()).contains(EventKind.PAUSED));
    RunRequest.PREVIEW.ask(run.folder());
    Await.until("the preview", () -> !RunRequest.PREVIEW.isAsked(run.folder()));
    assertThat(run.folder().preview(2, "faces")).exists();
    assertThat(run.folder().preview(2, "batch-faces")).exists();
    RunRequest.PAUSE.withdraw(run.folder());
    assertThat(training.get(2, TimeUnit.MINUTES).finished()).isTrue();
  }

  @Test
  void aPauseChangesNoByte() throws Exception {
    PreparedRun straight = create();
    Trainer.run(straight, new TrainerListener() {}, () -> false);
    PreparedRun paused = create();
    CompletableFuture<TrainingOutcome> training = inBackground(paused);
    Await.until("the pause", () -> kinds(paused.folder()).contains(EventKind.PAUSED));
    assertThat(RunStatus.of(paused.folder())).isEqualTo(RunStatus.PAUSED);
    assertThat(weights(paused.folder(), 2)).exists();
    assertThat(MetricsReader.readAll(paused.folder().metricsFile()).rows()).hasSize(2);
    RunRequest.PAUSE.withdraw(paused.folder());
    assertThat(training.get(2, TimeUnit.MINUTES).finished()).isTrue();
    assertThat(kinds(paused.folder())).contains(EventKind.CONTINUED);
    assertThat(Files.readAllBytes(weights(paused.folder(), 6)))
        .isEqualTo(Files.readAllBytes(weights(straight.folder(), 6)));
  }

  @Test
  void whatIsPausedCanBeStopped() throws Exception {
    PreparedRun run = create();
    CompletableFuture<TrainingOutcome> training = inBackground(run);
    Await.until("the pause", () -> kinds(run.folder()).contains(EventKind.PAUSED));
    RunRequest.STOP.ask(run.folder());
    assertThat(training.get(2, TimeUnit.MINUTES).reason()).isEqualTo(Event.ASKED);
    assertThat(RunStatus.of(run.folder())).isEqualTo(RunStatus.STOPPED);
    assertThat(RunRequest.PAUSE.isAsked(run.folder())).isFalse();
    assertThat(kinds(run.folder())).doesNotContain(EventKind.CONTINUED);
  }

  private static CompletableFuture<TrainingOutcome> inBackground(PreparedRun run) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return train(run, 2, RunRequest.PAUSE);
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
