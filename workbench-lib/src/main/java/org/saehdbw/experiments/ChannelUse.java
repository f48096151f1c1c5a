package org.saehdbw.experiments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.saehdbw.tensors.Dims;

/** Adds up what each channel of each convolutional layer shows, to find those that show nothing. */
final class ChannelUse {
  /** Of the layer's mean variance; below it a channel counts as dead. */
  private static final double DEAD = 1e-4;

  private final Map<String, Sums> byLayer = new LinkedHashMap<>();

  private static final class Sums {
    private final double[] sum;
    private final double[] squares;
    private long values;

    Sums(int channels) {
      sum = new double[channels];
      squares = new double[channels];
    }

    double variance(int channel) {
      double mean = sum[channel] / values;
      return Math.max(0, squares[channel] / values - mean * mean);
    }
  }

  /** Adds a layer's result; what is no picture, or is the model's answer, is left out. */
  void layer(String name, Dims dims, float[] values) {
    if (dims.rank() != 4 || name.endsWith("/out_conv") || name.endsWith("/out_convm")) {
      return;
    }
    int channels = dims.at(1);
    int plane = dims.at(2) * dims.at(3);
    Sums sums = byLayer.computeIfAbsent(name, layer -> new Sums(channels));
    for (int i = 0; i < values.length; i++) {
      int channel = i / plane % channels;
      sums.sum[channel] += values[i];
      sums.squares[channel] += (double) values[i] * values[i];
    }
    sums.values += values.length / channels;
  }

  /** Returns each layer's dead channels, in order of use. */
  List<CodeDims.LayerChannels> layers() {
    List<CodeDims.LayerChannels> all = new ArrayList<>();
    byLayer.forEach(
        (name, sums) -> {
          int channels = sums.sum.length;
          double mean = 0;
          for (int c = 0; c < channels; c++) {
            mean += sums.variance(c) / channels;
          }
          List<Integer> dead = new ArrayList<>();
          for (int c = 0; c < channels; c++) {
            if (sums.variance(c) <= DEAD * mean) {
              dead.add(c);
            }
          }
          all.add(new CodeDims.LayerChannels(name, channels, dead));
        });
    return all;
  }
}
