package org.saehdbw.merging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.saehdbw.merging.DrawnMerge.HEIGHT;
import static org.saehdbw.merging.DrawnMerge.SIDE;
import static org.saehdbw.merging.DrawnMerge.WIDTH;
import static org.saehdbw.merging.DrawnMerge.at;
import static org.saehdbw.merging.DrawnMerge.face;
import static org.saehdbw.merging.DrawnMerge.frame;
import static org.saehdbw.merging.DrawnMerge.landmarks;
import static org.saehdbw.merging.DrawnMerge.merge;
import static org.saehdbw.merging.DrawnMerge.options;
import static org.saehdbw.merging.DrawnMerge.prediction;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.saehdbw.faces.FaceType;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.merging.filters.LineBlur;
import org.saehdbw.merging.filters.Planes;
import org.saehdbw.merging.matching.Motion;
import org.saehdbw.merging.options.MergeOptions;
import org.saehdbw.parallel.Team;
import org.saehdbw.pictures.Picture;
import org.saehdbw.tensors.CounterRandom;
import org.saehdbw.transfers.MaskedTransfer;
import org.saehdbw.transfers.TransferDraws;

/** Each mistake of the original that is mended by default: our answer and the original's. */
class MendedMergeTest {
  private static final Landmarks MIDDLE = landmarks(48, 36, 20);
  private static final String[] ORIGINAL = {"compat", "deepfacelab"};

  private static MergeOptions original(String... namesAndValues) {
    String[] all = Arrays.copyOf(namesAndValues, namesAndValues.length + 2);
    System.arraycopy(ORIGINAL, 0, all, namesAndValues.length, 2);
    return options(all);
  }

  private static long count(Picture picture, int value) {
    long count = 0;
    for (byte pixel : picture.pixels()) {
      count += (pixel & 0xFF) == value ? 1 : 0;
    }
    return count;
  }

  private static int differing(Picture a, Picture b) {
    int count = 0;
    for (int i = 0; i < a.pixels().length; i++) {
      count += a.pixels()[i] == b.pixels()[i] ? 0 : 1;
    }
    return count;
  }

  @ParameterizedTest
  @CsvSource({"1", "3"})
  void valuesAreRoundedAndCutByTheOriginal(int channels) {
    float value = 100.75f / 255;
    MergeFace face = face(MIDDLE, prediction(channels, value));
    assertThat(at(merge(frame(channels), options(), face).picture(), 60, 45)).isEqualTo(101);
    assertThat(at(merge(frame(channels), original(), face).picture(), 60, 45)).isEqualTo(100);
  }

  @Test
  void theInteriorOfTheMaskIsWhole() {
    float justBelow = Math.nextDown(1f);
    assertThat(MergeRules.MENDED.toByte(justBelow)).isEqualTo(255);
    assertThat(new MergeRules(true, false).toByte(justBelow)).isEqualTo(254);
    MergingCase of =
        MergingCase.read(MergingCase.folders().get(0).resolve("cases/type_head_profile.json"));
    Picture theirs = of.picture(of.json().get("merged_mask").asText());
    assertThat(count(theirs, 254)).isGreaterThan(5000);
    MergeOptions mended =
        options("mask_mode", "full", "blur_mask_modifier", "60", "compat", "none");
    try (FrameMerger merger = new FrameMerger(of.type(), of.side(), MergeNetworks.NONE, 1)) {
      // The blur's shoulder has some.
      assertThat(count(merger.merge(of.frame(), of.faces(), mended).mask(), 254)).isLessThan(1000);
    }
  }

  @Test
  void anOptionThatDoesNothingChangesNothing() {
    Prediction noisy = checkered();
    MergeFace slow = new MergeFace(MIDDLE, new Motion(3, 20), noisy);
    String[][] idle = {
      {"motion_blur_power", "10"}, {"sharpen_mode", "none", "blursharpen_amount", "10"}
    };
    for (String[] option : idle) {
      Picture plain = merge(frame(1), options(), slow).picture();
      assertThat(merge(frame(1), options(option), slow).picture().pixels())
          .isEqualTo(plain.pixels());
      Picture theirs = merge(frame(1), original(), slow).picture();
      assertThat(differing(merge(frame(1), original(option), slow).picture(), theirs))
          .isGreaterThan(300);
    }
  }

  private static Prediction checkered() {
    Prediction plain = prediction(1, 0);
    for (int i = 0; i < SIDE * SIDE; i++) {
      plain.face().values()[i] = (i + i / SIDE) % 2 == 0 ? 0.2f : 0.8f;
    }
    return plain;
  }

  @Test
  void denoisingTheFrameLeavesTheFaceSharp() {
    MergeFace face = face(MIDDLE, checkered());
    Picture plain = merge(frame(1), options(), face).picture();
    Picture denoised = merge(frame(1), options("image_denoise_power", "100"), face).picture();
    for (int y = 35; y < 55; y++) {
      assertThat(at(denoised, 60, y)).isEqualTo(at(plain, 60, y));
    }
    Picture theirs = merge(frame(1), original("image_denoise_power", "100"), face).picture();
    Picture theirPlain = merge(frame(1), original(), face).picture();
    assertThat(differing(theirs, theirPlain)).isGreaterThan(differing(denoised, plain));
  }

  @Test
  void evenMotionKernelsHaveTheirMiddleOnThePixel() {
    Motion motion = new Motion(9.6, 0);
    MergeOptions ours = options("motion_blur_power", "100");
    assertThat(CropFilters.motionKernel(motion, ours, MergeRules.MENDED)).isEqualTo(11);
    assertThat(CropFilters.motionKernel(motion, ours, new MergeRules(true, false))).isEqualTo(10);
    assertThat(middleAfter(11)).isCloseTo(20, within(1e-4));
    assertThat(middleAfter(10)).isCloseTo(20.5, within(1e-4));
  }

  /** Where the middle of mass of a point goes. */
  private static double middleAfter(int size) {
    Planes point = new Planes().exact(41, 41, 1);
    point.plane(0)[20 * 41 + 20] = 1;
    new LineBlur(size, 0).apply(point);
    double sum = 0;
    for (int i = 0; i < point.count(); i++) {
      sum += i % 41 * point.plane(0)[i];
    }
    return sum;
  }

  @Test
  void evenErosionIsTheSameOnBothSides() {
    assertThat(erodedEnds(options("erode_mask_modifier", "40"), MergeRules.MENDED))
        .containsExactly(20, 127 - 20);
    assertThat(erodedEnds(original("erode_mask_modifier", "40"), new MergeRules(true, false)))
        .containsExactly(20, 127 - 19);
  }

  /** The first and the last column of the middle row that an erosion leaves. */
  private static int[] erodedEnds(MergeOptions options, MergeRules rules) {
    float[][] rows = new float[4 * SIDE][4 * SIDE];
    for (float[] row : rows) {
      Arrays.fill(row, 1);
    }
    new MaskStage(Team.ALONE).shape(rows, options, rules);
    int first = 0;
    while (rows[2 * SIDE][first] == 0) {
      first++;
    }
    int last = 4 * SIDE - 1;
    while (rows[2 * SIDE][last] == 0) {
      last--;
    }
    return new int[] {first, last};
  }

  @Test
  void aWideBlurLeavesSomeOfTheMask() {
    MergeFace face = face(MIDDLE, prediction(1, 1));
    MergedFrame theirs = merge(frame(1), original("blur_mask_modifier", "128"), face);
    assertThat(count(theirs.mask(), 0)).isEqualTo(WIDTH * HEIGHT);
    assertThat(theirs.picture().pixels()).isEqualTo(frame(1).pixels());
    MergedFrame ours = merge(frame(1), options("blur_mask_modifier", "128"), face);
    assertThat(at(ours.mask(), 60, 44)).isGreaterThan(100);
    assertThat(ours.mask().pixels())
        .isEqualTo(merge(frame(1), options("blur_mask_modifier", "96"), face).mask().pixels());
  }

  @Test
  void aTinyFaceIsMergedFromFourPixelsAndTheFrameDegraded() {
    MergeFace face = face(landmarks(4.2, 40.3, 40.3), prediction(1, 1));
    Picture ours = merge(frame(1), options(), face).picture();
    assertThat(differing(ours, frame(1))).isPositive();
    Picture theirs = merge(frame(1), original(), face).picture();
    assertThat(theirs.pixels()).isEqualTo(frame(1).pixels());
    MergeFace tinier = face(landmarks(2, 40, 40), prediction(1, 1));
    assertThat(merge(frame(1), options(), tinier).picture().pixels()).isEqualTo(frame(1).pixels());
    String[] degrade = {"bicubic_degrade_power", "50"};
    assertThat(differing(merge(frame(1), options(degrade), tinier).picture(), frame(1)))
        .isGreaterThan(500);
    assertThat(merge(frame(1), original(degrade), tinier).picture().pixels())
        .isEqualTo(frame(1).pixels());
  }

  @Test
  void theNetworkSeesTheEdgeRepeatedOutsideOfTheFrame() {
    Landmarks half = landmarks(48, -24, 20);
    try (FrameMerger merger = new FrameMerger(FaceType.WHOLE, SIDE, MergeNetworks.NONE, 1)) {
      float[] ours = merger.predictorInput(frame(1), half, options()).values();
      float[] theirs = merger.predictorInput(frame(1), half, original()).values();
      assertThat(ours[16 * SIDE + 4]).isCloseTo(60 / 255f, within(0.01f));
      assertThat(theirs[16 * SIDE + 4]).isZero();
      assertThat(ours[16 * SIDE + 28]).isEqualTo(theirs[16 * SIDE + 28]);
    }
  }

  @Test
  void predictedSquaresLieSideBySide() {
    MergeFace first = face(MIDDLE, prediction(1, 0.2f));
    MergeFace second = face(landmarks(30, 10, 10), prediction(1, 0.8f));
    MergedFrame ours = merge(frame(1), options("mode", "raw-predict"), first, second);
    assertThat(ours.picture().width()).isEqualTo(2 * SIDE);
    assertThat(at(ours.picture(), 5, 5)).isEqualTo(51);
    assertThat(at(ours.picture(), SIDE + 5, 5)).isEqualTo(204);
    assertThat(count(ours.mask(), 255)).isEqualTo(2 * SIDE * SIDE);
    MergedFrame theirs = merge(frame(1), original("mode", "raw-predict"), first, second);
    assertThat(theirs.picture().width()).isEqualTo(SIDE);
    assertThat(at(theirs.picture(), 5, 5)).isEqualTo(204);
  }

  /** An area of one brightness gives the face this brightness, whatever lies around it. */
  @Test
  void statisticsOfRctAreThoseOfTheArea() {
    assertThat(insideAfterRct(MergeRules.MENDED)).isCloseTo(0.6f, within(1e-3f));
    assertThat(insideAfterRct(new MergeRules(true, false))).isGreaterThan(0.65f);
  }

  private static float insideAfterRct(MergeRules rules) {
    Planes face = new Planes().exact(4, 4, 1);
    Planes dst = new Planes().exact(4, 4, 1);
    float[] area = new float[16];
    for (int i = 0; i < 16; i++) {
      area[i] = i < 8 ? 1 : 0;
      face.plane(0)[i] = i < 8 ? 0.2f + i * 0.05f : 0.9f;
      dst.plane(0)[i] = i < 8 ? 0.6f : 0.1f;
    }
    new ColourStage(Team.ALONE)
        .transfer(
            face,
            dst,
            area,
            MaskedTransfer.RCT,
            TransferDraws.of(CounterRandom.of(1, "test", 0, 0)),
            rules);
    return face.plane(0)[7];
  }

  @Test
  void grayIsPastedAsColourIs() {
    MergeFace gray = face(MIDDLE, checkered());
    Prediction three = prediction(3, 0);
    for (int i = 0; i < three.face().values().length; i++) {
      three.face().values()[i] = gray.prediction().face().values()[i / 3];
    }
    MergeFace colour = face(MIDDLE, three);
    Picture grayFrame = frame(1);
    Picture ours = merge(grayFrame, options(), gray).picture();
    assertThat(merge(grayFrame.toThreeChannels(), options(), colour).picture().pixels())
        .isEqualTo(ours.toThreeChannels().pixels());
    Picture theirs = merge(grayFrame, original(), gray).picture();
    assertThat(
            differing(
                merge(grayFrame.toThreeChannels(), original(), colour).picture(),
                theirs.toThreeChannels()))
        .isGreaterThan(1000);
  }

  @Test
  void grayTakesTheLearnedMaskWhole() {
    Prediction left = prediction(1, 1);
    for (int i = 0; i < SIDE * SIDE; i++) {
      left.mask()[i] = i % SIDE < SIDE / 2 ? 0 : 1;
    }
    String[] learned = {"mask_mode", "learned-prd"};
    assertThat(at(merge(frame(1), options(learned), face(MIDDLE, left)).mask(), 72, 44))
        .isEqualTo(255);
    assertThat(count(merge(frame(1), original(learned), face(MIDDLE, left)).mask(), 0))
        .isEqualTo(WIDTH * HEIGHT);
  }
}
