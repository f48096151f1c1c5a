package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.experiments.Run;
import org.saehdbw.experiments.Training;
import org.saehdbw.experiments.compare.plan.Arm;
import org.saehdbw.experiments.compare.plan.Level;
import org.saehdbw.experiments.compare.results.ComparisonResult;
import org.saehdbw.experiments.compare.running.CompareRun;
import org.saehdbw.experiments.compare.running.ComparisonRequest;
import org.saehdbw.experiments.sweeps.results.SweepResults;
import org.saehdbw.experiments.sweeps.results.TrialStatus;
import org.saehdbw.experiments.sweeps.running.Sweep;
import org.saehdbw.experiments.sweeps.running.SweepRun;
import org.saehdbw.files.Workspace;
import org.saehdbw.layers.BlockKind;
import org.saehdbw.layers.StandardBlock;
import org.saehdbw.losses.ExtraLoss;
import org.saehdbw.onnx.OnnxExport;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunStatus;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.synthesis.SyntheticFaces;
import org.saehdbw.testing.Await;
import org.saehdbw.testing.FolderCopy;
import org.saehdbw.testing.NotebookShell;
import org.saehdbw.testing.OnnxRunner;
import org.saehdbw.testing.TinyFaceset;
import org.saehdbw.testing.TinyModel;
import org.saehdbw.training.PreparedRun;
import org.saehdbw.training.StoredSettings;
import org.saehdbw.training.TrainedModel;
import org.saehdbw.training.Trainer;
import org.saehdbw.training.TrainerListener;
import org.saehdbw.training.classes.ClassFolder;

/** A loss and a block of a notebook's cells, trained by other processes. */
class NotebookClassesIT {
  private static final ModelSpec SMALL = ModelSpec.parse("df-ud-64-32-16-16-16");
  private static final SyntheticFaces FACES = TinyFaceset.of(10, 64);

  /** Makes the classes of this process those of no other test. */
  private static final String MARK =
      "// process " + ProcessHandle.current().pid() + "-" + System.nanoTime();

  @TempDir private static Path all;
  private static FolderCopy stopped;
  private static String name;

  @TempDir private Path root;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private static Training training(Path runs) throws SettingsException {
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

  private static BlockKind block() {
    return (BlockKind) NotebookShell.value("new CellGatedBlock()");
  }

  private static ExtraLoss loss() {
    return (ExtraLoss) NotebookShell.value("new CellEdge()");
  }

  private static String marked(String cell) {
    return cell.replaceFirst("\\{\n", "{\n  " + MARK + "\n");
  }

  private static void runCells() {
    NotebookShell.restart(
        marked(NotebookShell.STEPS),
        NotebookShell.EDGE,
        marked(NotebookShell.GATED),
        NotebookShell.GATED_BLOCK);
  }

  /** Starts a training as a cell does, twice, and stops it; then the kernel ends. */
  @BeforeAll
  static void trains() throws Exception {
    runCells();
    Run run = training(all).named("own").block(block()).extraLoss(loss(), 5).start();
    try {
      Run again = training(all).named("own").block(block()).extraLoss(loss(), 5).start();
      assertThat(again.folder()).isEqualTo(run.folder());
      Await.until("an iteration", () -> run.iteration() >= 1);
    } finally {
      run.stop();
    }
    assertThat(run.status()).isEqualTo(RunStatus.STOPPED);
    name = run.folder().name();
    stopped = FolderCopy.of(run.folder().path());
    NotebookShell.restart();
  }

  /** The stopped run, as if it had been copied here. */
  private RunFolder copy() throws IOException {
    Path path = root.resolve(name);
    stopped.writeTo(path);
    return RunFolder.open(path);
  }

  private int workbench(String... words) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Workbench.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
  }

  private static byte[] saved(RunFolder run, long iteration, String file) throws IOException {
    String generation = String.format(Locale.ROOT, "%09d", iteration);
    return Files.readAllBytes(run.checkpoints().resolve(generation).resolve(file));
  }

  private static void forget(RunFolder run) throws IOException {
    String sha256 = ClassFolder.open(run.classes()).sha256();
    Files.delete(Workspace.cache("own-classes").resolve(sha256));
  }

  @Test
  void resumesAfterTheKernelEndedWithTheBytesOfAnUndisturbedRun() throws Exception {
    RunFolder folder = copy();
    long end = Run.open(folder.path()).iteration() + 2;
    String target = "target_iter=" + end;
    Run run = Run.open(folder.path()).resume(target).await();
    assertThat(run.iteration()).isEqualTo(end);
    assertThat(run.folder().events())
        .filteredOn(event -> event.kind() == EventKind.SAVED)
        .last()
        .satisfies(event -> assertThat(event.fields()).containsKeys("src/cell_edge"));
    Settings settings =
        SettingsReader.readWords(StoredSettings.read(folder), List.of(target, "keep_last=1"));
    PreparedRun straight = PreparedRun.create(settings, root, Optional.of("straight"));
    assertThat(straight.folder().classes().resolve("notebook/block_cell_gated/Cells.java"))
        .hasContent(
            Files.readString(folder.classes().resolve("notebook/block_cell_gated/Cells.java")));
    Trainer.run(straight, TrainerListener.NONE, () -> false);
    for (String file : List.of("weights.safetensors", "optimizer.safetensors")) {
      assertThat(saved(folder, end, file)).isEqualTo(saved(straight.folder(), end, file));
    }
    try (TrainedModel model = TrainedModel.open(folder)) {
      assertThat(model.plan().block().shortName()).isEqualTo("cell_gated");
      assertThat(model.plan().losses().extra().orElseThrow().power()).isEqualTo(5);
    }
    Path file = root.resolve("own.onnx");
    assertThat(OnnxExport.of(folder).write(file).iteration()).isEqualTo(end);
    try (OnnxRunner runner = new OnnxRunner(Files.readAllBytes(file))) {
      assertThat(runner.signature()).contains("out_celeb_face:0 [batch, ");
    }
  }

  @Test
  void aRunFromElsewhereNeedsPermissionOnce() throws Exception {
    RunFolder run = copy();
    long end = Run.open(run.path()).iteration() + 1;
    String[] resume = {"train", "--resume", run.path().toString(), "--set", "target_iter=" + end};
    forget(run);
    try {
      assertThat(workbench(resume)).isEqualTo(ExitCode.ASKED_WRONGLY);
      assertThat(err.toString())
          .contains(
              "own_classes: "
                  + run.classes()
                  + " holds classes (block 'cell_gated', extra_loss 'cell_edge') that were not"
                  + " compiled in this checkout, and loading them runs them");
      assertThat(workbench("runs", "verify", run.path().toString())).isZero();
      assertThat(out.toString())
          .containsPattern("classes +7 lines  good")
          .contains("the shapes of the weights were not compared: own_classes: ");
    } finally {
      assertThat(workbench("runs", "trust", run.path().toString())).isZero();
    }
    assertThat(out.toString())
        .contains(run.classes() + ": block 'cell_gated', extra_loss 'cell_edge' may now run in")
        .contains(run.classes().resolve("notebook/block_cell_gated/Cells.java").toString());
    assertThat(workbench(resume)).as(err.toString()).isZero();
    assertThat(err.toString() + out)
        .contains(
            "runs classes of a notebook: block 'cell_gated', extra_loss 'cell_edge' from "
                + run.classes());
    assertThat(Run.open(run.path()).iteration()).isEqualTo(end);
  }

  @Test
  void damagedMissingAndChangedClassesAreRefused() throws Exception {
    RunFolder run = copy();
    String path = run.path().toString();
    Path type = run.classes().resolve("notebook/extra_loss_cell_edge/Cells$CellEdge.class");
    byte[] good = Files.readAllBytes(type);
    byte[] bad = good.clone();
    bad[bad.length - 1] ^= 1;
    Files.write(type, bad);
    String problem = ": its SHA-256 is not the one in manifest.json, so its bytes were changed";
    assertThat(workbench("train", "--resume", path)).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString()).contains("own_classes: " + type + problem);
    assertThat(workbench("runs", "verify", path)).isEqualTo(ExitCode.FAILED);
    assertThat(out.toString())
        .contains("notebook/extra_loss_cell_edge/Cells$CellEdge.class" + problem);
    Files.write(type, good);
    Path manifest = run.classes().resolve("manifest.json");
    String text = Files.readString(manifest);
    Files.writeString(manifest, text.replace("\"java\" : 17", "\"java\" : 16"));
    Run.open(run.path()).trustClasses();
    assertThat(workbench("train", "--resume", path)).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString())
        .contains("own_classes is fixed at a run's first start: the checkpoint ");
    Files.delete(manifest);
    assertThat(workbench("train", "--resume", path)).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString()).contains("own_classes: " + manifest + ": is missing; the classes");
    assertThat(workbench("train", "--resume", path, "--set", "own_classes=" + root))
        .isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString()).contains("own_classes is fixed at a run's first start: ");
  }

  @Test
  void aChangedCellIsNamedOnResumeAndANewRunTakesIt() throws Exception {
    RunFolder run = copy();
    NotebookShell.restart(NotebookShell.STEPS.replace("- 1", "- 2"), NotebookShell.EDGE);
    assertThatThrownBy(() -> Run.open(run.path()).with(loss()).resume())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "extra_loss 'cell_edge': is not what " + name + " was trained with: ");
    Run over =
        Training.from(Run.open(run.path()))
            .pretrainOn(FACES)
            .set("batch_size", 2)
            .set("threads", 1)
            .set("pictures", "none")
            .extraLoss(loss(), 3)
            .until(1)
            .in(root)
            .start()
            .await();
    assertThat(over.iteration()).isEqualTo(1);
    assertThat(ClassFolder.open(over.folder().classes()).label())
        .isEqualTo("extra_loss 'cell_edge', block 'cell_gated'");
  }

  @Test
  void aReplayRepeatsThemFromTheRunFolderAlone() throws Exception {
    RunFolder run = copy();
    assertThat(workbench("runs", "replay", run.path().toString(), "--iterations", "1"))
        .as(err.toString())
        .isEqualTo(ExitCode.DONE);
    assertThat(out.toString())
        .contains(name + ": iterations 1 to 1 repeated in ")
        .contains("; all losses are the same ");
  }

  @Test
  void aReplayOfClassesThatAreGoneIsRefused() throws Exception {
    RunFolder run = copy();
    Files.delete(run.classes().resolve("manifest.json"));
    assertThat(workbench("runs", "replay", run.path().toString(), "--iterations", "1"))
        .isNotEqualTo(ExitCode.DONE);
    assertThat(err.toString()).contains("manifest.json: is missing");
  }

  @Test
  void comparisonsTrainThemInAllArmsAndACellThatIsRunAgainAttaches() throws Exception {
    runCells();
    ComparisonRequest cell =
        ComparisonRequest.grayAgainstColour(SMALL)
            .faces("drawn:10,size=64")
            .arms(Arm.COLOUR, Arm.GRAY_FILES)
            .levels(Level.NETWORK)
            .rounds(2)
            .batch(1)
            .set("rounds_per_process", 1)
            .set("steps", 1)
            .set("warm_up", 1)
            .set("face_type", "wf")
            .set("threads", 1)
            .set("cache_mib", 0)
            .block(block())
            .extraLoss(loss(), 2)
            .named("own")
            .in(root);
    CompareRun first = cell.start();
    CompareRun again = cell.start();
    assertThat(again.isRunning()).isTrue();
    assertThatThrownBy(() -> cell.rounds(3).start())
        .hasMessageMatching(
            "(?s)own is starting with other settings .*experiment.yaml\\); stop it first, or give"
                + " this comparison another name"
                + "|.*process \\d+ on .* is at work on this comparison; wait for it, or stop it");
    ComparisonResult seen = again.await();
    assertThat(first.isRunning()).isFalse();
    assertThat(seen.isComplete()).isTrue();
    assertThat(first.await().level(Level.NETWORK)).isEqualTo(seen.level(Level.NETWORK));
    assertThat(Files.readString(seen.folder().ledger()).lines().filter(l -> l.contains("round")))
        .hasSize(2);
    String experiment = Files.readString(seen.folder().experiment());
    assertThat(experiment).contains("cell_gated").contains("cell_edge").contains("own_classes");
    try (Stream<Path> stored = Files.list(root.resolve(".classes"))) {
      List<Path> folders = stored.toList();
      assertThat(folders).hasSize(1);
      assertThat(ClassFolder.open(folders.get(0)).label())
          .contains("extra_loss 'cell_edge'")
          .contains("block 'cell_gated'");
    }
  }

  @Test
  void sweepsTryThemAndACellThatIsRunAgainAttaches() throws Exception {
    runCells();
    Sweep cell =
        Sweep.of(SMALL)
            .pretrainOn(FACES)
            .set("face_type", "wf")
            .set("batch_size", 1)
            .set("threads", 1)
            .set("adabelief", false)
            .extraLoss(loss(), 2)
            .over("block", StandardBlock.NONE, block())
            .iterations(1)
            .named("lesson")
            .in(root);
    SweepRun first = cell.start();
    assertThat(first.isRunning()).isTrue();
    SweepRun found = SweepRun.open(root.resolve("lesson"));
    // At once, while its driver is only starting.
    Sweep other = Sweep.of(SMALL).pretrainOn(FACES).over("ae_dims", 64).iterations(2);
    assertThatThrownBy(() -> other.named("lesson").in(root).start())
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "lesson is running with other settings ("
                + root.resolve("lesson").resolve("asked.yaml")
                + "); stop it first, or give this sweep another name");
    SweepRun again = cell.start();
    assertThat(again.isRunning()).isTrue();
    SweepResults done = first.await();
    assertThat(found.isRunning()).isFalse();
    for (SweepResults results : List.of(done, again.await())) {
      assertThat(results.results())
          .extracting(result -> result.trial().pointText() + " " + result.status())
          .containsExactly(
              "block=none " + TrialStatus.DONE, "block=cell_gated " + TrialStatus.DONE);
    }
    assertThat(found.table().column("luma_mse").getString(0)).isNotEmpty();
    assertThat(root.resolve("lesson").resolve("summary.md")).exists();
  }
}
