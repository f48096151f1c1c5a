package org.saehdbw.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.saehdbw.dataloaders.PicturePixels;
import org.saehdbw.parallel.Team;
import org.saehdbw.synthesis.SyntheticFaces;
import org.saehdbw.tensors.CounterRandom;

class CorrectionBlurTest {
  /** Corrections as transfers make them: a slope and texture, of up to 0.8. */
  private static float[][] corrections(int width, int height, int channels) {
    CounterRandom random = CounterRandom.of(1, "correction", 0, 0);
    float[][] planes = new float[channels][width * height];
    for (int c = 0; c < channels; c++) {
      for (int i = 0; i < planes[c].length; i++) {
        double x = (double) (i % width) / width;
        double y = (double) (i / width) / height;
        double slope = 0.3 * Math.sin(3 * x + c) - 0.3 * y;
        planes[c][i] = (float) (slope + 0.2 * (random.nextFloat() - 0.5));
      }
    }
    return planes;
  }

  @ParameterizedTest
  @CsvSource({
    "1, 64, 48, 2e-6",
    "3, 64, 48, 1e-3",
    "1, 5, 3, 2e-6",
    "3, 5, 3, 1e-3",
    "1, 1, 1, 1e-6",
    "3, 1, 7, 1e-3"
  })
  void isTheBilateralFilter(int channels, int width, int height, double tolerance) {
    float[][] planes = corrections(width, height, channels);
    float[][] quick = CorrectionBlur.filter(planes, width, height);
    float[][] exact = Bilateral.filter(planes, width, height, Team.ALONE);
    for (int c = 0; c < channels; c++) {
      assertThat(Fixture.Difference.of(quick[c], exact[c]).largest()).isLessThan(tolerance);
    }
  }

  /** Texture on large corrections is where taps that are left out would be missed. */
  @Test
  void isTheBilateralFilterOnFaces() {
    SyntheticFaces faces = SyntheticFaces.of(8).size(192).colour().seed(5);
    Sot quick = Sot.training();
    Sot exact = new Sot(quick.directions(), Sot.Smoothing.EXACT);
    for (int face = 0; face < 4; face++) {
      Pixels content = PicturePixels.of(faces.decode(face));
      Pixels reference = PicturePixels.of(faces.decode(7 - face));
      float[] theirs = exact.apply(content, reference, directions(face)).values();
      float[] ours = quick.apply(content, reference, directions(face)).values();
      assertThat(Fixture.Difference.of(ours, theirs).largest()).isLessThan(1e-3);
    }
  }

  private static CounterRandom directions(int face) {
    return CounterRandom.of(face, "directions", 0, 0);
  }

  @ParameterizedTest
  @CsvSource({"1", "3"})
  void correctionsOfEightBitValuesTakeTheFormulaAsItStands(int channels) {
    float[][] planes = corrections(40, 30, channels);
    for (float[] plane : planes) {
      for (int i = 0; i < plane.length; i++) {
        plane[i] *= 255;
      }
    }
    float[][] quick = CorrectionBlur.filter(planes, 40, 30);
    float[][] exact = Bilateral.filter(planes, 40, 30, Team.ALONE);
    for (int c = 0; c < channels; c++) {
      assertThat(Fixture.Difference.of(quick[c], exact[c]).largest()).isZero();
    }
  }
}
