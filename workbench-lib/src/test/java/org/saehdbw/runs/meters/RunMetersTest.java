package org.saehdbw.runs.meters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.EventLog;
import org.saehdbw.runs.meters.SyntheticRun.Noise;

class RunMetersTest {
  @TempDir private Path folder;
  private final List<String> warnings = new ArrayList<>();

  private EventLog train(boolean reports) throws IOException {
    EventLog log = new EventLog(folder.resolve("events.jsonl"), Clock.systemUTC());
    RunMeters meters = new RunMeters(log, 8, reports, warnings::add);
    SyntheticRun run = new SyntheticRun(Noise.QUIET, 1, 500);
    for (int i = 0; i < 4500; i++) {
      if (i == 1500 || i == 3000) {
        run.slow(TimedStage.OPTIMIZER, i == 1500 ? 5 : 1);
      }
      meters.iterated(run.next());
    }
    return log;
  }

  @Test
  void aSlowdownIsAnEventAndAWarningAndSoIsItsEnd() throws IOException {
    List<Event> events = train(true).read();
    assertThat(events)
        .extracting(Event::kind)
        .containsExactly(EventKind.SLOWED, EventKind.RECOVERED);
    assertThat(events.get(0).fields())
        .containsOnlyKeys(
            "iteration", "stage", "stage_usual_ms", "stage_now_ms", "usual_ms", "now_ms")
        .containsEntry("stage", "optimizer");
    assertThat(warnings).hasSize(2);
    assertThat(warnings.get(0)).startsWith("training became slower before iteration ");
    assertThat(warnings.get(1)).startsWith("an iteration takes ");
  }

  @Test
  void nothingIsReportedWhereThatIsOff() throws IOException {
    train(false);
    assertThat(folder.resolve("events.jsonl")).doesNotExist();
    assertThat(warnings).isEmpty();
    assertThat(Files.list(folder)).isEmpty();
  }

  @Test
  void samplesASecondAreThoseOfBothSides() {
    RunMeters meters =
        new RunMeters(new EventLog(folder, Clock.systemUTC()), 8, true, warnings::add);
    assertThat(meters.samplesPerSecond(500)).isEqualTo(16);
  }
}
