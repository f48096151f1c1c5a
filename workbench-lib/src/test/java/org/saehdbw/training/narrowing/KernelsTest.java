package org.saehdbw.training.narrowing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KernelsTest {
  /** Every tap of an input channel holds the same number. */
  private static Matrix kernel(int outputs, double... byInput) {
    int inputs = byInput.length / outputs;
    Matrix kernel = Matrix.zeros(outputs, inputs * 9);
    for (int i = 0; i < kernel.values().length; i++) {
      kernel.values()[i] = byInput[i / 9];
    }
    return kernel;
  }

  @Test
  void sumsProductsOfChannelsOverOutputsAndTaps() {
    // Channels (1, 4), (2, 5), (3, 6) over two outputs; of the last two: 9 (4 + 25), 9 (6 + 30),
    // ...
    Matrix seen = Kernels.seen(kernel(2, 1, 2, 3, 4, 5, 6), 2, 1);
    assertThat(seen.values()).containsExactly(9 * 29, 9 * 36, 9 * 36, 9 * 45);
  }

  @Test
  void foldsTheWayBackIntoEveryPictureOfTheKernel() {
    // Two pictures of two channels, each made of one value times (10, 1).
    Matrix mapped =
        Kernels.mapInputs(kernel(1, 1, 2, 3, 4), new Matrix(1, 2, new double[] {10, 1}));
    assertThat(mapped.columns()).isEqualTo(2 * 9);
    assertThat(mapped.at(0, 0)).isEqualTo(12);
    assertThat(mapped.at(0, 8)).isEqualTo(12);
    assertThat(mapped.at(0, 9)).isEqualTo(34);
  }

  @Test
  void mapsChannelsAtEachPlace() {
    // Channels (1, 2) and (3, 4) at two places, joined as 1 first + 10 second.
    Matrix rows = new Matrix(1, 4, new double[] {1, 2, 3, 4});
    Matrix joined = Kernels.mapChannels(rows, new Matrix(2, 1, new double[] {1, 10}), 2);
    assertThat(joined.values()).containsExactly(31, 42);
  }
}
