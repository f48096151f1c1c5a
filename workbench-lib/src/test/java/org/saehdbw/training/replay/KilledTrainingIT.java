package org.saehdbw.training.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.checkpoints.CheckpointStore;
import org.saehdbw.checkpoints.KeepPolicy;
import org.saehdbw.cli.ExitCode;
import org.saehdbw.cli.Workbench;
import org.saehdbw.processes.ChildJvm;
import org.saehdbw.processes.ChildStart;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.RunNames;
import org.saehdbw.runs.RunStatus;
import org.saehdbw.tensors.CounterRandom;
import org.saehdbw.testing.Amount;
import org.saehdbw.testing.Await;
import org.saehdbw.testing.EverythingOn;
import org.saehdbw.testing.RunBytes;
import org.saehdbw.training.PreparedRun;
import org.saehdbw.training.RunVerification;
import org.saehdbw.training.Trainer;
import org.saehdbw.training.TrainerListener;

/**
 * Trainers that are killed again and again at random moments, in gray and in colour at the same
 * time; with {@code test --full} fifty times. The same command is given again each time, as from a
 * shell's loop.
 */
class KilledTrainingIT {
  private static final int KILLS = Amount.of(4, 25);
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final String NAME = "killed";

  @TempDir private Path root;

  /** Where in its life a trainer is killed. */
  private enum Moment {
    /** From the start of Java to the first iteration. */
    START,
    /** In one of its first iterations, or what is between them. */
    ITERATION,
    /** While a checkpoint is written. */
    SAVE
  }

  /** One training that is killed again and again. */
  private final class Killed {
    private final String channels;
    private final Path runs;
    private final CounterRandom random;
    private long startMillis;

    Killed(String channels) {
      this.channels = channels;
      runs = root.resolve(channels);
      random = CounterRandom.of(1, "kills " + channels, 0, 0);
    }

    /** Kills, then ends the training by the command. */
    RunFolder train() throws Exception {
      for (int kill = 0; kill < KILLS; kill++) {
        kill(kill == 0 ? Moment.ITERATION : Moment.values()[random.nextInt(3)]);
      }
      RunFolder run = folder().orElseThrow();
      assertThat(RunStatus.of(run)).isEqualTo(RunStatus.INTERRUPTED);
      StringWriter out = new StringWriter();
      PrintWriter to = new PrintWriter(out, true);
      String target = "target_iter=" + (newest(run) + 4);
      String[] resume = {"train", "--resume", run.path().toString(), "--set", target};
      assertThat(Workbench.run(to, to, resume)).as(out.toString()).isEqualTo(ExitCode.DONE);
      return run;
    }

    private void kill(Moment moment) throws Exception {
      Process trainer =
          ChildStart.of(
                  ChildJvm.command(
                      List.of("-XX:TieredStopAtLevel=1"),
                      TrainingChild.class.getName(),
                      List.of(runs.toString(), NAME, channels, "save_interval_iter=2")))
              .appendingTo(log())
              .start();
      try {
        long before = iteration();
        switch (moment) {
          case START -> {
            long millis = random.nextInt((int) startMillis);
            await(trainer, () -> cpuMillis(trainer) >= millis || iteration() > before);
          }
          case ITERATION -> {
            long rows = before + 1 + random.nextInt(4);
            await(trainer, () -> iteration() >= rows);
            if (startMillis == 0) {
              startMillis = cpuMillis(trainer);
            }
            Thread.sleep(random.nextInt(40));
          }
          case SAVE -> {
            await(trainer, this::isSaving);
            Thread.sleep(random.nextInt(10));
          }
        }
        assertThat(trainer.isAlive()).as("alive at the kill: " + Files.readString(log())).isTrue();
      } finally {
        trainer.destroyForcibly().waitFor();
      }
    }

    private void await(Process trainer, Await.Condition moment) throws Exception {
      Await.until("the moment", PATIENCE, () -> !trainer.isAlive() || moment.holds());
    }

    private Path log() {
      return root.resolve(channels + ".log");
    }

    private Optional<RunFolder> folder() throws IOException {
      return Files.isDirectory(runs) ? RunNames.withLabel(runs, NAME) : Optional.empty();
    }

    private long iteration() throws IOException {
      return folder().map(RunBytes::iteration).orElse(0L);
    }

    private boolean isSaving() throws IOException {
      if (folder().isEmpty()) {
        return false;
      }
      try (Stream<Path> files = Files.list(folder().get().checkpoints())) {
        return files.anyMatch(path -> path.getFileName().toString().startsWith(".saving-"));
      }
    }
  }

  private static long cpuMillis(Process process) {
    return process.info().totalCpuDuration().map(Duration::toMillis).orElse(0L);
  }

  private static long newest(RunFolder run) throws IOException {
    List<Long> saved = new CheckpointStore(run.checkpoints(), KeepPolicy.defaults()).generations();
    return saved.isEmpty() ? 0 : saved.get(saved.size() - 1);
  }

  @Test
  void killedManyTimesAndContinuedIsTheSameAsUndisturbed() throws Exception {
    ExecutorService both = Executors.newFixedThreadPool(2);
    try {
      List<Future<RunFolder>> trained = new ArrayList<>();
      for (String channels : List.of("gray", "colour")) {
        trained.add(both.submit(() -> new Killed(channels).train()));
      }
      requireSameAsUndisturbed("gray", trained.get(0).get());
      requireSameAsUndisturbed("colour", trained.get(1).get());
    } finally {
      both.shutdownNow();
    }
  }

  private void requireSameAsUndisturbed(String channels, RunFolder killed) throws Exception {
    long target = newest(killed);
    RunFolder straight =
        PreparedRun.create(
                EverythingOn.settings(channels, "save_interval_iter=2", "target_iter=" + target),
                root.resolve("straight"),
                Optional.empty())
            .folder();
    Trainer.run(PreparedRun.reopen(straight, List.of()), TrainerListener.NONE, () -> false);
    assertThat(RunBytes.losses(killed)).isEqualTo(RunBytes.losses(straight)).hasSize((int) target);
    assertThat(RunBytes.generation(killed, target))
        .isEqualTo(RunBytes.generation(straight, target));
    RunVerification verified = RunVerification.of(killed, (done, all) -> {});
    assertThat(verified.good()).as(verified.toString()).isTrue();
    assertThat(verified.temporaries()).isEmpty();
  }
}
