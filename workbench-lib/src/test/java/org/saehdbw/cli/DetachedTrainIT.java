package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunNames;
import org.saehdbw.runs.RunStatus;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.testing.Await;

/** A training that is left to a process of its own. */
class DetachedTrainIT {
  @TempDir private Path root;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int workbench(String... words) {
    return Workbench.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
  }

  private Path config(String more) throws IOException {
    return Files.writeString(
        root.resolve("small.yaml"),
        """
        model: df-ud-64-32-16-16-16
        block: none
        adabelief: false
        face_type: wf
        pretrain: true
        pretraining_data: drawn:12,size=64
        batch_size: 2
        threads: 1
        pictures: none
        """
            + more);
  }

  @Test
  void returnsWhenItHasBegunAndIsStoppedAndContinued() throws Exception {
    String runs = root.resolve("runs").toString();
    String config = config("").toString();
    assertThat(workbench("train", config, "--detach", "--name", "mine", "--runs", runs))
        .as(err.toString())
        .isZero();
    RunFolder run = RunNames.find(Path.of(runs), "mine");
    assertThat(out.toString())
        .contains(run.name() + " is trained by a process of its own; runs 1 shows it, runs stop 1")
        .contains(run.logFile().toString());
    Await.until("an iteration", () -> MetricsReader.last(run.metricsFile()).isPresent());
    assertThat(RunStatus.of(run)).isEqualTo(RunStatus.RUNNING);
    assertThat(workbench("runs", "stop", "mine", "--runs", runs)).as(err.toString()).isZero();
    Await.until("the stop", () -> RunStatus.of(run) == RunStatus.STOPPED);
    long made = MetricsReader.last(run.metricsFile()).orElseThrow().iteration();
    String target = "target_iter=" + (made + 1);
    assertThat(workbench("train", "--resume", "1", "--set", target, "--detach", "--runs", runs))
        .as(err.toString())
        .isZero();
    Await.until("the end", () -> RunStatus.of(run) == RunStatus.FINISHED);
    assertThat(MetricsReader.last(run.metricsFile()).orElseThrow().iteration()).isEqualTo(made + 1);
  }

  @Test
  void aWrongSettingIsSaidHere() throws IOException {
    String config = config("batch_size: none\n").toString();
    assertThat(workbench("train", config, "--detach", "--runs", root.resolve("runs").toString()))
        .isNotZero();
    assertThat(err.toString()).contains("batch_size");
    assertThat(List.of(out.toString())).containsExactly("");
  }
}
