package org.saehdbw.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.processes.ChildJvm;
import org.saehdbw.tensors.CounterRandom;
import org.saehdbw.testing.Await;

/** Saves in child processes that meet a full disk or are killed. */
class CheckpointStoreIT {
  private final List<String> warnings = new ArrayList<>();
  @TempDir private Path root;

  private static List<String> java(Path folder, long first, long count, int elements) {
    return ChildJvm.command(
        List.of("-Xmx64m", "-XX:TieredStopAtLevel=1"),
        SavingChild.class.getName(),
        List.of(
            folder.toString(),
            Long.toString(first),
            Long.toString(count),
            Integer.toString(elements)));
  }

  /** The limit of a shell's ulimit stands in for the disk: the kernel refuses the same write. */
  @Test
  void fullDiskLeavesTheGenerationBefore() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a POSIX shell");
    Path folder = root.resolve("checkpoints");
    CheckpointStore store = new CheckpointStore(folder, KeepPolicy.defaults());
    store.save(CheckpointSamples.checkpoint(1, 100));
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "ulimit -f 256; exec \"$@\""));
    command.add("sh");
    // An array of 4 MB against a limit of 256 blocks: 128 or 256 KiB, as the shell counts.
    command.addAll(java(folder, 2, 1, 1_000_000));
    Path log = root.resolve("log");
    Process child =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).isEqualTo(1);
    assertThat(Files.readString(log))
        .contains(
            "CheckpointException$NotSaved: "
                + folder.resolve("000000002")
                + ": could not be saved (File too large); allow larger files, by another file"
                + " system or ulimit -f; generation 000000001 is kept");
    assertThat(store.latestGood(warnings::add).orElseThrow().state().iteration()).isEqualTo(1);
    assertThat(folder.resolve(".saving-000000002")).doesNotExist();
    assertThat(warnings).isEmpty();
  }

  @Test
  void aKillAtAnyMomentLeavesALoadableGeneration() throws Exception {
    Path folder = root.resolve("checkpoints");
    CheckpointStore store = new CheckpointStore(folder, KeepPolicy.defaults());
    store.save(CheckpointSamples.checkpoint(1, 100_000));
    CounterRandom random = CounterRandom.of(1, "kill", 0, 0);
    long last = 1;
    for (int round = 0; round < 5; round++) {
      Process child =
          new ProcessBuilder(java(folder, last, 1_000_000, 100_000))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      // However slowly it starts on a busy machine: from its first save on, at any moment.
      awaitNewerThan(folder, last, child);
      boolean ended = child.waitFor(random.nextInt(400), TimeUnit.MILLISECONDS);
      assertThat(ended).isFalse();
      child.destroyForcibly().waitFor();
      store.recover();
      Optional<StoredCheckpoint> stored = store.latestGood(warnings::add);
      long iteration = stored.orElseThrow().state().iteration();
      assertThat(iteration).isGreaterThan(last);
      try (SafetensorsReader weights = stored.get().openWeights()) {
        assertThat(weights.read("encoder/weight").values())
            .isEqualTo(CheckpointSamples.checkpoint(iteration, 100_000).weights().get(0).values());
      }
      last = iteration;
    }
    assertThat(warnings).isEmpty();
  }

  private static void awaitNewerThan(Path folder, long iteration, Process child) throws Exception {
    Await.until(
        "the child's first save",
        () -> {
          if (newest(folder) > iteration) {
            return true;
          }
          assertThat(child.isAlive()).isTrue();
          return false;
        });
  }

  /** The newest complete generation's number: those have a name of digits alone. */
  private static long newest(Path folder) throws IOException {
    try (Stream<Path> generations = Files.list(folder)) {
      return generations
          .map(generation -> String.valueOf(generation.getFileName()))
          .filter(name -> name.matches("\\d+"))
          .mapToLong(Long::parseLong)
          .max()
          .orElse(0);
    }
  }
}
