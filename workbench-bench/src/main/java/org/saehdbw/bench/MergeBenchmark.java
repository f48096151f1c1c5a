package org.saehdbw.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.saehdbw.dataloaders.PicturePixels;
import org.saehdbw.faces.FaceType;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.merging.FrameMerger;
import org.saehdbw.merging.MergeFace;
import org.saehdbw.merging.MergeNetworks;
import org.saehdbw.merging.Prediction;
import org.saehdbw.merging.matching.Motion;
import org.saehdbw.merging.options.MergeOptions;
import org.saehdbw.pictures.Affine;
import org.saehdbw.pictures.Picture;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.synthesis.FaceParameters;
import org.saehdbw.synthesis.SyntheticFaces;

/**
 * Merges a drawn face of 192 px into a frame of 1280 x 720 in memory, without a network. The square
 * takes 320 px of the frame, of which the face's outline is about 192 px wide.
 */
final class MergeBenchmark {
  static final int SIDE = 192;
  static final int WIDTH = 1280;
  static final int HEIGHT = 720;
  static final int SQUARE = 320;
  private static final int LEFT = 470;
  private static final int TOP = 190;
  private static final int WARM_UP = 150;

  /** One row: what differs from the defaults, and the original's figure in milliseconds. */
  enum Case {
    DEFAULT("default", 26, Map.of()),
    SEAMLESS("seamless", 71, Map.of("mode", "seamless")),
    HIST_MATCH("hist-match", 32, Map.of("mode", "hist-match")),
    SOT_M("sot-m", 1047, Map.of("color_transfer_mode", "sot-m")),
    ERODE_BLUR("erode-blur", 58, Map.of("erode_mask_modifier", "20", "blur_mask_modifier", "50"));

    final String row;
    final double original;
    final Map<String, String> options;

    Case(String row, double original, Map<String, String> options) {
      this.row = row;
      this.original = original;
      this.options = options;
    }
  }

  private final int rounds;
  private final int threads;
  private final Picture frame;
  private final MergeFace face;

  MergeBenchmark(int rounds, int threads, boolean gray) {
    this.rounds = rounds;
    this.threads = threads;
    SyntheticFaces drawn = SyntheticFaces.of(2).size(SQUARE).colour().seed(5);
    FaceParameters parameters = drawn.parameters(0);
    Landmarks landmarks =
        drawn.metadata(parameters).landmarks().map(new Affine(1, 0, LEFT, 0, 1, TOP));
    Picture colour = background(drawn.render(parameters));
    frame = gray ? colour.toGray() : colour;
    Picture other = SyntheticFaces.of(2).size(SIDE).colour().seed(5).decode(1);
    face =
        new MergeFace(landmarks, Motion.NONE, prediction(gray ? other.toGray() : other, landmarks));
  }

  /** The face's square on a soft pattern. */
  private static Picture background(Picture square) {
    byte[] pixels = new byte[WIDTH * HEIGHT * 3];
    for (int i = 0; i < pixels.length; i++) {
      int x = i / 3 % WIDTH;
      int y = i / 3 / WIDTH;
      pixels[i] = (byte) (int) (128 + 60 * Math.sin(x / 37.0 + i % 3) * Math.cos(y / 23.0));
    }
    int row = SQUARE * 3;
    for (int y = 0; y < SQUARE; y++) {
      int to = ((TOP + y) * WIDTH + LEFT) * 3;
      System.arraycopy(square.pixels(), y * row, pixels, to, row);
    }
    return new Picture(WIDTH, HEIGHT, 3, pixels);
  }

  /** Masks are soft ellipses, about where a whole face's outline is. */
  private static Prediction prediction(Picture other, Landmarks landmarks) {
    float[] mask = new float[SIDE * SIDE];
    double middleX = (landmarks.x(30) - LEFT) * SIDE / SQUARE;
    double middleY = (landmarks.y(30) - TOP) * SIDE / SQUARE;
    for (int i = 0; i < mask.length; i++) {
      double distance =
          Math.hypot((i % SIDE - middleX) / (0.3 * SIDE), (i / SIDE - middleY) / (0.38 * SIDE));
      mask[i] = (float) Math.max(0, Math.min(1, 10 * (1.05 - distance)));
    }
    return new Prediction(PicturePixels.of(other), mask, mask.clone());
  }

  /** Times a case; the first calls are not counted. */
  BenchRow row(Case which) throws SettingsException {
    MergeOptions options = MergeOptions.of(which.options, "bench merge");
    double[] millis = new double[rounds];
    try (FrameMerger merger = new FrameMerger(FaceType.WHOLE, SIDE, MergeNetworks.NONE, threads)) {
      for (int i = -Math.min(WARM_UP, 3 * rounds); i < rounds; i++) {
        long start = System.nanoTime();
        merger.merge(frame, List.of(face), options);
        if (i >= 0) {
          millis[i] = (System.nanoTime() - start) / 1e6;
        }
      }
    }
    double median = Numbers.median(millis);
    return new BenchRow(
        which.row,
        median,
        "ms",
        Arrays.stream(millis).min().orElseThrow(),
        Arrays.stream(millis).max().orElseThrow(),
        OptionalDouble.of(which.original),
        OptionalDouble.of(median / which.original));
  }
}
