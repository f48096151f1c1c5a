package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunLock;
import org.saehdbw.runs.RunRequest;

class RunsAskTest {
  @TempDir private Path runs;
  private RunFolder run;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void createRun() throws IOException {
    run = RunFolder.create(runs, "small", 1);
  }

  private int runs(String... words) {
    List<String> all = new java.util.ArrayList<>(List.of("runs"));
    all.addAll(List.of(words));
    all.addAll(List.of("--runs", runs.toString()));
    return Workbench.run(
        new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
  }

  @Test
  @SuppressWarnings("try") // the lock is held, not called
  void asksTheTrainer() throws IOException {
    try (RunLock held = RunLock.acquire(run)) {
      for (RunRequest request : RunRequest.values()) {
        assertThat(runs(request.word(), "1")).as(err.toString()).isZero();
        assertThat(request.isAsked(run)).isTrue();
        assertThat(runs(request.word(), "1")).as("asked twice").isZero();
      }
      assertThat(out.toString())
          .contains(run.name() + ": saves a checkpoint after this iteration and stops");
      assertThat(runs("resume", "1")).isZero();
      assertThat(RunRequest.PAUSE.isAsked(run)).isFalse();
      assertThat(runs("resume", "1")).isZero();
      assertThat(out.toString()).endsWith(run.name() + ": is not paused; nothing changed\n");
    }
  }

  @Test
  void saysThatThereIsNoTrainer() {
    assertThat(runs("pause", "1")).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString())
        .contains(run.path() + ": is not being trained, so no trainer can pause");
    assertThat(runs("resume", "1")).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("continue it with train --resume " + run.name());
    assertThat(RunRequest.PAUSE.isAsked(run)).isFalse();
  }

  @Test
  void namesARunThatIsNotThere() {
    assertThat(runs("stop", "7")).isNotZero();
    assertThat(err.toString()).contains("7");
  }
}
