package org.saehdbw.evaluation;

import java.nio.FloatBuffer;
import java.util.Locale;
import org.saehdbw.dataloaders.BatchSide;

/**
 * The mean of the faces trained on, fitted to each held-out face in brightness: what can be drawn
 * of a face without a model. One that learned something is below its error.
 *
 * <p>The fit is the most favourable one: gain and offset of each face, the same for all channels,
 * are those with the least {@link MaskedError} to that very face, which a model is never shown.
 */
public final class MeanFace {
  /** Below this variance of the mean within a mask, no gain can be fitted. */
  private static final double FLAT = 1e-12;

  private final int channels;
  private final int side;
  private final double[] sums;
  private long faces;

  /**
   * Starts with no face.
   *
   * @param channels 1 or 3
   * @param side rows and columns
   */
  public MeanFace(int channels, int side) {
    this.channels = channels;
    this.side = side;
    this.sums = new double[channels * side * side];
  }

  /** A mean whose faces were added before. */
  static MeanFace of(int channels, int side, double[] sums, long faces) {
    MeanFace mean = new MeanFace(channels, side);
    System.arraycopy(sums, 0, mean.sums, 0, sums.length);
    mean.faces = faces;
    return mean;
  }

  /** The sum of all faces, value by value. */
  double[] sums() {
    return sums.clone();
  }

  /**
   * Adds the targets of faces that are trained on.
   *
   * @throws IllegalArgumentException if they have other channels or another side
   */
  public void add(BatchSide training) {
    check(training);
    for (int i = 0; i < training.count() * sums.length; i++) {
      sums[i % sums.length] += training.target().get(i);
    }
    faces += training.count();
  }

  /** Returns how many faces were added. */
  public long faces() {
    return faces;
  }

  /**
   * Returns the mean of the targets, in (channel, row, column) order.
   *
   * @throws IllegalStateException if no face was added
   */
  public float[] mean() {
    if (faces == 0) {
      throw new IllegalStateException("a mean face needs at least one face, got 0");
    }
    float[] mean = new float[sums.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sums[i] / faces);
    }
    return mean;
  }

  /**
   * Draws held-out faces: the mean, with each face's best gain and offset within its mask. Values
   * are not cut to [0, 1].
   *
   * @return as a model would return them, (sample, channel, row, column) from position 0
   * @throws IllegalArgumentException if they have other channels or another side
   * @throws IllegalStateException if no face was added
   */
  public FloatBuffer draw(BatchSide heldOut) {
    check(heldOut);
    float[] mean = mean();
    FloatBuffer drawn = FloatBuffer.allocate(heldOut.count() * mean.length);
    for (int sample = 0; sample < heldOut.count(); sample++) {
      Fit fit = fit(mean, heldOut, sample);
      for (int i = 0; i < mean.length; i++) {
        drawn.put(sample * mean.length + i, (float) (fit.gain * mean[i] + fit.offset));
      }
    }
    return drawn;
  }

  /**
   * Returns the error on held-out faces.
   *
   * @throws IllegalArgumentException if they have other channels or another side
   * @throws IllegalStateException if no face was added, or all masks are empty
   */
  public double error(BatchSide heldOut) {
    return error(heldOut, draw(heldOut));
  }

  /**
   * Returns the error of the mean as it is, the same picture for each held-out face: no single
   * picture is much better, so a model with this error draws all faces alike.
   *
   * @throws IllegalArgumentException if they have other channels or another side
   * @throws IllegalStateException if no face was added
   */
  public double unfittedError(BatchSide heldOut) {
    check(heldOut);
    float[] mean = mean();
    FloatBuffer drawn = FloatBuffer.allocate(heldOut.count() * mean.length);
    for (int sample = 0; sample < heldOut.count(); sample++) {
      drawn.put(sample * mean.length, mean);
    }
    return error(heldOut, drawn);
  }

  private static double error(BatchSide heldOut, FloatBuffer drawn) {
    MaskedError error = new MaskedError();
    error.add(heldOut, drawn);
    return error.value();
  }

  private record Fit(double gain, double offset) {}

  /** Weighted least squares about the weighted means, which keeps small variances exact. */
  private static Fit fit(float[] mean, BatchSide heldOut, int sample) {
    double weight = 0;
    double meanSum = 0;
    double targetSum = 0;
    for (int i = 0; i < mean.length; i++) {
      double mask = mask(heldOut, sample, i);
      weight += mask;
      meanSum += mask * mean[i];
      targetSum += mask * heldOut.target().get(sample * mean.length + i);
    }
    if (weight <= 0) {
      return new Fit(1, 0);
    }
    double meanLevel = meanSum / weight;
    double targetLevel = targetSum / weight;
    double variance = 0;
    double covariance = 0;
    for (int i = 0; i < mean.length; i++) {
      double mask = mask(heldOut, sample, i);
      double above = mean[i] - meanLevel;
      variance += mask * above * above;
      covariance += mask * above * (heldOut.target().get(sample * mean.length + i) - targetLevel);
    }
    double gain = variance / weight < FLAT ? 0 : covariance / variance;
    return new Fit(gain, targetLevel - gain * meanLevel);
  }

  /** The mask at a value of a sample's channels; all channels share it. */
  private static double mask(BatchSide faces, int sample, int value) {
    int plane = faces.side() * faces.side();
    return faces.mask().get(sample * plane + value % plane);
  }

  private void check(BatchSide given) {
    if (given.channels() != channels || given.side() != side) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a mean of faces of %d channels and %d pixels takes only such faces, got %d and %d",
              channels,
              side,
              given.channels(),
              given.side()));
    }
  }
}
