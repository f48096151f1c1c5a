package org.saehdbw.merging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.saehdbw.merging.DrawnMerge.HEIGHT;
import static org.saehdbw.merging.DrawnMerge.SIDE;
import static org.saehdbw.merging.DrawnMerge.WIDTH;
import static org.saehdbw.merging.DrawnMerge.face;
import static org.saehdbw.merging.DrawnMerge.frame;
import static org.saehdbw.merging.DrawnMerge.landmarks;
import static org.saehdbw.merging.DrawnMerge.merge;
import static org.saehdbw.merging.DrawnMerge.options;
import static org.saehdbw.merging.DrawnMerge.prediction;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.faces.FaceType;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.merging.options.MergeOptions;
import org.saehdbw.pictures.Picture;
import org.saehdbw.transfers.Pixels;

class FrameMergerTest {
  private static final Landmarks MIDDLE = landmarks(48, 36, 20);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "original",
        "overlay",
        "hist-match",
        "seamless",
        "seamless-hist-match",
        "raw-rgb",
        "raw-predict"
      })
  void everyModeGivesTheSameBytesOnTwoThreadsAndFromUsedMemory(String mode) {
    for (int channels = 1; channels <= 3; channels += 2) {
      MergeOptions options =
          options("mode", mode, "color_transfer_mode", "rct", "erode_mask_modifier", "5");
      MergeFace face = face(MIDDLE, prediction(channels, 0.4f));
      MergedFrame once = merge(frame(channels), options, face);
      try (FrameMerger merger = new FrameMerger(FaceType.WHOLE, SIDE, MergeNetworks.NONE, 2)) {
        merger.merge(
            frame(channels),
            List.of(face(landmarks(70, 3, 9), prediction(channels, 0.9f))),
            options("blur_mask_modifier", "20"));
        MergedFrame again = merger.merge(frame(channels), List.of(face), options);
        assertThat(again.picture().pixels()).isEqualTo(once.picture().pixels());
        assertThat(again.mask().pixels()).isEqualTo(once.mask().pixels());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"overlay", "seamless"})
  void theLookOfTheFilmIsTheSameOnTwoThreadsAndChangesTheFaceOnly(String mode) {
    Picture frame = frame(3);
    byte[] pixels = frame.pixels();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] += (byte) (i * 7919L % 13);
    }
    MergeFace face = face(MIDDLE, textured());
    MergedFrame plain = merge(frame, options("mode", mode), face);
    for (String[] look :
        List.of(new String[] {"sharpness_match", "100"}, new String[] {"grain_match", "100"})) {
      MergeOptions options = options("mode", mode, look[0], look[1]);
      MergedFrame once = merge(frame, options, face);
      int changed = 0;
      for (int i = 0; i < pixels.length; i++) {
        boolean isOutside = once.mask().pixels()[i / 3] == 0;
        if (isOutside) {
          assertThat(once.picture().pixels()[i]).as(look[0]).isEqualTo(pixels[i]);
        }
        changed += once.picture().pixels()[i] == plain.picture().pixels()[i] ? 0 : 1;
      }
      assertThat(changed).as(look[0]).isGreaterThan(500);
      try (FrameMerger merger = new FrameMerger(FaceType.WHOLE, SIDE, MergeNetworks.NONE, 2)) {
        merger.merge(frame, List.of(face(landmarks(70, 3, 9), textured())), options);
        assertThat(merger.merge(frame, List.of(face), options).picture().pixels())
            .as(look[0])
            .isEqualTo(once.picture().pixels());
      }
    }
  }

  /** A face of soft stripes. */
  private static Prediction textured() {
    Prediction plain = prediction(3, 0.4f);
    float[] values = plain.face().values();
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) (0.05 * Math.sin(i / 3 % SIDE * 0.9));
    }
    return plain;
  }

  @ParameterizedTest
  @CsvSource({"-200, 10", "500, 10", "30, -300", "30, 900", "-24, -24", "100, 70"})
  void aFaceOutsideOfTheFrameHarmsNothing(double left, double top) {
    for (String mode : List.of("overlay", "seamless", "hist-match")) {
      MergedFrame merged =
          merge(
              frame(1),
              options("mode", mode, "color_transfer_mode", "rct"),
              face(landmarks(48, left, top), prediction(1, 0.9f)));
      byte[] plain = frame(1).pixels();
      int changedOutside = 0;
      for (int i = 0; i < WIDTH * HEIGHT; i++) {
        boolean changed = merged.picture().pixels()[i] != plain[i];
        changedOutside += merged.mask().pixels()[i] == 0 && changed ? 1 : 0;
      }
      assertThat(changedOutside).isZero();
    }
  }

  @Test
  void twoFacesAreBlendedByTheirMasks() {
    MergeFace left = face(landmarks(40, 5, 20), prediction(1, 0));
    MergeFace right = face(landmarks(40, 75, 40), prediction(1, 1));
    MergedFrame both = merge(frame(1), options(), left, right);
    Picture onlyLeft = merge(frame(1), options(), left).picture();
    Picture onlyRight = merge(frame(1), options(), right).picture();
    byte[] expected = onlyLeft.pixels().clone();
    for (int y = 0; y < HEIGHT; y++) {
      int half = y * WIDTH + WIDTH / 2;
      System.arraycopy(onlyRight.pixels(), half, expected, half, WIDTH / 2);
    }
    assertThat(both.picture().pixels()).isEqualTo(expected);
  }

  @Test
  void aFrameWithoutFacesStaysAsItIs() {
    MergedFrame merged = merge(frame(3), options());
    assertThat(merged.picture().pixels()).isEqualTo(frame(3).pixels());
    assertThat(merged.mask().pixels()).containsOnly(0);
    MergedFrame square = merge(frame(3), options("mode", "raw-predict"));
    assertThat(square.picture().width()).isEqualTo(SIDE);
    assertThat(square.picture().pixels()).containsOnly(0);
  }

  @Test
  void framesOfFloatsKeepTheirDepth() {
    Picture bytes = frame(3);
    float[] values = new float[bytes.pixels().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (bytes.pixels()[i] & 0xFF) / 255f + 0.3f / 65535;
    }
    Pixels deep = new Pixels(WIDTH, HEIGHT, 3, values);
    MergeFace face = face(MIDDLE, prediction(3, 0.1234567f));
    try (FrameMerger merger = new FrameMerger(FaceType.WHOLE, SIDE, MergeNetworks.NONE, 1)) {
      List<Pixels> merged = merger.merge(deep, List.of(face), options());
      assertThat(merged.get(0).values()[0]).isEqualTo(values[0]);
      int middle = 3 * (45 * WIDTH + 60);
      assertThat(merged.get(0).values()[middle]).isCloseTo(0.1234567f, within(1e-7f));
      assertThat(merged.get(1).values()[45 * WIDTH + 60]).isEqualTo(1);
      MergedFrame eight = merger.merge(bytes, List.of(face), options());
      int farthest = 0;
      for (int i = 0; i < values.length; i++) {
        int level = eight.picture().pixels()[i] & 0xFF;
        farthest =
            Math.max(farthest, Math.abs(Math.round(merged.get(0).values()[i] * 255) - level));
      }
      assertThat(farthest).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    MergeFace gray = face(MIDDLE, prediction(1, 0.5f));
    assertThatThrownBy(() -> merge(frame(3), options(), gray))
        .hasMessage(
            "a prediction must have 32 x 32 pixels and the frame's 3 channels, got 32 x 32 and 1");
    Prediction broken = prediction(1, 0.5f);
    broken.face().values()[7] = Float.NaN;
    assertThatThrownBy(() -> merge(frame(1), options(), face(MIDDLE, broken)))
        .hasMessage("a predicted face must have finite values only");
    Prediction brokenMask = prediction(1, 0.5f);
    brokenMask.mask()[7] = Float.POSITIVE_INFINITY;
    assertThatThrownBy(
            () -> merge(frame(1), options("mask_mode", "learned-prd"), face(MIDDLE, brokenMask)))
        .hasMessage("a predicted mask must have finite values only");
    assertThatThrownBy(() -> merge(frame(1), options("mask_mode", "xseg-dst"), gray))
        .hasMessage(
            "mask_mode xseg-dst needs a segmentation network (XSeg), and none is given; modes"
                + " without it are full, dst and learned-*");
    assertThatThrownBy(() -> merge(frame(1), options("super_resolution_power", "3"), gray))
        .hasMessage("super_resolution_power must be 0 without a network that enlarges, got 3");
    assertThatThrownBy(() -> new FrameMerger(FaceType.MARK_ONLY, 32, MergeNetworks.NONE, 1))
        .hasMessage(
            "a model's faces must be of type h, mf, f, wf or head and have a side of at least 1,"
                + " got mark_only and 32");
    assertThatThrownBy(
            () -> new Prediction(new Pixels(2, 1, 1, new float[2]), new float[2], new float[2]))
        .hasMessage(
            "a prediction needs a square face and masks of its size, got 2 x 1 and masks of 2 and"
                + " 2 values");
  }
}
