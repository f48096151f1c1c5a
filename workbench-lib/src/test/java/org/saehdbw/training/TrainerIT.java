package org.saehdbw.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.checkpoints.CheckpointStore;
import org.saehdbw.checkpoints.KeepPolicy;
import org.saehdbw.checkpoints.NamedArray;
import org.saehdbw.checkpoints.SafetensorsReader;
import org.saehdbw.dataloaders.FaceLoader;
import org.saehdbw.faces.FaceType;
import org.saehdbw.files.FileTree;
import org.saehdbw.optimizers.Optimizer;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunLock;
import org.saehdbw.runs.RunRequest;
import org.saehdbw.runs.RunStatus;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.metrics.StageTimes;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.testing.TinyFaceset;
import org.saehdbw.testing.TinyModel;
import org.saehdbw.training.plan.TrainingException;
import org.saehdbw.training.plan.TrainingSettings;
import org.saehdbw.training.saving.HourlyBackups;
import org.saehdbw.training.steps.Interpreter;
import org.saehdbw.training.steps.ModelStep;
import org.saehdbw.training.steps.Prediction;

/** Trains a small model for real. */
class TrainerIT {
  private static final List<String> SMALL =
      List.of(
          "face_type=wf",
          "pretrain=y",
          "pretraining_data=drawn:24,size=64",
          "batch_size=2",
          "threads=1",
          // So small a model draws one colour at first.
          "constant_interval_iter=0",
          "save_interval_iter=4");

  @TempDir private static Path once;

  /** Trained for 12 iterations without a stop: tests read it. */
  private static PreparedRun straight;

  private static TrainingOutcome straightOutcome;
  private static final List<String> STRAIGHT_WARNINGS = new ArrayList<>();

  @TempDir private Path runs;
  private final List<String> warnings = new ArrayList<>();

  @BeforeAll
  static void trainStraight() throws Exception {
    straight = create(once, TinyModel.SMALLEST, "target_iter=12");
    straightOutcome = Trainer.run(straight, notingIn(STRAIGHT_WARNINGS), () -> false);
  }

  private PreparedRun create(String... more)
      throws SettingsException, IOException, InterruptedException {
    return create(runs, TinyModel.SMALLEST, more);
  }

  private static PreparedRun create(Path runs, String model, String... more)
      throws SettingsException, IOException, InterruptedException {
    Settings settings = SettingsReader.readWords(TinyModel.stored(model), SMALL);
    settings = SettingsReader.readWords(settings, List.of(more));
    return PreparedRun.create(settings, runs, Optional.empty());
  }

  private TrainingOutcome train(PreparedRun run) throws IOException, InterruptedException {
    return train(run, () -> false);
  }

  private TrainingOutcome train(PreparedRun run, BooleanSupplier stop)
      throws IOException, InterruptedException {
    return Trainer.run(run, notingIn(warnings), stop);
  }

  private static TrainerListener notingIn(List<String> warnings) {
    return new TrainerListener() {
      @Override
      public void warned(String message) {
        warnings.add(message);
      }
    };
  }

  private static BooleanSupplier after(int iterations) {
    int[] asked = {0};
    return () -> asked[0]++ >= iterations;
  }

  private static byte[] weights(RunFolder run, int iteration) throws IOException {
    return Files.readAllBytes(
        run.checkpoints()
            .resolve(String.format(Locale.ROOT, "%09d", iteration))
            .resolve("weights.safetensors"));
  }

  private static List<Float> losses(RunFolder run) throws IOException {
    return MetricsReader.readAll(run.metricsFile()).rows().stream()
        .map(MetricsRow::srcLoss)
        .toList();
  }

  private static List<EventKind> kinds(RunFolder run) throws IOException {
    return run.events().stream().map(Event::kind).toList();
  }

  @Test
  void aLimitOfMemoryIsNotedAndTheSameAfterAResume()
      throws SettingsException, IOException, InterruptedException {
    PreparedRun straight = create("target_iter=4", "micro_batch=1", "save_beside=n");
    train(straight);
    PreparedRun limited = create("target_iter=4", "micro_batch=1", "memory_mib=9999");
    train(limited, after(2));
    train(PreparedRun.reopen(limited.folder(), List.of()));
    assertThat(weights(limited.folder(), 4)).isEqualTo(weights(straight.folder(), 4));
    List<Event> begun =
        limited.folder().events().stream()
            .filter(e -> e.kind() == EventKind.STARTED || e.kind() == EventKind.RESUMED)
            .toList();
    assertThat(begun).hasSize(2);
    for (Event event : begun) {
      assertThat(event.fields())
          .containsEntry("memory_mib", 9999)
          .containsEntry("micro_batch", 1)
          .containsEntry("activation_checkpointing", false)
          .containsEntry("save_beside", true);
    }
    assertThat(warnings)
        .filteredOn(line -> line.startsWith("memory_mib 9999: the trainer takes micro_batch 1 ("))
        .hasSize(2);
  }

  @Test
  void stoppedAndResumedIsTheSameAsStraight()
      throws SettingsException, IOException, InterruptedException {
    assertThat(straightOutcome.finished()).isTrue();
    assertThat(straightOutcome.made()).isEqualTo(12);
    assertThat(STRAIGHT_WARNINGS).isEmpty();

    PreparedRun parts = create("target_iter=12", "loader_threads=1");
    TrainingOutcome first = train(parts, after(7));
    assertThat(first.reason()).isEqualTo(Event.ASKED);
    assertThat(first.iteration()).isEqualTo(7);
    assertThat(RunStatus.of(parts.folder())).isEqualTo(RunStatus.STOPPED);
    train(PreparedRun.reopen(parts.folder(), List.of()));

    assertThat(weights(parts.folder(), 12)).isEqualTo(weights(straight.folder(), 12));
    assertThat(losses(parts.folder())).isEqualTo(losses(straight.folder())).hasSize(12);
    int samples = 2 * straight.plan().samples().batch().batchSize();
    assertThat(MetricsReader.readAll(parts.folder().metricsFile()).rows())
        .allSatisfy(
            row -> {
              assertThat(row.samplesPerSecond() * row.stepMillis() / 1000)
                  .isCloseTo(samples, within(0.01 * samples));
              assertThat(row.residentMib()).isGreaterThan(50);
            });
    assertThat(kinds(straight.folder()))
        .containsExactly(
            EventKind.STARTED,
            EventKind.SAVED,
            EventKind.SAVED,
            EventKind.SAVED,
            EventKind.SAVED,
            EventKind.STOPPED);
    assertThat(RunStatus.of(straight.folder())).isEqualTo(RunStatus.FINISHED);
    assertThat(straight.folder().previewFiles())
        .extracting(file -> file.getFileName().toString())
        .contains("0000012_faces.png", "0000001_faces.png");
    assertThat(warnings).isEmpty();
  }

  @Test
  void theTrainersPartsSumToTheWallClock()
      throws SettingsException, IOException, InterruptedException {
    PreparedRun run =
        create(
            runs,
            TinyModel.DF,
            "target_iter=25",
            "save_interval_iter=10",
            "preview_interval_iter=5");
    train(run);
    List<MetricsRow> rows = MetricsReader.readAll(run.folder().metricsFile()).rows();
    double parts = 0;
    for (MetricsRow row : rows.subList(1, rows.size())) {
      StageTimes stages = row.stages();
      parts += row.waitMillis() + stages.copy() + stages.compute() + stages.optimizer();
      parts += stages.save() + stages.preview();
    }
    double wall = 1000 * (rows.get(24).wallClockSeconds() - rows.get(0).wallClockSeconds());
    assertThat(parts / wall).isBetween(0.98, 1.02);
    assertThat(rows.get(10).stages().save()).isPositive();
    assertThat(rows.get(10).stages().preview()).isPositive();
    assertThat(rows.get(11).stages().save()).isZero();
    assertThat(rows.get(15).stages().preview()).isPositive();
  }

  @Test
  void goesBackBehindADamagedCheckpointAndEndsTheSame()
      throws SettingsException, IOException, InterruptedException {
    PreparedRun damaged = create("target_iter=12");
    train(damaged, after(8));
    Path newest = damaged.folder().checkpoints().resolve("000000008/weights.safetensors");
    byte[] bytes = Files.readAllBytes(newest);
    bytes[bytes.length / 2] ^= 1;
    Files.write(newest, bytes);
    train(PreparedRun.reopen(damaged.folder(), List.of()));
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0)).contains("weights.safetensors").endsWith("generation 000000004");
    assertThat(weights(damaged.folder(), 12)).isEqualTo(weights(straight.folder(), 12));
    Event resumed =
        damaged.folder().events().stream()
            .filter(event -> event.kind() == EventKind.RESUMED)
            .findFirst()
            .orElseThrow();
    assertThat(resumed.fields()).containsEntry("iteration", 4).containsEntry("rows_cut", 4);
    assertThat(MetricsReader.readAll(damaged.folder().metricsFile()).rows()).hasSize(12);
  }

  /** All checkpoints are damaged, or their folder is gone: the newest backup is good. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void goesBackToABackupAndEndsTheSame(boolean gone)
      throws SettingsException, IOException, InterruptedException {
    PreparedRun damaged = create("target_iter=8", "keep_last=1");
    train(damaged, after(4));
    RunFolder folder = damaged.folder();
    new HourlyBackups(folder, 1).make(4, warnings::add);
    if (gone) {
      FileTree.delete(folder.checkpoints());
    } else {
      try (Stream<Path> files = Files.list(folder.checkpoints())) {
        for (Path generation : files.toList()) {
          Files.writeString(generation.resolve("weights.safetensors"), "short");
        }
      }
    }
    assertThat(warnings).isEmpty();
    train(PreparedRun.reopen(folder, List.of()));
    assertThat(warnings.get(warnings.size() - 1))
        .endsWith("; going back to backup 01 of iteration 4");
    assertThat(weights(folder, 8)).isEqualTo(weights(straight.folder(), 8));
  }

  @Test
  @SuppressWarnings("try") // the lock is held, not called
  void aSecondTrainerIsRefused() throws SettingsException, IOException, InterruptedException {
    PreparedRun run = create("target_iter=1");
    try (RunLock held = RunLock.acquire(run.folder())) {
      assertThatThrownBy(() -> train(run))
          .isInstanceOf(RunException.class)
          .hasMessageStartingWith(run.folder().path() + ": is being trained by process ")
          .hasMessageEndingWith("stop it first, or start a new run");
    }
    assertThat(run.folder().events()).isEmpty();
    train(run);
    assertThat(RunStatus.of(run.folder())).isEqualTo(RunStatus.FINISHED);
  }

  @Test
  void aFileInTheFolderStopsIt() throws SettingsException, IOException, InterruptedException {
    PreparedRun run = create("pictures=last");
    TrainerListener asking =
        new TrainerListener() {
          @Override
          public void iterated(MetricsRow row) {
            if (row.iteration() == 3) {
              assertThat(RunRequest.STOP.file(run.folder()).toFile().mkdir()).isTrue();
            }
          }
        };
    TrainingOutcome outcome = Trainer.run(run, asking, () -> false);
    assertThat(outcome.reason()).isEqualTo(Event.ASKED);
    assertThat(new CheckpointStore(run.folder().checkpoints(), KeepPolicy.defaults()).generations())
        .containsExactly(1L, 3L);
    assertThat(run.folder().previews().toFile().list())
        .as("the last picture is also that of a training that was asked to stop")
        .allMatch(name -> name.startsWith("0000003_"))
        .isNotEmpty();
    assertThat(RunRequest.STOP.file(run.folder())).doesNotExist();
  }

  @Test
  void weightsThatAreNotFiniteAreNeverSaved()
      throws SettingsException, IOException, InterruptedException {
    PreparedRun run = create("target_iter=8", "on_collapse=ignore");
    TrainerListener spoiling =
        new TrainerListener() {
          @Override
          public Optional<CheckpointScore> judge(long iteration, ModelStep model) {
            if (iteration == 4) {
              model.weights().values().iterator().next().put(5, Float.NaN);
            }
            return Optional.empty();
          }
        };
    assertThatThrownBy(() -> Trainer.run(run, spoiling, () -> false))
        .isInstanceOf(TrainingException.class)
        .hasMessageMatching(
            "iteration 4: encoder/\\S+ holds NaN at element 5; nothing was saved; the batch was"
                + " src \\[\\d{6}_0.jpg, \\d{6}_0.jpg], dst \\[\\d{6}_0.jpg, \\d{6}_0.jpg];"
                + " a smaller learning_rate or clipgrad may help");
    assertThat(RunStatus.of(run.folder())).isEqualTo(RunStatus.FAILED);
    assertThat(new CheckpointStore(run.folder().checkpoints(), KeepPolicy.defaults()).generations())
        .containsExactly(1L);
    assertThat(RunLock.holder(run.folder())).isEmpty();
  }

  @Test
  void lossesThatAreNotFiniteStopBeforeTheUpdate()
      throws SettingsException, IOException, InterruptedException {
    PreparedRun run = create("target_iter=8");
    try (TrainingSession session = TrainingSession.open(run, warnings::add)) {
      session.model().weights().values().iterator().next().put(0, Float.POSITIVE_INFINITY);
      try (var loader =
          FaceLoader.start(
              run.faces().src().training(),
              run.faces().dst().training(),
              run.plan().samples(),
              1,
              warnings::add)) {
        var batch = loader.next();
        assertThatThrownBy(() -> session.advance(batch))
            .isInstanceOf(TrainingException.class)
            .hasMessageMatching(
                "iteration 1: the losses are src \\S+ and dst \\S+; nothing was saved; the batch"
                    + " was src \\[.*], dst \\[.*]; a smaller learning_rate or clipgrad may help");
      }
      assertThat(session.iteration()).isZero();
    }
  }

  @Test
  void saysThatAnotherThreadCountGivesOtherBytes()
      throws SettingsException, IOException, InterruptedException {
    RunFolder run = TinyModel.pretrained(TinyModel.DF, runs);
    train(PreparedRun.reopen(run, List.of("threads=2", "target_iter=4")));
    assertThat(warnings)
        .containsExactly(
            "threads is 2, the checkpoint was made with 1: results are equally good, but not the"
                + " same bytes");
    Event resumed =
        run.events().stream()
            .filter(event -> event.kind() == EventKind.RESUMED)
            .findFirst()
            .orElseThrow();
    assertThat(resumed.fields().get("changed"))
        .isEqualTo(Map.of("threads", "2", "target_iter", "4"));
  }

  @ParameterizedTest
  @ValueSource(strings = {TinyModel.SMALLEST, "liae-ud-32-8-4-4-2-gray"})
  void trainsTwoPeopleFromAPretrainedModel(String model)
      throws SettingsException, IOException, InterruptedException {
    RunFolder pretrained = TinyModel.pretrained(model, runs);
    Settings settings =
        SettingsReader.readWords(
            TrainingSettings.defaults(),
            List.of(
                "from=1",
                "seed=2",
                "src=drawn:20,size=64,identity=0",
                "dst=drawn:20,size=64,identity=3",
                "batch_size=2",
                "threads=1",
                "target_iter=2"));
    PreparedRun swap = PreparedRun.create(settings, runs, Optional.of("swap"));
    assertThat(swap.plan().spec()).isEqualTo(ModelSpec.parse(model));
    assertThat(swap.plan().faceType()).isEqualTo(FaceType.WHOLE);
    Map<String, NamedArray> before = arrays(pretrained, TinyModel.ITERATIONS);
    List<String> renewed;
    try (TrainingSession session = TrainingSession.open(swap, warnings::add)) {
      renewed = session.model().network().renewedAfterPretraining();
      before.forEach(
          (name, array) -> {
            boolean isRenewed = renewed.contains(name.substring(0, name.indexOf('/')));
            boolean bias = array.shape().size() == 1;
            boolean same = array.values().equals(session.model().weights().get(name));
            assertThat(bias || same != isRenewed).as(name).isTrue();
          });
    }
    train(swap);
    assertThat(kinds(swap.folder())).startsWith(EventKind.STARTED, EventKind.STAGE_CHANGED);
    assertThat(swap.folder().events().get(0).fields())
        .containsEntry("from_iteration", 3)
        .containsEntry("renewed", renewed);
    var state =
        new CheckpointStore(swap.folder().checkpoints(), KeepPolicy.defaults()).open(2).state();
    assertThat(state.optimizerIterations()).isEqualTo(5);
    assertThat(state.stage()).isEqualTo("train");
    assertThat(warnings).isEmpty();
  }

  @Test
  void aNarrowedModelKeepsTheOptimizersStateOfWhatStaysAsItWas()
      throws SettingsException, IOException, InterruptedException {
    PreparedRun wide = create(runs, "df-udt-32-12-4-4-2-gray", "target_iter=2");
    train(wide);
    PreparedRun narrow = create(runs, "df-udt-32-8-4-4-2-gray", "from=1");
    Map<String, FloatBuffer> saved = new LinkedHashMap<>();
    try (SafetensorsReader reader =
        new CheckpointStore(wide.folder().checkpoints(), KeepPolicy.defaults())
            .open(2)
            .openOptimizer()) {
      reader.readAll().forEach(array -> saved.put(array.name(), array.values()));
    }
    try (ModelStep model =
            ModelStep.open(narrow.plan().spec(), narrow.plan().losses(), Interpreter.EAGER, 1, 2);
        Optimizer optimizer = narrow.plan().newOptimizer(ModelFiles.variables(model));
        DiscriminatorTraining none = DiscriminatorTraining.of(narrow.plan(), model)) {
      Map<String, Object> facts =
          new WeightTransfer(narrow, model, optimizer, none, warnings::add).from(wide.folder());
      List<?> dropped =
          (List<?>) ((Map<?, ?>) facts.get("narrowed")).get("optimizer_state_dropped");
      assertThat(dropped).hasSize(8);
      assertThat(optimizer.iterations()).isEqualTo(2);
      optimizer
          .state()
          .forEach(
              array -> {
                boolean isDropped = dropped.contains(array.name().substring("ms_".length()));
                FloatBuffer expected =
                    isDropped
                        ? FloatBuffer.allocate(array.values().remaining())
                        : saved.get(array.name());
                assertThat(array.values()).as(array.name()).isEqualTo(expected);
              });
      Map<String, NamedArray> before = arrays(wide.folder(), 2);
      model
          .weights()
          .forEach(
              (name, memory) -> {
                if (!dropped.contains(name)) {
                  assertThat(memory).as(name).isEqualTo(before.get(name).values());
                }
              });
    }
    assertThat(warnings).isEmpty();
  }

  private static Map<String, NamedArray> arrays(RunFolder run, long iteration) throws IOException {
    try (SafetensorsReader reader =
        new CheckpointStore(run.checkpoints(), KeepPolicy.defaults())
            .open(iteration)
            .openWeights()) {
      Map<String, NamedArray> all = new LinkedHashMap<>();
      reader.readAll().forEach(array -> all.put(array.name(), array));
      return all;
    }
  }

  @Test
  void aTrainedModelIsOpenedFromItsRun()
      throws SettingsException, IOException, InterruptedException {
    RunFolder run = TinyModel.pretrained(TinyModel.DF, runs);
    try (TrainedModel model = TrainedModel.open(run)) {
      assertThat(model.iteration()).isEqualTo(TinyModel.ITERATIONS);
      var faces = model.cut(TinyFaceset.of(11, 64), warnings::add);
      assertThat(faces.count()).isEqualTo(11);
      Prediction all = model.predict(faces, faces);
      assertThat(all.srcDst().remaining()).isEqualTo(11 * 64 * 64);
      Prediction same = model.predict(faces, faces);
      assertThat(same.dstDst()).isEqualTo(all.dstDst());
      assertThat(all.dstDstMask().get(0)).isBetween(0f, 1f);
    }
  }
}
