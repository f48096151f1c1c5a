package org.saehdbw.training.narrowing;

/** Linear maps of channels, folded into weights. Kernels are (out, in * 9), 3x3 taps innermost. */
final class Kernels {
  private static final int TAPS = 9;

  private Kernels() {}

  /**
   * Returns the sum over outputs and taps of each two input channels' weights, (channels,
   * channels).
   *
   * @param kernel (out, in * 9)
   * @param channels how many input channels from {@code start} on
   */
  static Matrix seen(Matrix kernel, int channels, int start) {
    Matrix byChannel = Matrix.zeros(channels, kernel.rows() * TAPS);
    for (int out = 0; out < kernel.rows(); out++) {
      for (int c = 0; c < channels; c++) {
        for (int tap = 0; tap < TAPS; tap++) {
          byChannel.values()[c * byChannel.columns() + out * TAPS + tap] =
              kernel.at(out, (start + c) * TAPS + tap);
        }
      }
    }
    return byChannel.times(byChannel.transposed());
  }

  /**
   * Returns the kernel that makes of fewer channels what this one makes of {@code fewer * decode}.
   * Where a kernel takes several pictures one behind the other, each is mapped.
   *
   * @param kernel (out, pictures * n * 9)
   * @param decode (k, n)
   * @return (out, pictures * k * 9)
   */
  static Matrix mapInputs(Matrix kernel, Matrix decode) {
    int k = decode.rows();
    int n = decode.columns();
    int pictures = kernel.columns() / (n * TAPS);
    Matrix mapped = Matrix.zeros(kernel.rows(), pictures * k * TAPS);
    for (int out = 0; out < kernel.rows(); out++) {
      for (int picture = 0; picture < pictures; picture++) {
        for (int to = 0; to < k; to++) {
          int place = out * mapped.columns() + (picture * k + to) * TAPS;
          for (int from = 0; from < n; from++) {
            double factor = decode.at(to, from);
            int source = out * kernel.columns() + (picture * n + from) * TAPS;
            for (int tap = 0; tap < TAPS; tap++) {
              mapped.values()[place + tap] += factor * kernel.values()[source + tap];
            }
          }
        }
      }
    }
    return mapped;
  }

  /**
   * Returns rows of flattened pictures with fewer channels: {@code out[c'] = sum of in[c] encode[c,
   * c']} at each place.
   *
   * @param rows (any, n * places), channel by channel
   * @param encode (n, k)
   * @return (any, k * places)
   */
  static Matrix mapChannels(Matrix rows, Matrix encode, int places) {
    int n = encode.rows();
    int k = encode.columns();
    Matrix mapped = Matrix.zeros(rows.rows(), k * places);
    for (int r = 0; r < rows.rows(); r++) {
      for (int from = 0; from < n; from++) {
        int source = r * rows.columns() + from * places;
        for (int to = 0; to < k; to++) {
          double factor = encode.at(from, to);
          int place = r * mapped.columns() + to * places;
          for (int p = 0; p < places; p++) {
            mapped.values()[place + p] += factor * rows.values()[source + p];
          }
        }
      }
    }
    return mapped;
  }
}
