package org.saehdbw.experiments.sweeps.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.experiments.sweeps.plan.Axis;
import org.saehdbw.experiments.sweeps.plan.Experiment;
import org.saehdbw.experiments.sweeps.plan.ExperimentBuilder;
import org.saehdbw.experiments.sweeps.plan.ExperimentFile;
import org.saehdbw.experiments.sweeps.plan.Halving;
import org.saehdbw.experiments.sweeps.plan.SweepBudget;
import org.saehdbw.experiments.sweeps.plan.SweepPlan;
import org.saehdbw.experiments.sweeps.plan.Trial;
import org.saehdbw.experiments.sweeps.plan.TrialFigures;
import org.saehdbw.experiments.sweeps.results.SweepResults;
import org.saehdbw.experiments.sweeps.results.SweepSummary;
import org.saehdbw.experiments.sweeps.results.TrialResult;
import org.saehdbw.experiments.sweeps.results.TrialStatus;
import org.saehdbw.files.FolderInUseException;
import org.saehdbw.processes.ChildJvm;
import org.saehdbw.processes.ChildStart;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.testing.Await;

/** Sweeps whose trials are processes without an engine: killed, damaged, out of memory, endless. */
class SweepDriverIT {
  private static final int BREAK_DOWNS = 5;

  @TempDir private Path root;
  private final List<String> remarks = new ArrayList<>();
  private final List<String> begun = new ArrayList<>();

  private final SweepListener listener =
      new SweepListener() {
        @Override
        public void trialBegan(Trial trial, String how) {
          begun.add(trial.label() + " " + how.replaceFirst(" in process \\d+", ""));
        }

        @Override
        public void remarked(String line) {
          remarks.add(line);
        }
      };

  private static ExperimentBuilder small() {
    return Experiment.builder()
        .name("small")
        .base(
            Map.of(
                "model", "df-ud-64-32-16-16-16",
                "face_type", "wf",
                "pretrain", "true",
                "pretraining_data", "drawn:8,size=64",
                "threads", "1",
                "batch_size", "1"))
        .over(Map.of("ae_dims", new Axis.Values(List.of("32", "64"))))
        .budget(SweepBudget.iterations(4));
  }

  private SweepDriver.Outcome run(Experiment experiment)
      throws SettingsException, IOException, InterruptedException {
    return run(experiment, false, () -> false);
  }

  private SweepDriver.Outcome run(Experiment experiment, boolean extend, BooleanSupplier stop)
      throws SettingsException, IOException, InterruptedException {
    SweepPlan plan = SweepPlan.of(experiment, root);
    return SweepDriver.run(
        FakeTrainer.program(), plan, root, extend, listener, stop, System::nanoTime);
  }

  private SweepResults results() throws IOException {
    return SweepResults.open(root.resolve("small"));
  }

  private List<Path> runFolders() throws IOException {
    try (Stream<Path> paths = Files.list(root.resolve("small").resolve("runs"))) {
      return paths.filter(path -> path.getFileName().toString().matches("\\d{4}_.*")).toList();
    }
  }

  @Test
  void everyPointGetsOneSeedBeforeAnyGetsTwoAndNothingRunsTwice() throws Exception {
    Experiment experiment = small().seeds(List.of(3L, 9L)).build();
    assertThat(run(experiment).complete()).isTrue();
    assertThat(begun)
        .containsExactly("t0001 starts", "t0002 starts", "t0003 starts", "t0004 starts");
    SweepResults results = results();
    assertThat(results.isComplete()).isTrue();
    assertThat(results.results())
        .extracting(r -> r.trial().pointText() + " " + r.trial().seed() + " " + r.status())
        .containsExactly(
            "ae_dims=32 3 done", "ae_dims=64 3 done", "ae_dims=32 9 done", "ae_dims=64 9 done");
    TrialResult first = results.results().get(0);
    assertThat(first.iterations()).isEqualTo(4);
    assertThat(first.trainSeconds()).isCloseTo(0.04, within(1e-9));
    assertThat(first.wallSeconds()).isBetween(0.05, 60.0);
    assertThat(first.figure("luma_mse")).isCloseTo(1.0 / 36 + 3e-4, within(1e-12));
    assertThat(first.figure(TrialFigures.STEP_MILLIS)).isEqualTo(10);
    assertThat(first.figure(TrialFigures.SAMPLES_PER_SECOND)).isEqualTo(200);
    SweepDriver.Outcome again = run(experiment);
    assertThat(again.ran()).isZero();
    assertThat(begun).hasSize(4);
    assertThat(runFolders()).hasSize(4);
  }

  @Test
  void endsOtherThanDoneAreResults() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "needs /proc and signals");
    Experiment experiment =
        small()
            .over(
                Map.of(
                    "e_dims", new Axis.Values(List.of("16", "18", "20", "22", "24", "26", "28"))))
            .budget(SweepBudget.iterations(1))
            .timeoutS(4)
            .memoryMib(300)
            .build();
    assertThat(run(experiment).complete()).isTrue();
    List<TrialResult> results = results().results();
    assertThat(results)
        .extracting(TrialResult::status)
        .containsExactly(
            TrialStatus.DONE,
            TrialStatus.OUT_OF_MEMORY,
            TrialStatus.NOT_FINITE,
            TrialStatus.TIMED_OUT,
            TrialStatus.OUT_OF_MEMORY,
            TrialStatus.OUT_OF_MEMORY,
            TrialStatus.FAILED);
    assertThat(results)
        .extracting(TrialResult::message)
        .containsExactly(
            "",
            "was killed (signal 9), as the system does when memory runs out",
            "NaN",
            "took longer than timeout_s, 4.0 s",
            "java.lang.OutOfMemoryError: Java heap space",
            "held more than memory_mib, 300 MiB",
            "ended with exit code 1: no such thing");
    assertThat(results.get(BREAK_DOWNS).peakResidentMib()).isGreaterThan(300);
    assertThat(run(experiment).ran()).isZero();
    assertThat(results().points().get(2).done()).isEmpty();
    assertThat(SweepSummary.text(results()))
        .contains("- t0003, e_dims=20, seed 1: not finite; NaN\n");
  }

  @Test
  void aDriverKilledThreeTimesCompletesExactlyWhatIsMissing() throws Exception {
    Experiment experiment =
        small().base(with("batch_size", "40")).budget(SweepBudget.iterations(20)).build();
    Path file = root.resolve("small.yaml");
    ExperimentFile.write(file, experiment);
    int[] killAt = {3, 12, 27};
    for (int rows : killAt) {
      Process driver =
          ChildStart.of(
                  ChildJvm.command(
                      List.of(),
                      DrivingChild.class.getName(),
                      List.of(file.toString(), root.toString())))
              .detached()
              .appendingTo(root.resolve("driver.log"))
              .start();
      awaitRows(driver, rows);
      driver.destroyForcibly().waitFor();
    }
    SweepDriver.Outcome outcome = run(experiment);
    assertThat(outcome.complete()).isTrue();
    assertThat(runFolders()).hasSize(2);
    for (Path path : runFolders()) {
      RunFolder run = RunFolder.open(path);
      assertThat(MetricsReader.readAll(run.metricsFile()).rows())
          .extracting(row -> row.iteration())
          .doesNotHaveDuplicates()
          .hasSize(20);
      assertThat(run.events())
          .as("its process outlived the driver: it began once")
          .filteredOn(event -> event.kind() == EventKind.STARTED)
          .hasSize(1);
    }
    assertThat(results().results()).extracting(TrialResult::status).containsOnly(TrialStatus.DONE);
    assertThat(Files.readAllLines(root.resolve("small").resolve("ledger.jsonl")))
        .filteredOn(line -> line.contains("\"ended\""))
        .hasSize(2);
  }

  private static Map<String, String> with(String key, String value) {
    Map<String, String> base = new LinkedHashMap<>(small().build().base());
    base.put(key, value);
    return base;
  }

  /** Waits until all trials together have made so many iterations. */
  private void awaitRows(Process driver, int rows) throws Exception {
    boolean came =
        Await.comes(Duration.ofMinutes(1), () -> !driver.isAlive() || rowsMade() >= rows);
    assertThat(came && driver.isAlive()).as(Files.readString(root.resolve("driver.log"))).isTrue();
  }

  private int rowsMade() throws IOException {
    int made = 0;
    if (Files.isDirectory(root.resolve("small").resolve("runs"))) {
      for (Path path : runFolders()) {
        made += MetricsReader.readAll(RunFolder.open(path).metricsFile()).rows().size();
      }
    }
    return made;
  }

  @Test
  void aStoppedSweepGoesOnWhereItStood() throws Exception {
    Experiment experiment =
        small().base(with("batch_size", "30")).budget(SweepBudget.iterations(30)).build();
    long began = System.nanoTime();
    SweepDriver.Outcome stopped =
        run(
            experiment,
            false,
            () -> {
              try {
                return System.nanoTime() - began > TimeUnit.SECONDS.toNanos(30)
                    || (!runFolders().isEmpty()
                        && MetricsReader.last(RunFolder.open(runFolders().get(0)).metricsFile())
                            .isPresent());
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(stopped.complete()).isFalse();
    assertThat(stopped.missing()).isEqualTo(2);
    assertThat(run(experiment).complete()).isTrue();
    assertThat(begun).containsExactly("t0001 starts", "t0001 continues", "t0002 starts");
    RunFolder run = RunFolder.open(results().results().get(0).runFolder().orElseThrow());
    assertThat(run.events())
        .filteredOn(event -> event.kind() != EventKind.SAVED)
        .extracting(Event::kind)
        .containsExactly(
            EventKind.STARTED, EventKind.STOPPED, EventKind.RESUMED, EventKind.STOPPED);
  }

  @Test
  void aClockThatIsSetBetweenTwoDriversChangesNoTimes() throws Exception {
    Experiment experiment =
        small()
            .base(with("batch_size", "30"))
            .over(Map.of("ae_dims", new Axis.Values(List.of("32"))))
            .budget(SweepBudget.iterations(30))
            .build();
    BooleanSupplier someRows =
        () -> {
          try {
            return !runFolders().isEmpty()
                && MetricsReader.last(RunFolder.open(runFolders().get(0)).metricsFile())
                    .isPresent();
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        };
    assertThat(run(experiment, false, someRows).complete()).isFalse();
    Path ledger = root.resolve("small").resolve("ledger.jsonl");
    assertThat(Files.readString(ledger)).contains("\"event\":\"worked\",\"trial\":1,\"rung\":0,");
    // What was done so far lies in the future now: the clock was set back by years.
    for (Path file : List.of(ledger, RunFolder.open(runFolders().get(0)).eventsFile())) {
      Files.writeString(
          file, Files.readString(file).replaceAll("\"time\":\"20\\d\\d", "\"time\":\"2090"));
    }
    assertThat(run(experiment).complete()).isTrue();
    TrialResult result = results().results().get(0);
    assertThat(result.iterations()).isEqualTo(30);
    assertThat(result.wallSeconds()).isBetween(result.trainSeconds(), 300.0);
  }

  @Test
  void aTrialWhoseFolderIsDeletedWhileItWorksRunsAgain() throws Exception {
    Experiment experiment =
        small()
            .base(with("batch_size", "50"))
            .over(Map.of("ae_dims", new Axis.Values(List.of("32"))))
            .budget(SweepBudget.iterations(20))
            .build();
    int[] looks = {0};
    BooleanSupplier deletes =
        () -> {
          try {
            if (!runFolders().isEmpty() && ++looks[0] == 3) {
              Files.move(runFolders().get(0), root.resolve("gone"));
            }
            return false;
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        };
    assertThat(run(experiment, false, deletes).complete()).isTrue();
    assertThat(begun).containsExactly("t0001 starts", "t0001 starts");
    assertThat(remarks)
        .containsExactly("t0001 is lost: its run folder was deleted while it worked");
    assertThat(results().results())
        .extracting(TrialResult::status)
        .containsExactly(TrialStatus.DONE);
  }

  @Test
  void damageIsSaidAndRunsAgain() throws Exception {
    Experiment experiment = small().build();
    run(experiment);
    Path ledger = root.resolve("small").resolve("ledger.jsonl");
    List<String> lines = Files.readAllLines(ledger);
    // The last trial's end is torn; the first one's folder lost its metrics.
    String kept = String.join("\n", lines.subList(0, lines.size() - 2)) + "\n";
    Files.writeString(ledger, kept + lines.get(lines.size() - 2).substring(0, 40));
    RunFolder first = RunFolder.open(results().results().get(0).runFolder().orElseThrow());
    Files.delete(first.metricsFile());
    begun.clear();
    assertThat(run(experiment).complete()).isTrue();
    assertThat(begun).containsExactly("t0001 starts");
    assertThat(remarks)
        .containsExactly(
            ledger
                + " line "
                + (lines.size() - 1)
                + " is incomplete and skipped; its result is read from the run folders",
            "t0001 runs again: its run folder is missing or damaged: " + first.path(),
            first.name()
                + " is damaged; what is left of it was moved to "
                + root.resolve("small").resolve("broken").resolve(first.name()));
    assertThat(results().results()).extracting(TrialResult::status).containsOnly(TrialStatus.DONE);
    assertThat(results().results()).hasSize(2);
    assertThat(runFolders()).hasSize(2);
  }

  @Test
  void anotherExperimentOfTheNameIsRefused() throws Exception {
    run(small().build());
    assertThatThrownBy(() -> run(small().budget(SweepBudget.iterations(5)).build()))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "budget was '4 iterations' when the sweep small was started, got '5 iterations'; --name"
                + " starts another sweep");
    assertThatThrownBy(() -> run(small().base(with("batch_size", "2")).build()))
        .hasMessage(
            "base: batch_size was '1' when the sweep small was started, got '2'; give it as before,"
                + " or another --name");
    Experiment wider =
        small().over(Map.of("ae_dims", new Axis.Values(List.of("64", "96")))).build();
    assertThatThrownBy(() -> run(wider))
        .hasMessage(
            "the trials differ from those of the sweep small: 1 new (ae_dims=96 seed 1), 1 missing"
                + " (ae_dims=32 seed 1); --extend adds what is new to the sweep, --name starts"
                + " another sweep");
    begun.clear();
    assertThat(run(wider, true, () -> false).complete()).isTrue();
    assertThat(begun).containsExactly("t0003 starts");
    assertThat(results().points()).hasSize(3);
  }

  @Test
  void twoDriversOnOneSweep() throws Exception {
    Experiment experiment = small().build();
    List<String> refusals = new ArrayList<>();
    SweepListener second =
        new SweepListener() {
          @Override
          public void trialBegan(Trial trial, String how) {
            try {
              run(experiment);
            } catch (FolderInUseException e) {
              refusals.add(String.valueOf(e.getMessage()));
            } catch (SettingsException | IOException | InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }
        };
    SweepDriver.run(
        FakeTrainer.program(),
        SweepPlan.of(experiment, root),
        root,
        false,
        second,
        () -> false,
        System::nanoTime);
    assertThat(refusals).hasSize(2);
    assertThat(refusals.get(0))
        .matches(
            ".*small: is being run by process "
                + ProcessHandle.current().pid()
                + " on \\S+; one sweep has one driver");
  }

  @Test
  void halvingLetsTheBetterPartGoOn() throws Exception {
    Experiment experiment =
        small()
            .over(Map.of("ae_dims", new Axis.Values(List.of("32", "64", "96", "128"))))
            .budget(SweepBudget.iterations(8))
            .halving(Optional.of(new Halving(2, 2)))
            .build();
    assertThat(run(experiment).complete()).isTrue();
    assertThat(results().results())
        .extracting(TrialResult::iterations)
        .containsExactly(2L, 2L, 4L, 8L);
    assertThat(remarks)
        .containsExactly(
            "after 2 iterations 2 of 4 points continue",
            "after 4 iterations 1 of 2 points continue");
    assertThat(begun)
        .endsWith("t0004 starts", "t0003 continues", "t0004 continues", "t0004 continues");
    assertThat(runFolders()).hasSize(4);
    assertThat(Files.readString(root.resolve("small").resolve("ledger.jsonl")))
        .contains(
            "\"event\":\"promoted\",\"rung\":1,\"iterations\":4,\"points\":2,\"metric\":\"luma_mse\","
                + "\"survivors\":[{\"point\":{\"ae_dims\":\"128\"},\"mean\":");
    assertThat(run(experiment).ran()).isZero();
    // What the ledger decided holds, though its figures would say otherwise now.
    Path ledger = root.resolve("small").resolve("ledger.jsonl");
    Files.writeString(
        ledger,
        Files.readString(ledger)
            .replaceAll("(\"trial\":2,\"rung\":0,.*\"luma_mse\":)[0-9.E-]+", "$10.000001"));
    assertThat(run(experiment).ran()).isZero();
    assertThat(results().results()).extracting(TrialResult::iterations).startsWith(2L, 2L);
    Files.write(
        root.resolve("small").resolve("ledger.jsonl"), new byte[] {'{'}, StandardOpenOption.APPEND);
    assertThat(run(experiment).ran()).isZero();
  }
}
