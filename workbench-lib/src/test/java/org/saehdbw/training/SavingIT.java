package org.saehdbw.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.checkpoints.CheckpointException;
import org.saehdbw.files.FileTree;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunStatus;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.testing.TinyModel;

/** Saves beside the training, and between two iterations. */
class SavingIT {
  @TempDir private Path runs;
  private final List<String> order = new CopyOnWriteArrayList<>();

  private PreparedRun create(String... more)
      throws SettingsException, IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(
            List.of("pictures=none", "save_interval_iter=3", "keep_last=10", "target_iter=6"));
    words.addAll(List.of(more));
    return PreparedRun.create(
        TinyModel.pretraining(words.toArray(String[]::new)), runs, Optional.empty());
  }

  private static List<Object> saved(RunFolder run) throws IOException {
    return run.events().stream()
        .filter(event -> event.kind() == EventKind.SAVED)
        .map(event -> event.fields().get("iteration"))
        .toList();
  }

  @Test
  void bothWaysSaveTheSameBytes() throws Exception {
    PreparedRun beside = create();
    Trainer.run(beside, TrainerListener.NONE, () -> false);
    PreparedRun between = create("save_beside=n");
    Trainer.run(between, TrainerListener.NONE, () -> false);
    for (String file :
        List.of(
            "000000003/weights.safetensors",
            "000000003/optimizer.safetensors",
            "000000006/weights.safetensors",
            "000000006/optimizer.safetensors",
            "000000006/state.json")) {
      assertThat(beside.folder().checkpoints().resolve(file))
          .hasSameBinaryContentAs(between.folder().checkpoints().resolve(file));
    }
    assertThat(saved(beside.folder())).isEqualTo(List.of(1, 3, 6));
    assertThat(saved(between.folder())).isEqualTo(List.of(1, 3, 6));
  }

  /** The first save ends only when the third iteration was made, which it must not keep back. */
  @Test
  void trainingContinuesWhileACheckpointIsWritten() throws Exception {
    CountDownLatch third = new CountDownLatch(1);
    PreparedRun run = create("save_interval_iter=5");
    Trainer.run(
        run,
        new TrainerListener() {
          @Override
          public void iterated(MetricsRow row) {
            order.add("iteration " + row.iteration());
            if (row.iteration() == 3) {
              third.countDown();
            }
          }

          @Override
          public void saved(RunFolder folder, long iteration) {
            try {
              boolean made = iteration > 1 || third.await(1, TimeUnit.MINUTES);
              order.add("saved " + iteration + (made ? "" : " too late"));
            } catch (InterruptedException e) {
              order.add("interrupted");
            }
          }
        },
        () -> false);
    assertThat(order.indexOf("saved 1")).isGreaterThan(order.indexOf("iteration 3"));
    assertThat(order.indexOf("saved 5")).isGreaterThan(order.indexOf("saved 1"));
    assertThat(order.get(order.size() - 1)).isEqualTo("saved 6");
  }

  @Test
  void withoutACopyTrainingWaits() throws Exception {
    PreparedRun run = create("save_beside=n", "target_iter=3");
    Trainer.run(
        run,
        new TrainerListener() {
          @Override
          public void iterated(MetricsRow row) {
            order.add("iteration " + row.iteration());
          }

          @Override
          public void saved(RunFolder folder, long iteration) {
            order.add("saved " + iteration);
          }
        },
        () -> false);
    assertThat(order)
        .containsExactly("iteration 1", "saved 1", "iteration 2", "iteration 3", "saved 3");
  }

  /** Where the checkpoints' folder should be there is a file, as if the disk refused. */
  @ParameterizedTest
  @ValueSource(strings = {"save_beside=y", "save_beside=n"})
  void aSaveThatFailsEndsTheTrainingAndNothingSaysThatItIsSaved(String how) throws Exception {
    PreparedRun run = create(how, "target_iter=1000000");
    Path checkpoints = run.folder().checkpoints();
    TrainerListener breaking =
        new TrainerListener() {
          @Override
          public void iterated(MetricsRow row) {
            if (row.iteration() == 2) {
              replaceOnceSaved(run.folder());
            }
          }
        };
    assertThatThrownBy(() -> Trainer.run(run, breaking, () -> false))
        .isInstanceOf(CheckpointException.NotSaved.class)
        .hasMessage(
            checkpoints.resolve("000000003")
                + ": could not be saved (a file of this name exists); check this disk, or choose"
                + " another folder; no generation was saved before");
    assertThat(saved(run.folder())).isEqualTo(List.of(1));
    assertThat(RunStatus.of(run.folder())).isEqualTo(RunStatus.FAILED);
    List<Event> events = run.folder().events();
    assertThat(events.get(events.size() - 1).fields().get("message").toString())
        .contains("could not be saved");
    // Not later than at the save that is due next.
    assertThat(MetricsReader.readAll(run.folder().metricsFile()).rows()).hasSizeBetween(3, 6);
  }

  private static void replaceOnceSaved(RunFolder run) {
    try {
      org.saehdbw.testing.Await.until("the first save", () -> !saved(run).isEmpty());
      FileTree.delete(run.checkpoints());
      Files.createFile(run.checkpoints());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
