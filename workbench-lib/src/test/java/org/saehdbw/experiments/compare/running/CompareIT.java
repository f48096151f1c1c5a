package org.saehdbw.experiments.compare.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.experiments.compare.plan.Arm;
import org.saehdbw.experiments.compare.plan.CompareFile;
import org.saehdbw.experiments.compare.plan.CompareFolder;
import org.saehdbw.experiments.compare.plan.ComparePlan;
import org.saehdbw.experiments.compare.plan.CompareSpec;
import org.saehdbw.experiments.compare.plan.Level;
import org.saehdbw.experiments.compare.results.ArmFacts;
import org.saehdbw.experiments.compare.results.ArmSpeed;
import org.saehdbw.experiments.compare.results.ComparisonResult;
import org.saehdbw.experiments.compare.results.LevelResult;
import org.saehdbw.experiments.compare.results.StepTimes;
import org.saehdbw.experiments.ledger.LedgerFormat;
import org.saehdbw.files.FolderInUseException;
import org.saehdbw.files.FolderLock;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.testing.Amount;

/** Comparisons with processes of their own, as short as they can be. */
class CompareIT {
  @TempDir private Path path;

  private CompareSpec spec(String more) throws SettingsException {
    return CompareFile.parse(
        "name: short\nmodel: df-ud-64-32-16-16-16\nfaces: {pretraining_data: 'drawn:20,size=64'}\n"
            + "arms: [colour, gray-files]\nbatch_size: 1\nrounds: 2\nrounds_per_process: 1\n"
            + "steps: 2\nwarm_up: 1\nset: {face_type: wf, threads: 1, cache_mib: 0}\n"
            + more,
        List.of(),
        "test");
  }

  @Test
  void measuresTrainsStopsAndGoesOn()
      throws SettingsException, IOException, FaceFileException, InterruptedException {
    String more =
        "levels: [data]\n"
            + "quality: {iterations: 2, seeds: 1, save_every: 1, metric: held_out_src_error}\n";
    CompareFolder folder = ComparisonDriver.create(spec(more), path);
    List<String> said = new ArrayList<>();
    ComparisonDriver stopped =
        new ComparisonDriver(() -> said.contains("data: round 1 of 2 measured"), said::add);
    assertThatThrownBy(() -> stopped.run(folder)).isInstanceOf(CancellationException.class);
    ComparisonResult half = ComparisonResult.open(folder.path());
    assertThat(half.missing()).containsExactly("data: 1 of 2 rounds", "quality: 0 of 2 trainings");
    said.clear();
    assertThatThrownBy(
            () ->
                ComparisonDriver.create(
                    CompareFile.parse(
                        Files.readString(folder.experiment()), List.of("steps=3"), "test"),
                    path))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(folder.path() + " holds a comparison with other settings");
    new ComparisonDriver(() -> false, said::add).run(folder);
    assertThat(said)
        .contains("data: round 2 of 2 measured")
        .doesNotContain("data: round 1 of 2 measured");
    ComparisonResult whole = ComparisonResult.open(folder.path());
    assertThat(whole.isComplete()).isTrue();
    LevelResult data = whole.level(Level.DATA).orElseThrow();
    assertThat(data.processes()).isEqualTo(2);
    ArmSpeed gray = data.of(Arm.GRAY_FILES).orElseThrow();
    // Warped input, target, mask and eyes-mouth mask of 64 x 64 floats, two sides.
    assertThat(gray.facts().batchBytes()).isEqualTo(2 * 4 * 64 * 64 * 4);
    assertThat(data.of(Arm.COLOUR).orElseThrow().facts().batchBytes())
        .isEqualTo(2 * 8 * 64 * 64 * 4);
    assertThat(gray.facts().pictureBytes()).isEqualTo(64 * 64);
    assertThat(gray.peakMib()).isGreaterThan(20);
    assertThat(gray.stages().warp()).isGreaterThan(0);
    assertThat(whole.quality().orElseThrow().arms().get(1).seeds().get(0).points()).hasSize(2);
    said.clear();
    new ComparisonDriver(() -> false, said::add).run(folder);
    assertThat(said).isEmpty();
  }

  /** One look at five seeds, which ends with the most seeds at the latest: ten real trainings. */
  @Test
  void decidesAndDoesNotLookAgain()
      throws SettingsException, IOException, FaceFileException, InterruptedException {
    assumeTrue(Amount.isFull(), "ten trainings: with ./workbench test --full");
    String more =
        "levels: []\nquality: {iterations: 2, save_every: 2, until: decided, decide: {most_seeds: 5}}\n";
    CompareFolder folder = ComparisonDriver.create(spec(more), path);
    List<String> said = new ArrayList<>();
    ComparisonDriver stopped =
        new ComparisonDriver(
            () -> said.stream().filter(line -> line.startsWith("training ")).count() > 2,
            said::add);
    assertThatThrownBy(() -> stopped.run(folder)).isInstanceOf(CancellationException.class);
    assertThat(ComparisonResult.open(folder.path()).missing())
        .containsExactly("quality: 0 of at most 1 looks, gray-files not decided");
    new ComparisonDriver(() -> false, said::add).run(folder);
    assertThat(said).anyMatch(line -> line.startsWith("look 1 of at most 1, 5 seeds: gray-files "));
    ComparisonResult whole = ComparisonResult.open(folder.path());
    assertThat(whole.isComplete()).isTrue();
    assertThat(whole.decision().orElseThrow().looks()).hasSize(1);
    assertThat(Files.readString(folder.summary())).contains("Look 1 of at most 1, 5 seeds: mean ");
    said.clear();
    new ComparisonDriver(() -> false, said::add).run(folder);
    assertThat(said).isEmpty();
  }

  @Test
  void anArmsProcessThatEndsIsSaidWithItsLastWords() throws IOException, InterruptedException {
    Path log = path.resolve("arm.log");
    assertThatThrownBy(
            () ->
                ArmProcess.start(
                    new CompareTask.Arm(path.resolve("none.yaml"), Level.DATA, 1),
                    "colour (data)",
                    log,
                    () -> false))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "colour (data) ended with exit code 1, with: workbench compare-arm: no such file or"
                + " folder: "
                + path.resolve("none.yaml")
                + " ("
                + log
                + ")");
  }

  @Test
  void servesBlocksUntilItsInputEnds()
      throws SettingsException, IOException, FaceFileException, InterruptedException {
    ComparePlan plan = ComparePlan.check(spec(""), new CompareFolder(path));
    Path file = path.resolve("gray.yaml");
    Files.writeString(file, ComparisonDriver.yaml(plan.of(Arm.GRAY_FILES)));
    StringWriter out = new StringWriter();
    BufferedReader in = new BufferedReader(new StringReader(""));
    ArmServer.serve(file, Level.WHOLE, 1, in, new PrintWriter(out), warning -> {});
    assertThat(out.toString().lines()).hasSize(1);
    ArmFacts facts = LedgerFormat.JSON.readValue(out.toString(), ArmMessages.Ready.class).facts();
    assertThat(facts.optimizerBytes()).isEqualTo(2 * facts.weightBytes());
    assertThat(facts.weightBytes()).isEqualTo(13_032_232);
    try (ArmBench bench = ArmBench.open(plan.of(Arm.COLOUR), Level.WHOLE, w -> {})) {
      List<StepTimes> steps = bench.block(1, 2, () -> false);
      assertThat(steps).hasSize(2);
      StepTimes step = steps.get(1);
      double parts = step.waiting() + step.copy() + step.compute() + step.optimizer();
      assertThat(step.compute()).isPositive();
      assertThat(step.optimizer()).isPositive();
      assertThat(parts).isLessThanOrEqualTo(step.millis());
      assertThat(bench.block(0, 2, () -> true)).isEmpty();
    }
  }

  @Test
  void refusesWhatCannotBeDoneBeforeAnythingIsWritten() {
    assertRefused(
        "set: {prefetch: 6}\n",
        "settle must be at least prefetch + 1 = 7, so that batches made while an arm was idle do"
            + " not count, got 4");
    assertRefused(
        "set: {gray_from: random}\n",
        "gray_from must not be random where an arm reads gray files (set)");
    assertRefused(
        "set: {gray_from: ortho}\n",
        "gray_from must be luma where gray faces are drawn, got ortho (set)");
    assertRefused(
        "quality: {iterations: 2}\nset: {held_out: 0}\n",
        "held_out must be above 0: quality is judged by faces that are held out (set)");
    assertRefused("set: {device: 'cuda:0'}\n", "device must be auto or cpu, got cuda:0 (set)");
    assertThat(path).isEmptyDirectory();
  }

  private void assertRefused(String more, String message) {
    assertThatThrownBy(
            () ->
                ComparisonDriver.create(
                    CompareFile.parse(
                        "name: a\nmodel: df-ud-64-32-16-16-16\n"
                            + "faces: {pretraining_data: 'drawn:20,size=64'}\n"
                            + more,
                        List.of(),
                        "test"),
                    path))
        .isInstanceOf(SettingsException.class)
        .hasMessage(message);
  }

  @Test
  void oneAtATime() throws SettingsException, IOException, InterruptedException {
    CompareFolder folder = ComparisonDriver.create(spec("levels: [data]\n"), path);
    ComparisonDriver second = new ComparisonDriver(() -> false, line -> {});
    CompareSpec more = spec("levels: [data, whole]\n");
    String asked = Files.readString(folder.experiment());
    Files.writeString(folder.log(), "at work");
    String message =
        String.format(
            Locale.ROOT,
            "%s: process %d on %s is at work on this comparison; wait for it, or stop it",
            folder.path(),
            ProcessHandle.current().pid(),
            InetAddress.getLocalHost().getHostName());
    try (FolderLock lock = folder.lock()) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> second.run(folder))
          .isInstanceOf(FolderInUseException.class)
          .hasMessage(message);
      assertThatThrownBy(() -> ComparisonDriver.create(more, path))
          .isInstanceOf(FolderInUseException.class)
          .hasMessage(message);
      ComparisonRequest notebook =
          ComparisonRequest.grayAgainstColour(more.model())
              .faces("drawn:20")
              .named("short")
              .in(path);
      assertThatThrownBy(notebook::start)
          .isInstanceOf(FolderInUseException.class)
          .hasMessage(message);
    }
    assertThat(folder.experiment()).hasContent(asked);
    assertThat(folder.log()).hasContent("at work");
    assertThat(folder.summary()).doesNotExist();
    ComparisonDriver.create(more, path);
    assertThat(Files.readString(folder.experiment())).isNotEqualTo(asked);
  }
}
