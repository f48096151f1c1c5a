package org.saehdbw.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.testing.Await;

class RunLockIT {
  @TempDir private Path root;
  private RunFolder run;

  @BeforeEach
  void makeTheRun() throws IOException {
    run = RunFolder.create(root, "df-ud-64-32-16-16-16", 1);
  }

  @Test
  void aSecondTrainerInThisProcessIsRefusedAndTheStatusTellsOfTheFirst() throws IOException {
    assertThat(RunLock.holder(run)).isEmpty();
    try (RunLock lock = RunLock.acquire(run)) {
      assertThat(lock).isNotNull();
      long pid = ProcessHandle.current().pid();
      for (int i = 0; i < 2; i++) {
        assertThat(RunStatus.of(run)).isEqualTo(RunStatus.RUNNING);
        String host = RunLock.holder(run).orElseThrow().host();
        assertThatThrownBy(() -> RunLock.acquire(run))
            .isInstanceOf(RunException.class)
            .hasMessage(
                run.path()
                    + ": is being trained by process "
                    + pid
                    + " on "
                    + host
                    + "; stop it first, or start a new run");
      }
      // Probing must not have dropped the lock, so another process is refused as well.
      Process child = start();
      assertThat(waitFor(child)).isEqualTo(1);
    }
    assertThat(RunLock.holder(run)).isEmpty();
    run.eventLog().append(EventKind.STOPPED, Map.of(Event.REASON, Event.ASKED));
    assertThat(RunStatus.of(run)).isEqualTo(RunStatus.STOPPED);
  }

  @Test
  void anotherProcessIsNamedAndItsLockIsFreeAfterAKill() throws Exception {
    Process child = start();
    Await.until("the child's first event", () -> !run.events().isEmpty() || !child.isAlive());
    assertThat(RunStatus.of(run)).isEqualTo(RunStatus.RUNNING);
    assertThat(RunLock.holder(run).orElseThrow().pid()).isEqualTo(child.pid());
    assertThatThrownBy(() -> RunLock.acquire(run))
        .isInstanceOf(RunException.class)
        .hasMessageStartingWith(
            run.path() + ": is being trained by process " + child.pid() + " on ");
    child.destroyForcibly().waitFor();
    assertThat(RunStatus.of(run)).isEqualTo(RunStatus.INTERRUPTED);
    try (RunLock lock = RunLock.acquire(run)) {
      assertThat(lock).isNotNull();
      assertThat(RunLock.holder(run).orElseThrow().pid()).isEqualTo(ProcessHandle.current().pid());
    }
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LockingChild.class.getName(),
                run.path().toString()))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static int waitFor(Process child) {
    try {
      assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
      return child.exitValue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
