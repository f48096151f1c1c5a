package org.saehdbw.dataloaders;

import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.saehdbw.pictures.OpenCv;
import org.saehdbw.tensors.CounterRandom;

/**
 * Changes pictures as a {@link ToneJitter} says. Belongs to one thread; owns its scratch memory.
 */
final class ToneAugmenter implements AutoCloseable {
  private static final double FULL_CIRCLE = 360;
  private static final double FINEST_BLUR = 0.1;

  /** Of a sum of four bytes. */
  private static final float BYTES_MEAN = 510;

  private static final float BYTES_DEVIATION = (float) Math.sqrt(4 * (256.0 * 256 - 1) / 12);

  private final Mat noise = new Mat();
  private final Mat spread = new Mat();
  private float[] values = new float[0];

  /** Changes gamma and contrast of a picture of floats, which is clipped to [0, 1] for gamma. */
  static void expose(Mat picture, ToneJitter tone) {
    if (tone.gamma() != 1) {
      clip(picture);
      Core.pow(picture, tone.gamma(), picture);
    }
    if (tone.contrast() != 1) {
      picture.convertTo(picture, -1, tone.contrast(), 0.5 - 0.5 * tone.contrast());
    }
  }

  /** Limits values to [0, 1]. */
  static void clip(Mat picture) {
    Imgproc.threshold(picture, picture, 1, 0, Imgproc.THRESH_TRUNC);
    Imgproc.threshold(picture, picture, 0, 0, Imgproc.THRESH_TOZERO);
  }

  /**
   * Shifts hue, saturation and brightness of a picture of three channels (spec/facesets 5.4, step
   * 3); the result is in [0, 1].
   */
  static void shiftHue(Mat picture, ToneJitter tone) {
    Imgproc.cvtColor(picture, picture, Imgproc.COLOR_BGR2HSV);
    // One by one: the lists of split and merge go through matrices that may be deleted in use.
    Mat hue = new Mat();
    Mat saturation = new Mat();
    Mat brightness = new Mat();
    Mat wrapped = new Mat();
    Core.extractChannel(picture, hue, 0);
    Core.extractChannel(picture, saturation, 1);
    Core.extractChannel(picture, brightness, 2);
    Core.add(hue, new Scalar(tone.hue()), hue);
    Core.compare(hue, new Scalar(FULL_CIRCLE), wrapped, Core.CMP_GE);
    Core.subtract(hue, new Scalar(FULL_CIRCLE), hue, wrapped);
    Core.compare(hue, new Scalar(0), wrapped, Core.CMP_LT);
    Core.add(hue, new Scalar(FULL_CIRCLE), hue, wrapped);
    Core.add(saturation, new Scalar(tone.saturation()), saturation);
    Core.add(brightness, new Scalar(tone.brightness()), brightness);
    clip(saturation);
    clip(brightness);
    Core.insertChannel(hue, picture, 0);
    Core.insertChannel(saturation, picture, 1);
    Core.insertChannel(brightness, picture, 2);
    OpenCv.release(hue, saturation, brightness, wrapped);
    Imgproc.cvtColor(picture, picture, Imgproc.COLOR_HSV2BGR);
    clip(picture);
  }

  /**
   * Gives finished inputs the look of film: first soft, then grainy. Grain is the same in all
   * channels, and strongest at middle gray: of grains that are dark with probability p, the share
   * deviates as the root of p (1 - p).
   *
   * @param planes values in [0, 1]
   * @param random of the grain, a stream of this sample's own
   */
  void film(Mat[] planes, ToneJitter tone, CounterRandom random) {
    if (tone.blur() >= FINEST_BLUR) {
      for (Mat plane : planes) {
        Imgproc.GaussianBlur(plane, plane, new Size(0, 0), tone.blur());
      }
    }
    if (tone.grain() > 0) {
      drawNoise(planes[0].rows(), tone, random);
      for (Mat plane : planes) {
        Core.multiply(plane, plane, spread);
        Core.subtract(plane, spread, spread);
        Core.max(spread, new Scalar(0), spread);
        Core.sqrt(spread, spread);
        Core.multiply(spread, noise, spread, 2 * tone.grain());
        Core.add(plane, spread, plane);
        clip(plane);
      }
    }
  }

  /** About normal, of deviation 1 whatever the size of the grains. */
  private void drawNoise(int side, ToneJitter tone, CounterRandom random) {
    if (values.length != side * side) {
      values = new float[side * side];
      noise.create(side, side, CvType.CV_32FC1);
    }
    for (int i = 0; i < values.length; i++) {
      int bits = random.nextBits();
      int sum = (bits & 0xFF) + (bits >>> 8 & 0xFF) + (bits >>> 16 & 0xFF) + (bits >>> 24);
      values[i] = (sum - BYTES_MEAN) / BYTES_DEVIATION;
    }
    noise.put(0, 0, values);
    if (tone.grainSize() >= FINEST_BLUR) {
      int taps = 2 * (int) Math.ceil(4 * tone.grainSize()) + 1;
      Mat kernel = Imgproc.getGaussianKernel(taps, tone.grainSize(), CvType.CV_32F);
      double power = kernel.dot(kernel);
      kernel.convertTo(kernel, -1, 1 / Math.sqrt(power));
      Imgproc.sepFilter2D(noise, noise, -1, kernel, kernel);
      OpenCv.release(kernel);
    }
  }

  @Override
  public void close() {
    OpenCv.release(noise, spread);
  }
}
