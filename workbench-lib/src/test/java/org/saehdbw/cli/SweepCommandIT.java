package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.experiments.Run;
import org.saehdbw.experiments.Training;
import org.saehdbw.experiments.sweeps.results.SweepResults;
import org.saehdbw.experiments.sweeps.results.SweepResults.CurveAxis;
import org.saehdbw.experiments.sweeps.results.TrialResult;
import org.saehdbw.experiments.sweeps.results.TrialStatus;
import org.saehdbw.files.LockOwner;
import org.saehdbw.processes.ChildJvm;
import org.saehdbw.processes.ChildStart;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunLock;
import org.saehdbw.runs.RunNames;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.statistics.Curve;
import org.saehdbw.testing.Amount;
import org.saehdbw.testing.Await;
import org.saehdbw.training.plan.TrainingSettings;

/** A sweep of real trainings, whose driver and trainer are killed on the way. */
class SweepCommandIT {
  private static final int ITERATIONS = 8;

  private static final Map<String, String> BASE =
      Map.of(
          "model", "df-ud-64-32-16-16-16",
          "face_type", "wf",
          "pretrain", "true",
          "pretraining_data", "drawn:10,size=64",
          "batch_size", "1",
          "threads", "1");

  @TempDir private Path root;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private Path experiment() throws IOException {
    Path file = root.resolve("tiny.yaml");
    StringBuilder yaml =
        new StringBuilder("over: {ae_dims: [32, 48]}\nbudget: {iterations: " + ITERATIONS + "}\n");
    yaml.append("judge_every: 4\nbase:\n");
    BASE.forEach(
        (key, value) -> yaml.append("  ").append(key).append(": ").append(value).append('\n'));
    Files.writeString(file, yaml);
    return file;
  }

  private int sweep(String... more) {
    String[] arguments = new String[more.length + 3];
    arguments[0] = "sweep";
    arguments[1] = "--results";
    arguments[2] = root.toString();
    System.arraycopy(more, 0, arguments, 3, more.length);
    return Workbench.run(new PrintWriter(out), new PrintWriter(err), arguments);
  }

  private void awaitIteration(Process driver, String name, long iteration) throws Exception {
    Path runs = root.resolve("tiny").resolve("runs");
    boolean came =
        Await.comes(
            Duration.ofMinutes(2), () -> !driver.isAlive() || iteration(runs, name) >= iteration);
    assertThat(came && driver.isAlive()).as(Files.readString(root.resolve("driver.log"))).isTrue();
  }

  private static long iteration(Path runs, String name) throws IOException {
    if (!Files.isDirectory(runs)) {
      return 0;
    }
    var run = RunNames.withLabel(runs, name);
    return run.isEmpty()
        ? 0
        : MetricsReader.last(run.get().metricsFile()).map(MetricsRow::iteration).orElse(0L);
  }

  private byte[] weights(Path run) throws IOException {
    return Files.readAllBytes(
        run.resolve("checkpoints").resolve("00000000" + ITERATIONS).resolve("weights.safetensors"));
  }

  @Test
  void killedSeveralTimesItEndsAsIfNothingHadBeen() throws Exception {
    String file = experiment().toString();
    String first = "t0001-df-ud-64-32-16-16-16-gray";
    String second = "t0002-df-ud-64-48-16-16-16-gray";
    List<String> names = Amount.isFull() ? List.of(first, first, second) : List.of(second);
    List<Integer> at = Amount.isFull() ? List.of(1, 6, 3) : List.of(3);
    for (int kill = 0; kill < names.size(); kill++) {
      Process driver =
          ChildStart.of(
                  ChildJvm.command(
                      List.of("-XX:TieredStopAtLevel=1"),
                      Workbench.class.getName(),
                      List.of("sweep", file, "--results", root.toString())))
              .detached()
              .appendingTo(root.resolve("driver.log"))
              .start();
      awaitIteration(driver, names.get(kill), at.get(kill));
      driver.destroyForcibly().waitFor();
      if (kill > 0 || names.size() == 1) {
        killTrainer(names.get(kill));
      }
    }
    assertThat(sweep(file)).isEqualTo(ExitCode.DONE);
    SweepResults results = SweepResults.open(root.resolve("tiny"));
    assertThat(results.isComplete()).isTrue();
    assertThat(results.results())
        .extracting(TrialResult::status)
        .containsExactly(TrialStatus.DONE, TrialStatus.DONE);
    assertThat(out.toString()).contains("| ae_dims=32 | 1 | ").contains("| ae_dims=48 | 1 | ");
    for (TrialResult result : results.results()) {
      Path run = result.runFolder().orElseThrow();
      assertThat(MetricsReader.readAll(RunFolder.open(run).metricsFile()).rows())
          .hasSize(ITERATIONS);
      assertThat(weights(run)).isEqualTo(weights(undisturbed(result)));
      Curve curve = results.curve(result, "luma_mse", CurveAxis.ITERATIONS).orElseThrow();
      assertThat(curve.x()).containsExactly(1, 4, 8);
      assertThat(curve.at(ITERATIONS)).isEqualTo(result.figure("luma_mse"));
    }
    assertThat(root.resolve("tiny").resolve("trials.csv")).isRegularFile();
    assertThat(root.resolve("tiny").resolve("charts")).isNotEmptyDirectory();
    Path paper = root.resolve("paper");
    String folder = root.resolve("tiny").toString();
    assertThat(sweep("--report", folder, "--figures", paper.toString(), "--width-mm", "120"))
        .isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).contains("figure: " + paper.resolve("points.pdf"));
    assertThat(Files.readString(paper.resolve("points.svg"))).contains("width=\"120mm\"");
  }

  private void killTrainer(String name) throws IOException {
    RunFolder run = RunNames.withLabel(root.resolve("tiny").resolve("runs"), name).orElseThrow();
    RunLock.holder(run)
        .map(LockOwner::pid)
        .flatMap(ProcessHandle::of)
        .ifPresent(
            trainer -> {
              trainer.destroyForcibly();
              trainer.onExit().join();
            });
  }

  /** The same training by itself, in this process. */
  private Path undisturbed(TrialResult result) throws Exception {
    Training training = Training.of(TrainingSettings.defaults()).in(root.resolve("alone"));
    for (Map.Entry<String, String> entry : BASE.entrySet()) {
      training = training.set(entry.getKey(), entry.getValue());
    }
    Run run =
        training
            .set("ae_dims", result.trial().point().get("ae_dims"))
            .set("seed", result.trial().seed())
            .set("pictures", "none")
            .until(ITERATIONS)
            .inProcess()
            .start();
    return run.folder().path();
  }

  @Test
  void listSaysWhatAnotherMachineWouldRun() throws IOException {
    assertThat(sweep(experiment().toString(), "--list")).isEqualTo(ExitCode.DONE);
    Path folder = root.resolve("tiny");
    assertThat(out.toString().lines())
        .containsExactly(
            String.format(
                Locale.ROOT,
                "./workbench train %s --runs %s --name t0001-df-ud-64-32-16-16-16-gray --continue",
                folder.resolve("trials/t0001.yaml"),
                folder.resolve("runs")),
            String.format(
                Locale.ROOT,
                "./workbench train %s --runs %s --name t0002-df-ud-64-48-16-16-16-gray --continue",
                folder.resolve("trials/t0002.yaml"),
                folder.resolve("runs")));
    assertThat(folder.resolve("trials/t0002.yaml")).content().contains("ae_dims: 48  # point\n");
  }

  @Test
  void refusals() throws IOException {
    String file = experiment().toString();
    assertThat(sweep(file, "--set", "ae_dims=64")).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(sweep()).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(sweep("--report", root.resolve("nothing").toString())).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString().lines())
        .containsExactly(
            "workbench sweep: --set ae_dims: the sweep tiny itself varies ae_dims",
            "workbench sweep: give an experiment file or --report FOLDER (see workbench sweep"
                + " --help)",
            "workbench sweep: "
                + root.resolve("nothing")
                + ": must hold experiment.yaml and ledger.jsonl, as the folder of a sweep does");
    assertThat(root.resolve("tiny")).doesNotExist();
  }
}
