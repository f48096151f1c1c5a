package org.saehdbw.training.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.training.plan.CollapseOptions;
import org.saehdbw.training.plan.TrainingSettings;

class DetectorsTest {
  private static CollapseOptions options(String... words) throws SettingsException {
    return CollapseOptions.of(
        SettingsReader.readWords(TrainingSettings.defaults(), List.of(words)));
  }

  private static List<MetricsRow> rows(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> MetricsRow.ofLosses(i, 2, 1)).toList();
  }

  @Test
  void aSpikeOfEachLossIsFoundAndDescribed() throws SettingsException {
    Detectors detectors = new Detectors(options("spike_window=10"));
    detectors.restore(rows(10), Map.of());
    assertThat(detectors.look(11, 2.3f, 1.1f, Map.of())).isEmpty();
    Collapse src = detectors.look(12, 2.5f, 1, Map.of()).orElseThrow();
    assertThat(src.kind()).isEqualTo(CollapseKind.LOSS_SPIKE);
    assertThat(src.iteration()).isEqualTo(12);
    assertThat(src.message())
        .isEqualTo(
            "the src loss is 2.50000, 25.0 robust standard deviations above 2.00000, the median of"
                + " the 10 iterations before; spike_z is 20.0");
    assertThat(src.figures())
        .isEqualTo(Map.of("src_loss", 2.5, "median", 2.0, "robust_deviation", 0.02, "z", 25.0));
    Collapse dst = detectors.look(13, 2, 4, Map.of()).orElseThrow();
    assertThat(dst.figures()).containsEntry("dst_loss", 4.0).containsEntry("z", 300.0);
  }

  @Test
  void whatIsOffIsNotLookedFor() throws SettingsException {
    for (String off : List.of("spike_z=0", "on_collapse=ignore")) {
      Detectors detectors = new Detectors(options("spike_window=10", off));
      detectors.restore(rows(10), Map.of());
      assertThat(detectors.look(11, 1e9f, 1e9f, Map.of())).as(off).isEmpty();
    }
    for (String off : List.of("discriminator_won_iter=0", "on_collapse=ignore")) {
      Detectors detectors = new Detectors(options(off));
      assertThat(wonAfter(detectors, 0, 12)).as(off).isZero();
      assertThat(detectors.state()).isEmpty();
    }
    assertThat(new Detectors(options("constant_interval_iter=0")).looksAtPictures()).isFalse();
    assertThat(new Detectors(options("on_collapse=ignore")).looksAtPictures(500)).isFalse();
    assertThat(new Detectors(options()).looksAtPictures()).isTrue();
    assertThat(new Detectors(options()).looksAtPictures(500)).isTrue();
    assertThat(new Detectors(options()).looksAtPictures(501)).isFalse();
  }

  /** Returns the iteration at which a discriminator had won whose own loss is constant. */
  private static int wonAfter(Detectors detectors, int from, int to) {
    for (int i = from + 1; i <= to; i++) {
      Map<String, float[]> terms =
          Map.of("D_src_dst", new float[] {0.05f, 0.07f}, "G/gan", new float[] {i, i + 1});
      Optional<Collapse> found = detectors.look(i, 1, 1, terms);
      if (found.isPresent()) {
        assertThat(found.get().kind()).isEqualTo(CollapseKind.DISCRIMINATOR_WON);
        assertThat(found.get().message())
            .isEqualTo(
                "a discriminator has won: for 10 iterations its loss D_src_dst was near zero, at"
                    + " last 0.06000, while the model's loss G/gan rose, at last to 10.00000");
        return i;
      }
    }
    return 0;
  }

  /** Its loss of guessing is 2 ln 2, a twentieth of that 0.0693. */
  @Test
  void aDiscriminatorThatHasWonIsFoundAlsoAfterAResume() throws SettingsException {
    for (int resumed = 0; resumed < 10; resumed++) {
      Detectors before = new Detectors(options("discriminator_won_iter=10"));
      assertThat(wonAfter(before, 0, resumed)).isZero();
      Detectors detectors = new Detectors(options("discriminator_won_iter=10"));
      detectors.restore(List.of(), before.state());
      assertThat(wonAfter(detectors, resumed, 20)).as("resumed at %d", resumed).isEqualTo(10);
    }
  }

  @Test
  void aDiscriminatorOfCodesGuessesAtHalfOfThat() throws SettingsException {
    Detectors detectors = new Detectors(options("discriminator_won_iter=5"));
    for (int i = 1; i <= 5; i++) {
      // Above a twentieth of ln 2, 0.0347, once.
      float own = i == 3 ? 0.036f : 0.034f;
      Map<String, float[]> terms =
          Map.of("D_code", new float[] {own}, "G/true_face", new float[] {i});
      assertThat(detectors.look(i, 1, 1, terms)).isEmpty();
    }
  }
}
