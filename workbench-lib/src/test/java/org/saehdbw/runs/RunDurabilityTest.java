package org.saehdbw.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.runs.metrics.MetricsWriter;
import org.saehdbw.testing.FaultyDisk;
import org.saehdbw.testing.FaultyDisk.Fault;

/** What a run needs to be continued is forced to the disk, as its checkpoints are. */
class RunDurabilityTest {
  private static final String BROKEN =
      " (Input/output error); check this disk, or choose another folder";

  @TempDir private Path root;

  private Path broken(String name) {
    return new FaultyDisk(Fault.BROKEN).of(root.resolve(name));
  }

  private void assertForced(String name, String what, ThrowingCallable writing) {
    assertThatThrownBy(writing)
        .isInstanceOf(IOException.class)
        .hasMessage(root.resolve(name) + what + BROKEN);
  }

  @Test
  void settingsEnvironmentAndRows() throws IOException {
    assertForced(
        "settings.yaml",
        ": cannot be written",
        () ->
            SettingsFile.write(
                broken("settings.yaml"), Map.of("seed", new SettingValue(1, "default"))));
    RunEnvironment environment = RunEnvironment.here(Map.of(), "none", 1, root, Map.of(), 1);
    assertForced(
        "environment.json",
        ": cannot be written",
        () -> environment.write(broken("environment.json")));
    assertForced(
        "metrics.csv",
        ": cannot be written",
        () -> MetricsWriter.writeAll(broken("metrics.csv"), List.of()));
    MetricsWriter.writeAll(root.resolve("metrics.csv"), List.of());
    assertForced(
        "metrics.csv",
        ": cannot be written",
        () -> MetricsWriter.cutAfter(broken("metrics.csv"), 0));
    try (MetricsWriter metrics = MetricsWriter.open(broken("metrics.csv"))) {
      assertForced("metrics.csv", ": cannot be forced to the disk", metrics::force);
    }
  }

  @Test
  void eventsButWarningsOfWhichThereMayBeThousands() throws IOException {
    EventLog log = new RunFolder(broken("")).eventLog();
    for (EventKind kind : EventKind.values()) {
      if (kind == EventKind.WARNING) {
        log.append(kind, Map.of("message", "a face is left out"));
      } else {
        assertForced(
            "events.jsonl", ": cannot be forced to the disk", () -> log.append(kind, Map.of()));
      }
    }
  }

  @Test
  void theNameOfTheRunFolder() {
    Path runs = broken("");
    assertThatThrownBy(() -> RunFolder.create(runs, "df", 1))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith(": cannot be forced to the disk" + BROKEN);
    assertThat(root.resolve("0001_df_s1")).exists();
  }
}
