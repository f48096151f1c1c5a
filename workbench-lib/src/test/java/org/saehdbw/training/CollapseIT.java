package org.saehdbw.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.checkpoints.CheckpointStore;
import org.saehdbw.checkpoints.KeepPolicy;
import org.saehdbw.checkpoints.TrainingState;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunStatus;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.training.components.CustomComponents;
import org.saehdbw.training.incidents.CollapseKind;
import org.saehdbw.training.incidents.Incident;
import org.saehdbw.training.incidents.IncidentFolders;
import org.saehdbw.training.incidents.PoisonedBatches;
import org.saehdbw.training.incidents.Remedy;
import org.saehdbw.training.plan.TrainingException;
import org.saehdbw.training.plan.TrainingSettings;
import org.saehdbw.training.steps.ModelStep;

/** Trains a small model that collapses. */
class CollapseIT {
  private static final List<String> SMALL =
      List.of(
          "face_type=wf",
          "pretrain=y",
          "pretraining_data=drawn:12,size=48",
          "batch_size=2",
          "threads=1",
          "interpreter=eager",
          "extra_loss=poisoned",
          "pictures=none",
          "keep_last=9",
          "save_interval_min=0",
          "save_interval_iter=2");

  @TempDir private static Path runs;
  private final PoisonedBatches poison = new PoisonedBatches();
  private final CustomComponents own = CustomComponents.NONE.with(poison);
  private final List<String> warnings = new ArrayList<>();

  /** Follows a training; a kill is an error that nothing expects. */
  private class Follower implements TrainerListener {
    @Override
    public void warned(String message) {
      warnings.add(message);
    }
  }

  private static final class Kill extends Error {
    private static final long serialVersionUID = 1;
  }

  private PreparedRun create(String... more)
      throws SettingsException, IOException, InterruptedException {
    // Smaller than new models may be: an iteration takes milliseconds.
    Settings settings =
        TrainingSettings.defaults().withStored("model", "df-ud-32-8-4-4-2-gray", "test");
    settings = SettingsReader.readWords(settings, SMALL);
    settings = SettingsReader.readWords(settings, List.of(more));
    return PreparedRun.create(settings, own, runs, Optional.empty());
  }

  private void train(PreparedRun run) throws IOException, InterruptedException {
    Trainer.run(run, new Follower(), () -> false);
  }

  private void resume(PreparedRun run, String... words)
      throws SettingsException, IOException, InterruptedException {
    train(PreparedRun.reopen(run.folder(), own, List.of(words)));
  }

  /** Trains until an iteration was made, and no further. */
  private void trainAndKill(PreparedRun run, long iteration) {
    Follower killing =
        new Follower() {
          @Override
          public void iterated(MetricsRow row) {
            if (row.iteration() == iteration) {
              throw new Kill();
            }
          }
        };
    assertThatThrownBy(() -> Trainer.run(run, killing, () -> false)).isInstanceOf(Kill.class);
  }

  private static TrainingState state(RunFolder run, long iteration) throws IOException {
    return new CheckpointStore(run.checkpoints(), KeepPolicy.defaults()).open(iteration).state();
  }

  private static List<Incident> incidents(PreparedRun run) throws IOException {
    return new IncidentFolders(run.folder()).read();
  }

  private static List<Event> events(PreparedRun run, EventKind kind) throws IOException {
    return run.folder().events().stream().filter(event -> event.kind() == kind).toList();
  }

  private static List<MetricsRow> rows(PreparedRun run) throws IOException {
    return MetricsReader.readAll(run.folder().metricsFile()).rows();
  }

  /** The same bytes of checkpoint, and the same losses and rates. */
  private static void assertSame(PreparedRun got, PreparedRun wanted, long iteration)
      throws IOException {
    String generation = String.format(Locale.ROOT, "%09d", iteration);
    for (String file : List.of("weights.safetensors", "optimizer.safetensors", "state.json")) {
      assertThat(got.folder().checkpoints().resolve(generation).resolve(file))
          .hasSameBinaryContentAs(wanted.folder().checkpoints().resolve(generation).resolve(file));
    }
    assertThat(rows(got))
        .usingRecursiveComparison()
        .comparingOnlyFields("iteration", "srcLoss", "dstLoss", "lrFactor")
        .isEqualTo(rows(wanted));
  }

  /**
   * Settings with a discriminator were chosen at iteration 4; training collapses before the next
   * save, and the newest good checkpoint holds no discriminator.
   */
  @Test
  void aDiscriminatorThatTheGoodCheckpointDoesNotHoldStartsAgain()
      throws SettingsException, IOException, InterruptedException {
    String[] first = {
      "target_iter=4", "pretrain=n", "src=drawn:12,size=48", "dst=drawn:12,size=48,seed=2",
    };
    PreparedRun run = create(first);
    train(run);
    String[] later = {"target_iter=8", "true_face_power=0.1", "save_interval_iter=100"};
    PreparedRun judged = PreparedRun.reopen(run.folder(), own, List.of(later));
    poison.poison(run, 6, Double.NaN);
    train(judged);
    assertThat(incidents(run)).extracting(Incident::rolledBackTo).containsExactly(4L);
    assertThat(warnings)
        .filteredOn(line -> line.contains("holds no discriminator dis of this size"))
        .hasSize(2);
    // Four updates since the rollback, none of those before it.
    assertThat(state(run.folder(), 8).discriminatorUpdates()).containsEntry("dis", 4L);

    PreparedRun killed = create(first);
    train(killed);
    poison.poison(killed, 6, Double.NaN);
    trainAndKill(PreparedRun.reopen(killed.folder(), own, List.of(later)), 7);
    resume(killed);
    assertSame(killed, run, 8);
  }

  @Test
  void aBatchThatMakesALossNotANumberIsLeftOut()
      throws SettingsException, IOException, InterruptedException {
    PreparedRun run = create("target_iter=4");
    poison.poison(run, 3, Double.NaN);
    train(run);
    assertThat(incidents(run))
        .containsExactly(new Incident(1, CollapseKind.NOT_FINITE, 3, 3, Remedy.LEFT_OUT, 2));
    assertThat(warnings)
        .containsExactly(
            "training collapsed at iteration 3 (not_finite) and continues from iteration 2 without"
                + " batch 3; see incident-001");
    assertThat(rows(run)).extracting(MetricsRow::iteration).containsExactly(1L, 2L, 3L, 4L);
    assertThat(state(run.folder(), 2).samplerPositions()).containsEntry("src", 2L);
    assertThat(state(run.folder(), 4).samplerPositions()).containsEntry("src", 5L);
    assertThat(state(run.folder(), 4).sentinel()).isEmpty();
    assertThat(events(run, EventKind.COLLAPSED).get(0).fields())
        .containsEntry("iteration", 3)
        .containsEntry("kind", "not_finite")
        .containsEntry("batch", 3)
        .containsEntry("remedy", "left_out")
        .containsEntry("incident", "incident-001");
    assertThat(events(run, EventKind.ROLLED_BACK).get(0).fields())
        .containsEntry("iteration", 2)
        .containsEntry("from", 3)
        .containsEntry("incident", "incident-001")
        .containsEntry("rows_cut", 0);
    assertThat(RunStatus.of(run.folder())).isEqualTo(RunStatus.FINISHED);
    assertThat(
            MetricsReader.readAll(run.folder().incident(1).resolve(IncidentFolders.METRICS)).rows())
        .hasSize(2);
  }

  @Test
  void beforeTheFirstSaveItStartsAgainFromInitialWeights()
      throws SettingsException, IOException, InterruptedException {
    PreparedRun run = create("target_iter=1");
    poison.poison(run, 1, Double.NEGATIVE_INFINITY);
    train(run);
    assertThat(incidents(run))
        .containsExactly(new Incident(1, CollapseKind.NOT_FINITE, 1, 1, Remedy.LEFT_OUT, 0));
    assertThat(state(run.folder(), 1).samplerPositions()).containsEntry("src", 2L);
  }

  /** Leaves batch 3 out from iteration 3 on, and batch 6 with half the rate from iteration 5 on. */
  private PreparedRun createTwice() throws SettingsException, IOException, InterruptedException {
    PreparedRun run = create("target_iter=7");
    poison.poison(run, 3, Double.NaN);
    poison.poison(run, 6, Double.NaN);
    return run;
  }

  @Test
  void killedAfterARollbackAndResumedItEndsTheSame()
      throws SettingsException, IOException, InterruptedException {
    PreparedRun straight = createTwice();
    train(straight);
    assertThat(incidents(straight))
        .containsExactly(
            new Incident(1, CollapseKind.NOT_FINITE, 3, 3, Remedy.LEFT_OUT, 2),
            new Incident(2, CollapseKind.NOT_FINITE, 5, 6, Remedy.HALF_RATE, 4));
    assertThat(rows(straight))
        .extracting(MetricsRow::lrFactor)
        .containsExactly(1f, 1f, 1f, 1f, 0.5f, 0.5f, 0.5f);
    assertThat(state(straight.folder(), 4).sentinel()).doesNotContainKey("rate_factor");
    assertThat(state(straight.folder(), 6).sentinel()).containsEntry("rate_factor", 0.5);

    // After the first rollback, after the second, and after the save that follows it.
    for (long killed : new long[] {3, 5, 7}) {
      PreparedRun parts = createTwice();
      trainAndKill(parts, killed);
      resume(parts);
      assertSame(parts, straight, 7);
      assertThat(incidents(parts)).isEqualTo(incidents(straight));
    }

    // The newest checkpoint is damaged: from the one before, the same follows.
    PreparedRun damaged = createTwice();
    trainAndKill(damaged, 5);
    Path newest = damaged.folder().checkpoints().resolve("000000004/weights.safetensors");
    Files.writeString(newest, "short");
    resume(damaged);
    assertSame(damaged, straight, 7);

    // The incident's folder is there, and nothing has been done about it yet.
    PreparedRun written = createTwice();
    trainAndKill(written, 2);
    Path first = Files.createDirectory(written.folder().incident(1));
    for (String file : List.of(IncidentFolders.FILE, IncidentFolders.METRICS)) {
      Files.copy(straight.folder().incident(1).resolve(file), first.resolve(file));
    }
    resume(written);
    assertSame(written, straight, 7);
    assertThat(incidents(written)).hasSize(2);
  }

  @Test
  void theThirdCollapseStopsAndNamesAllThree()
      throws SettingsException, IOException, InterruptedException {
    PreparedRun run = create("target_iter=2");
    for (long batch : new long[] {2, 3, 4}) {
      poison.poison(run, batch, Double.NaN);
    }
    assertThatThrownBy(() -> train(run))
        .isInstanceOf(TrainingException.class)
        .hasMessageMatching(
            "iteration 2: the losses are src NaN and dst \\S+; nothing was saved; the batch was"
                + " src \\[.*], dst \\[.*]; a smaller learning_rate or clipgrad may help; training"
                + " collapsed 3 times, each within 1000 iterations of the one before"
                + " \\(collapse_repeat_iter\\), also without the batches and at half the learning"
                + " rate: see incident-001 \\(not_finite, iteration 2\\), incident-002"
                + " \\(not_finite, iteration 2\\), incident-003 \\(not_finite, iteration 2\\) in"
                + " .*");
    assertThat(incidents(run))
        .extracting(Incident::remedy)
        .containsExactly(Remedy.LEFT_OUT, Remedy.HALF_RATE, Remedy.STOPPED);
    assertThat(RunStatus.of(run.folder())).isEqualTo(RunStatus.FAILED);
    assertThat(events(run, EventKind.FAILED).get(0).fields())
        .containsEntry(Event.CAUSE, Event.NOT_FINITE);
    // Whoever resumes has looked at it.
    resume(run);
    assertThat(incidents(run))
        .last()
        .isEqualTo(new Incident(4, CollapseKind.NOT_FINITE, 2, 4, Remedy.LEFT_OUT, 1));
    assertThat(state(run.folder(), 2).samplerPositions()).containsEntry("src", 5L);
  }

  @Test
  void collapsesFarApartAreFirstOnes() throws SettingsException, IOException, InterruptedException {
    PreparedRun run = create("target_iter=4", "collapse_repeat_iter=1");
    poison.poison(run, 2, Double.NaN);
    poison.poison(run, 5, Double.NaN);
    train(run);
    assertThat(incidents(run))
        .extracting(Incident::remedy)
        .containsExactly(Remedy.LEFT_OUT, Remedy.LEFT_OUT);
  }

  @Test
  void onCollapseStopWritesTheIncidentAndStops()
      throws SettingsException, IOException, InterruptedException {
    PreparedRun run = create("target_iter=3", "on_collapse=stop");
    poison.poison(run, 3, Double.NaN);
    assertThatThrownBy(() -> train(run))
        .isInstanceOf(TrainingException.class)
        .hasMessageEndingWith("; see incident-001 in " + run.folder().path());
    assertThat(incidents(run))
        .containsExactly(new Incident(1, CollapseKind.NOT_FINITE, 3, 3, Remedy.STOPPED, 2));
    assertThat(events(run, EventKind.ROLLED_BACK)).isEmpty();
    assertThat(state(run.folder(), 2).iteration()).isEqualTo(2);
  }

  @Test
  void onCollapseIgnoreStillStopsAtWhatIsNotANumber()
      throws SettingsException, IOException, InterruptedException {
    PreparedRun run = create("target_iter=2", "on_collapse=ignore");
    poison.poison(run, 2, Double.NaN);
    assertThatThrownBy(() -> train(run))
        .isInstanceOf(TrainingException.class)
        .hasMessageEndingWith("; a smaller learning_rate or clipgrad may help");
    assertThat(incidents(run)).isEmpty();
  }

  @Test
  void aSpikeIsLeftOutAndKilledAndResumedItEndsTheSame()
      throws SettingsException, IOException, InterruptedException {
    PreparedRun straight = create("target_iter=13", "spike_window=10");
    poison.poison(straight, 12, 1e4);
    train(straight);
    assertThat(incidents(straight))
        .containsExactly(new Incident(1, CollapseKind.LOSS_SPIKE, 12, 12, Remedy.LEFT_OUT, 10));
    assertThat(Files.readString(straight.folder().incident(1).resolve(IncidentFolders.FILE)))
        .contains("the median of the 10 iterations before; spike_z is 20.0", "\"z\" : ");

    // The window is filled from the metrics: 11 is made again after the resume.
    PreparedRun parts = create("target_iter=13", "spike_window=10");
    trainAndKill(parts, 11);
    resume(parts);
    assertThat(incidents(parts)).isEqualTo(incidents(straight));
    assertSame(parts, straight, 13);
  }

  /** The checkpoint is that of the stage before: the stage begins again. */
  @Test
  void aCollapseAtTheBeginningOfAStageIsLeftOutToo()
      throws SettingsException, IOException, InterruptedException {
    String[] words = {
      "pretrain=n",
      "pretraining_data=",
      "src=drawn:12,size=48",
      "dst=drawn:12,size=48,seed=2",
      "save_interval_iter=100",
      "target_iter=4",
      "stages=[{name: a, end: {iterations: 2}}, {name: b, settings: {learning_rate: 1.0e-4}}]"
    };
    PreparedRun straight = create(words);
    poison.poison(straight, 3, Double.NaN);
    train(straight);
    assertThat(incidents(straight))
        .containsExactly(new Incident(1, CollapseKind.NOT_FINITE, 3, 3, Remedy.LEFT_OUT, 2));
    assertThat(events(straight, EventKind.STAGE_CHANGED))
        .extracting(event -> event.fields().get("to"))
        .containsExactly("a", "b", "b");
    PreparedRun parts = create(words);
    trainAndKill(parts, 3);
    resume(parts);
    assertSame(parts, straight, 4);
  }

  /** Without u a model draws one colour at first. */
  @Test
  void aModelThatHasNotLearntToDrawYetIsSaved()
      throws SettingsException, IOException, InterruptedException {
    PreparedRun run =
        create("model=df-64-32-16-16-16", "target_iter=1", "constant_interval_iter=1");
    train(run);
    assertThat(incidents(run)).isEmpty();
    assertThat(state(run.folder(), 1).sentinel()).isEmpty();
  }

  /** Draws with much contrast at first; then every pixel is the same, once, at or after a save. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aModelThatDrawsOneColourIsNotSaved(boolean atSave)
      throws SettingsException, IOException, InterruptedException {
    PreparedRun run =
        create(
            "target_iter=4",
            "learning_rate=1e-8",
            "save_interval_iter=" + (atSave ? 2 : 100),
            "constant_interval_iter=" + (atSave ? 100 : 2));
    List<ModelStep> models = new ArrayList<>();
    List<Long> spoiled = new ArrayList<>();
    Follower spoiling =
        new Follower() {
          @Override
          public Optional<CheckpointScore> judge(long iteration, ModelStep model) {
            models.add(model);
            if (iteration == 1) {
              multiply(model, 1e4f);
            }
            return Optional.empty();
          }

          @Override
          public void iterated(MetricsRow row) {
            if (row.iteration() == (atSave ? 4 : 3) && spoiled.isEmpty()) {
              spoiled.add(row.iteration());
              multiply(models.get(models.size() - 1), 0);
            }
          }
        };
    Trainer.run(run, spoiling, () -> false);
    assertThat(incidents(run))
        .containsExactly(
            new Incident(1, CollapseKind.CONSTANT_PICTURE, 4, 4, Remedy.LEFT_OUT, atSave ? 2 : 1));
    assertThat(spoiled).hasSize(1);
    assertThat(RunStatus.of(run.folder())).isEqualTo(RunStatus.FINISHED);
  }

  private static void multiply(ModelStep model, float factor) {
    model
        .weights()
        .forEach(
            (name, weights) -> {
              if (name.contains("out_conv")) {
                for (int i = 0; i < weights.limit(); i++) {
                  weights.put(i, factor * weights.get(i));
                }
              }
            });
  }
}
