package org.saehdbw.experiments.compare.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.architectures.ModelSpec;
import org.saehdbw.experiments.compare.plan.Arm;
import org.saehdbw.experiments.compare.plan.Level;
import org.saehdbw.experiments.compare.results.ComparisonResult;

/** A comparison as a notebook starts it, in processes of its own. */
class CompareRunIT {
  @TempDir private Path results;

  private ComparisonRequest cell() {
    return ComparisonRequest.grayAgainstColour(ModelSpec.parse("df-ud-64-32-16-16-16"))
        .faces("drawn:20,size=64")
        .arms(Arm.COLOUR, Arm.GRAY_FILES)
        .levels(Level.DATA)
        .rounds(2)
        .set("rounds_per_process", 1)
        .batch(1)
        .set("steps", 2)
        .set("warm_up", 1)
        .set("face_type", "wf")
        .set("threads", 1)
        .set("cache_mib", 0)
        .named("lesson")
        .in(results);
  }

  @Test
  void aCellThatIsRunAgainAttachesToItsComparison() throws Exception {
    CompareRun first = cell().start();
    // At once, while its process is only starting.
    CompareRun again = cell().start();
    assertThat(again.running()).isTrue();
    assertThatThrownBy(() -> cell().rounds(3).start())
        .hasMessageMatching(
            "(?s)lesson is starting with other settings .*experiment.yaml\\); stop it first, or"
                + " give this comparison another name"
                + "|.*process \\d+ on .* is at work on this comparison; wait for it, or stop it");
    ComparisonResult seen = again.await();
    assertThat(first.running()).isFalse();
    assertThat(seen.complete()).isTrue();
    assertThat(first.await().level(Level.DATA)).isEqualTo(seen.level(Level.DATA));
    assertThat(Files.readString(seen.folder().ledger()).lines().filter(l -> l.contains("round")))
        .hasSize(2);
  }
}
