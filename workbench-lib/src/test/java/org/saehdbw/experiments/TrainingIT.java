package org.saehdbw.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.layers.BlockKind;
import org.saehdbw.layers.Layer;
import org.saehdbw.layers.Nonlinearity;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunLock;
import org.saehdbw.runs.RunStatus;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.synthesis.SyntheticFaces;
import org.saehdbw.testing.Await;
import org.saehdbw.testing.EdgeLoss;
import org.saehdbw.testing.GatedBlock;
import org.saehdbw.testing.TinyFaceset;
import org.saehdbw.testing.TinyModel;
import org.saehdbw.training.TrainedModel;

/** Runs as a notebook starts them, in processes of their own. */
class TrainingIT {
  private static final ModelSpec SMALL = ModelSpec.parse(TinyModel.SMALLEST);
  private static final SyntheticFaces FACES = TinyFaceset.of(12, 64);

  @TempDir private Path runs;

  private Training training() throws SettingsException {
    return Training.of(TinyModel.smallest())
        .pretrainOn(FACES)
        .set("face_type", "wf")
        .set("batch_size", 2)
        .set("threads", 1)
        .set("pictures", "none")
        // So small a model draws one colour at first.
        .set("constant_interval_iter", 0)
        .in(runs);
  }

  private static void awaitIteration(Run run, long iteration) throws Exception {
    Await.until("iteration " + iteration, () -> run.iteration() >= iteration);
  }

  @Test
  void startsAttachesStopsIsFoundAgainAndResumes() throws Exception {
    Training cell = training().named("lesson").set("pictures", "all").until(1_000_000);
    Run run = cell.start();
    assertThat(run.folder().name()).isEqualTo("0001_lesson_s1");
    assertThat(run.status()).isEqualTo(RunStatus.RUNNING);
    Run found = Run.open(run.folder().path());
    try {
      // At once, while its trainer is only starting, and later.
      assertThat(cell.start().folder()).isEqualTo(run.folder());
      awaitIteration(run, 2);
      Run again = cell.start();
      assertThat(again.folder()).isEqualTo(run.folder());
      assertThat(again.status()).isEqualTo(RunStatus.RUNNING);
      assertThat(again.resume().folder()).isEqualTo(run.folder());
      assertThatThrownBy(() -> again.resume("target_iter=2"))
          .isInstanceOf(RunFailedException.class)
          .hasMessage(run.folder().name() + " is being trained; stop it first");
      assertThat(runs).isDirectoryNotContaining("glob:**/0002_*");
      assertThat(found.status()).isEqualTo(RunStatus.RUNNING);
      found.stop();
    } finally {
      run.stop();
    }
    assertThat(run.status()).isEqualTo(RunStatus.STOPPED);
    long stopped = run.iteration();
    assertThatThrownBy(() -> found.resume("resolution=96"))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("resolution is fixed at a run's first start");
    Run again = found.resume("target_iter=" + (stopped + 3));
    assertThat(again.await().status()).isEqualTo(RunStatus.FINISHED);
    assertThat(again.iteration()).isEqualTo(stopped + 3);
    try (TrainedModel model = again.model()) {
      assertThat(model.iteration()).isEqualTo(stopped + 3);
      assertThat(model.spec()).isEqualTo(SMALL);
    }
    assertThat(run.folder().charts()).isDirectoryContaining("glob:**/loss.png");
    Event saved =
        run.folder().events().stream()
            .filter(event -> event.kind() == EventKind.SAVED)
            .findFirst()
            .orElseThrow();
    assertThat(saved.fields())
        .containsKeys("held_out_src_error", "held_out_dst_error", "mean_face_src_error");
    assertThat(
            Files.readString(
                run.folder()
                    .checkpoints()
                    .resolve(String.format(Locale.ROOT, "%09d", stopped + 3))
                    .resolve("manifest.json")))
        .contains("\"score\"");
    Run other = cell.set("seed", 2).start();
    other.stop();
    assertThat(other.folder().name()).startsWith("0002_");
  }

  @Test
  @SuppressWarnings("try") // the lock is held, not called
  void aTrainerThatDoesNotBeginIsNotTakenForOneThatEnded()
      throws SettingsException, IOException, InterruptedException {
    Run run = training().until(1).inProcess().start();
    Run again;
    try (RunLock held = RunLock.acquire(run.folder())) {
      again = Run.start(run.folder(), List.of("target_iter=2"));
      again.awaitProcess();
    }
    assertThatThrownBy(again::await)
        .isInstanceOf(RunFailedException.class)
        .hasMessageStartingWith(run.folder().name() + " did not begin: ")
        .hasMessageContaining("is being trained by process " + ProcessHandle.current().pid());
  }

  @Test
  void inProcessReturnsWhenTrainingHasEnded()
      throws SettingsException, IOException, InterruptedException {
    Run run = training().until(2).inProcess().start();
    assertThat(run.status()).isEqualTo(RunStatus.FINISHED);
    assertThat(run.iteration()).isEqualTo(2);
    assertThat(run.folder().logFile()).doesNotExist();
  }

  @Test
  void trainsAndOpensPartsOfThisProgramInProcess() throws Exception {
    BlockKind mine = new Renamed();
    Training asked =
        training().until(2).set("pictures", "all").block(mine).extraLoss(new EdgeLoss(), 5);
    assertThatThrownBy(asked::start)
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "block 'mine': org.saehdbw.experiments.TrainingIT$Renamed is not a class of a"
                + " notebook's cells and not a public class of the class path with a constructor"
                + " without arguments; train inProcess(), or name a class that is on the class path"
                + " by WORKBENCH_CLASS_PATH");
    assertThat(runs).isEmptyDirectory();
    Run run = asked.inProcess().start();
    try (TrainedModel model = run.model()) {
      assertThat(model.iteration()).isEqualTo(2);
    }
    assertThat(run.folder().events())
        .filteredOn(event -> event.kind() == EventKind.SAVED)
        .allSatisfy(
            event -> assertThat(event.fields()).containsKeys("src/edge", "held_out_dst_error"));
    assertThat(run.resume("target_iter=4").iteration()).isEqualTo(4);
    Run lost = Run.open(run.folder().path());
    assertThatThrownBy(lost::model)
        .isInstanceOf(RunException.class)
        .hasMessageContaining("block must be one of");
    // Drawing faces needs the block and never the loss.
    try (TrainedModel model = lost.with(mine).model()) {
      assertThat(model.iteration()).isEqualTo(4);
    }
    assertThat(Evaluator.of(lost.with(mine)).most(2).evaluate().iteration()).isEqualTo(4);
    assertThatThrownBy(() -> lost.with(mine).resume("target_iter=5"))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("extra_loss must be one of");
    Run found = lost.with(mine).with(new EdgeLoss()).resume("target_iter=5");
    assertThat(found.iteration()).isEqualTo(5);
    Run further = Training.from(run).pretrainOn(FACES).until(1).in(runs).inProcess().start();
    assertThat(further.iteration()).isEqualTo(1);
  }

  /** A block of this program, under a name that nothing on the class path has. */
  private record Renamed() implements BlockKind {
    @Override
    public String shortName() {
      return "mine";
    }

    @Override
    public Layer block(String name, int channels, Nonlinearity activation) {
      return new GatedBlock().block(name, channels, activation);
    }
  }

  @Test
  void takesThePretrainedModelOver() throws SettingsException, IOException, InterruptedException {
    Run pretrained = training().until(2).inProcess().start();
    Run swap =
        Training.from(pretrained)
            .src(SyntheticFaces.of(12).size(64).identity(0))
            .dst(SyntheticFaces.of(12).size(64).identity(3))
            .set("batch_size", 2)
            .set("threads", 1)
            .until(2)
            .in(runs)
            .start()
            .await();
    assertThat(swap.folder().events())
        .extracting(Event::kind)
        .startsWith(EventKind.STARTED, EventKind.STAGE_CHANGED);
    assertThat(swap.folder().name()).isEqualTo("0002_" + SMALL + "_s1");
  }
}
