package org.saehdbw.training.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.testing.Amount;
import org.saehdbw.testing.EverythingOn;
import org.saehdbw.testing.RunBytes;
import org.saehdbw.training.PreparedRun;
import org.saehdbw.training.Trainer;
import org.saehdbw.training.TrainerListener;

/** The same seed gives the same bytes, with every loss, discriminator and augmentation. */
class RepeatabilityIT {
  private static final int ITERATIONS = Amount.of(40, 200);

  /** Where the training is stopped, and the first of the iterations whose bytes are compared. */
  private static final int FIRST = ITERATIONS * 37 / 200;

  private static final int SECOND = ITERATIONS * 3 / 5;
  private static final int SAVED = ITERATIONS / 2;

  @TempDir private Path runs;

  private static RunFolder train(PreparedRun run, int until) throws Exception {
    RunFolder folder = run.folder();
    Trainer.run(run, TrainerListener.NONE, () -> RunBytes.iteration(folder) >= until);
    return folder;
  }

  private PreparedRun create(String channels, String loaderThreads) throws Exception {
    return PreparedRun.create(
        EverythingOn.settings(
            channels,
            "target_iter=" + ITERATIONS,
            "save_interval_iter=" + SAVED,
            "keep_every=" + SAVED,
            "loader_threads=" + loaderThreads),
        runs,
        Optional.empty());
  }

  /**
   * Stopped after a fifth and three fifths of the iterations, and continued with other numbers of
   * loader threads.
   */
  @ParameterizedTest
  @CsvSource({"gray, 1, 2, 4", "colour, 4, 1, 2"})
  void manyIterationsHaveTheSameBytesHoweverTheyAreMade(
      String channels, String straightThreads, String firstThreads, String laterThreads)
      throws Exception {
    RunFolder straight = train(create(channels, straightThreads), ITERATIONS);

    RunFolder parts = train(create(channels, firstThreads), FIRST);
    assertThat(RunBytes.iteration(parts)).isEqualTo(FIRST);
    String later = "loader_threads=" + laterThreads;
    train(PreparedRun.reopen(parts, List.of(later)), SECOND);
    assertThat(RunBytes.iteration(parts)).isEqualTo(SECOND);
    train(PreparedRun.reopen(parts, List.of()), ITERATIONS);

    assertThat(RunBytes.losses(parts)).isEqualTo(RunBytes.losses(straight)).hasSize(ITERATIONS);
    for (int iteration : new int[] {SAVED, ITERATIONS}) {
      assertThat(RunBytes.generation(parts, iteration))
          .as("generation " + iteration)
          .isEqualTo(RunBytes.generation(straight, iteration));
    }
  }

  /** What the test above compares does depend on the draws: another seed gives other bytes. */
  @ParameterizedTest
  @CsvSource({"gray", "colour"})
  void anotherSeedGivesOtherBytes(String channels) throws Exception {
    RunFolder one = train(PreparedRun.create(settings(channels, 1), runs, Optional.of("one")), 1);
    RunFolder two = train(PreparedRun.create(settings(channels, 2), runs, Optional.of("two")), 1);
    assertThat(RunBytes.losses(one)).isNotEqualTo(RunBytes.losses(two));
    assertThat(RunBytes.generation(one, 1).get("weights.safetensors"))
        .isNotEqualTo(RunBytes.generation(two, 1).get("weights.safetensors"));
  }

  private static Settings settings(String channels, int seed) throws SettingsException {
    return EverythingOn.settings(channels, "target_iter=1", "batch_size=2", "seed=" + seed);
  }
}
