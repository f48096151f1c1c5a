package org.saehdbw.merging;

import java.util.List;
import java.util.Map;
import org.saehdbw.faces.FaceType;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.merging.matching.Motion;
import org.saehdbw.merging.options.MergeOptions;
import org.saehdbw.pictures.Affine;
import org.saehdbw.pictures.Picture;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.testing.TestFaces;
import org.saehdbw.transfers.Pixels;

/** A small frame with a face, and a prediction of one colour, whose results can be foretold. */
final class DrawnMerge {
  static final int SIDE = 32;
  static final int WIDTH = 120;
  static final int HEIGHT = 90;

  private DrawnMerge() {}

  /** A frontal face whose square has the given side and place. */
  static Landmarks landmarks(double side, double left, double top) {
    return TestFaces.frontal(100).map(new Affine(side / 100, 0, left, 0, side / 100, top));
  }

  /** Stripes of two grays, or of two colours. */
  static Picture frame(int channels) {
    byte[] pixels = new byte[WIDTH * HEIGHT * channels];
    for (int i = 0; i < pixels.length; i++) {
      int x = i / channels % WIDTH;
      pixels[i] = (byte) (x / 10 % 2 == 0 ? 60 + 20 * (i % channels) : 100 + 30 * (i % channels));
    }
    return new Picture(WIDTH, HEIGHT, channels, pixels);
  }

  /** A face of one value, with masks that are whole. */
  static Prediction prediction(int channels, float value) {
    float[] face = new float[SIDE * SIDE * channels];
    java.util.Arrays.fill(face, value);
    float[] mask = new float[SIDE * SIDE];
    java.util.Arrays.fill(mask, 1);
    return new Prediction(new Pixels(SIDE, SIDE, channels, face), mask, mask.clone());
  }

  static MergeFace face(Landmarks landmarks, Prediction prediction) {
    return new MergeFace(landmarks, Motion.NONE, prediction);
  }

  /** Options without a transfer and with a whole mask, changed as given. */
  static MergeOptions options(String... namesAndValues) {
    try {
      MergeOptions options =
          MergeOptions.of(Map.of("color_transfer_mode", "none", "mask_mode", "full"), "test");
      for (int i = 0; i < namesAndValues.length; i += 2) {
        options = options.with(Map.of(namesAndValues[i], namesAndValues[i + 1]), "test");
      }
      return options;
    } catch (SettingsException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static MergedFrame merge(Picture frame, MergeOptions options, MergeFace... faces) {
    try (FrameMerger merger = new FrameMerger(FaceType.WHOLE, SIDE, MergeNetworks.NONE, 1)) {
      return merger.merge(frame, List.of(faces), options);
    }
  }

  static int at(Picture picture, int x, int y) {
    return picture.pixels()[(y * picture.width() + x) * picture.channels()] & 0xFF;
  }
}
