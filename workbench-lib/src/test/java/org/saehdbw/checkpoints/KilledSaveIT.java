package org.saehdbw.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.processes.ChildJvm;
import org.saehdbw.testing.Killer;

/** Real processes that end in the middle of a save. */
class KilledSaveIT {
  @TempDir private Path root;

  /**
   * What a process that ends leaves is, byte by byte, what {@link Killer} leaves, by which {@link
   * KilledSaveTest} tries every change.
   */
  @ParameterizedTest
  @ValueSource(strings = {"rest weights.safetensors", "force manifest.json", "rename 000000005"})
  void aRealKillLeavesWhatASimulatedOneLeaves(String before) throws Exception {
    SavedFolder saved = SavedFolder.of(root.resolve("saved"), 4);
    Killer counter = Killer.counting();
    saved.copyTo(root.resolve("counted")).save(5, counter);
    int change = 1 + counter.changes().indexOf(before);
    assertThat(change).isPositive();

    SavedFolder simulated = saved.copyTo(root.resolve("simulated"));
    assertThat(simulated.saveKilledBefore(change, 5)).isTrue();
    SavedFolder real = saved.copyTo(root.resolve("real"));
    Process child =
        new ProcessBuilder(
                ChildJvm.command(
                    List.of("-Xmx64m", "-XX:TieredStopAtLevel=1"),
                    KilledChild.class.getName(),
                    List.of(real.path().toString(), "5", String.valueOf(change))))
            .redirectErrorStream(true)
            .redirectOutput(root.resolve("log").toFile())
            .start();
    assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(child.exitValue()).isEqualTo(KilledChild.ENDED);
    assertThat(real.content()).isEqualTo(simulated.content()).isNotEqualTo(saved.content());
    assertThat(real.resume()).isEqualTo(4);
    real.requireNextSaveWorks(6);
    assertThat(List.of(4L, 6L)).containsAll(real.store().generations().subList(2, 4));
  }
}
