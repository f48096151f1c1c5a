package org.saehdbw.training.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.training.plan.CollapseOptions;
import org.saehdbw.training.plan.TrainingSettings;

/**
 * Losses of trainings that did not collapse; {@code resources/collapse/README.md} says of which.
 */
class RecordedLossesTest {
  private static final int ITERATIONS = 2000;

  private static List<float[]> read(String name) throws IOException {
    List<float[]> rows = new ArrayList<>();
    try (InputStream file =
        RecordedLossesTest.class.getResourceAsStream("/collapse/" + name + ".csv")) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().skip(1).toList()) {
        String[] fields = line.split(",");
        float[] row = new float[fields.length];
        for (int i = 0; i < fields.length; i++) {
          row[i] = Float.parseFloat(fields[i]);
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private static Detectors detectors(String... words) throws SettingsException {
    return new Detectors(
        CollapseOptions.of(SettingsReader.readWords(TrainingSettings.defaults(), List.of(words))));
  }

  /** Returns the iteration at which a collapse is noticed, 0 for none. */
  private static long noticed(Detectors detectors, List<float[]> rows) {
    for (int i = 0; i < rows.size(); i++) {
      Optional<Collapse> found = detectors.look(i + 1, rows.get(i)[0], rows.get(i)[1], Map.of());
      if (found.isPresent()) {
        return found.get().iteration();
      }
    }
    return 0;
  }

  @ParameterizedTest
  @ValueSource(strings = {"warp", "nowarp", "dropout", "gan"})
  void nothingIsNoticedInACleanTraining(String name) throws IOException, SettingsException {
    List<float[]> rows = read(name);
    assertThat(rows).hasSize(ITERATIONS);
    assertThat(noticed(detectors(), rows)).isZero();
    // Half the threshold and shorter windows leave a margin.
    assertThat(noticed(detectors("spike_z=10"), rows)).isZero();
    assertThat(noticed(detectors("spike_z=10", "spike_window=50"), rows)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"warp", "nowarp", "dropout", "gan"})
  void aJumpOfEitherLossIsNoticedAtOnce(String name) throws IOException, SettingsException {
    for (int side = 0; side < 2; side++) {
      for (int iteration : new int[] {201, 1000, ITERATIONS}) {
        List<float[]> rows = read(name);
        rows.get(iteration - 1)[side] *= 10;
        assertThat(noticed(detectors(), rows)).isEqualTo(iteration);
      }
    }
  }

  /** Means over 50 iterations each, taken as one iteration. */
  @Test
  void theDiscriminatorOfACleanTrainingHasNotWon() throws IOException, SettingsException {
    List<float[]> blocks = read("gan-discriminator");
    assertThat(blocks).hasSize(ITERATIONS / 50);
    Detectors detectors = detectors("discriminator_won_iter=5", "spike_z=0");
    for (int i = 0; i < blocks.size(); i++) {
      Map<String, float[]> terms =
          Map.of(
              "D_src_dst", new float[] {blocks.get(i)[0]}, "G/gan", new float[] {blocks.get(i)[1]});
      assertThat(detectors.look(i + 1, 1, 1, terms)).isEmpty();
      // Ten times nearer to winning would not be noticed either.
      assertThat(blocks.get(i)[0] / 10).isGreaterThan(0.0694f);
    }
  }
}
