package org.saehdbw.merging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.saehdbw.merging.options.MergeMode;
import org.saehdbw.merging.options.MergeOptions;
import org.saehdbw.pictures.Picture;

/**
 * Every stored case of the original merger: each stage from the stored result of the stage before,
 * within about three times the distance of a computation in double precision (README, column A),
 * then the whole chain. {@code WORKBENCH_MERGING_DIRS} names further folders.
 */
class MergingParityTest {
  private static final int CASES = 70;

  /** The largest difference of each stage, and how many values may exceed it. */
  private static final Map<String, Limit> LIMITS =
      Map.ofEntries(
          Map.entry("face matrices", new Limit(1.2e-5, 1, 0)),
          Map.entry("dst_face", new Limit(2.4e-3, 6e-5, 0)),
          Map.entry("predictor_input", new Limit(2.4e-3, 6e-5, 0)),
          Map.entry("mask_mode", new Limit(1.5e-4, 5e-5, 0)),
          Map.entry("mask_eroded", new Limit(3e-4, 1e-4, 0)),
          Map.entry("mask_workspace", new Limit(3e-4, 1e-4, 0)),
          Map.entry("mask_workspace of levels", new Limit(2.1e-3, 1e-3, 0)),
          // The floor of 1/255 decides for a pixel in some cases.
          Map.entry("mask_frame", new Limit(1.5e-4, 1e-5, 2)),
          Map.entry("mask_face", new Limit(3e-4, 1e-4, 0)),
          Map.entry("area_mask", new Limit(0, 1, 5)),
          Map.entry("face_pasted none", new Limit(1.5e-4, 5e-5, 0)),
          Map.entry("face_pasted lct", new Limit(1.5e-4, 5e-5, 0)),
          Map.entry("face_pasted mkl", new Limit(1.5e-4, 5e-5, 0)),
          Map.entry("face_pasted mkl-m", new Limit(1.5e-4, 5e-5, 0)),
          Map.entry("face_pasted sot-m", new Limit(6e-4, 2e-4, 0)),
          Map.entry("face_pasted idt", new Limit(7.5e-3, 6e-4, 0)),
          // One pixel lies on the edge of the lowest bin, which is pulled to 0.
          Map.entry("face_pasted idt-m", new Limit(7.5e-3, 6e-4, 3)),
          Map.entry("face_pasted hist-match", new Limit(6e-3, 6e-4, 0)),
          Map.entry("face_pasted rct", new Limit(7.5e-3, 2.4e-3, 0)),
          // Ranks of the transfer's differences, of which 3 in 100 values are far apart.
          Map.entry("face_pasted hist-match after rct", new Limit(7.5e-3, 2.4e-3, 830)),
          Map.entry("face_pasted mix-m", new Limit(0.02, 2e-4, 0)),
          Map.entry("clone_source", new Limit(1e-6, 1e-6, 0)),
          Map.entry("clone_result", new Limit(1 / 255.0 + 1e-6, 3e-5, 0)),
          Map.entry("crop_before", new Limit(6e-4, 1e-4, 0)),
          Map.entry("crop_after", new Limit(3e-4, 1e-4, 0)),
          Map.entry("crop_after sharpened", new Limit(3e-3, 1e-4, 0)),
          Map.entry("crop_after hist-match", new Limit(6e-3, 1e-4, 0)),
          Map.entry("crop_after rct", new Limit(7.5e-3, 2.4e-3, 0)),
          Map.entry("background", new Limit(0.5 / 255 + 1e-5, 2e-3, 0)),
          Map.entry("merged", new Limit(1 / 255.0 + 1e-6, 2e-4, 0)));

  /**
   * What a stage may differ by.
   *
   * @param largest of nearly all values
   * @param mean of all values
   * @param beyond how many values may be farther off
   */
  record Limit(double largest, double mean, int beyond) {}

  static List<Path> files() {
    return MergingCase.files();
  }

  @Test
  void allCasesAreThere() {
    assertThat(files()).hasSizeGreaterThanOrEqualTo(CASES);
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyStageFromTheStoredOneBefore(Path file) {
    MergingCase of = MergingCase.read(file);
    List<String> beyond = new ArrayList<>();
    for (int face = 0; face < of.faces().size(); face++) {
      for (MergingStages.Found found : new MergingStages(of, face).run()) {
        Limit limit = LIMITS.get(found.stage());
        assertThat(limit).as(found.stage()).isNotNull();
        if (found.mean() > limit.mean || found.beyond(limit.largest) > limit.beyond) {
          beyond.add(of.name() + ", face " + face + ": " + found);
        }
      }
    }
    assertThat(beyond).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("files")
  void theWholeChain(Path file) {
    MergingCase of = MergingCase.read(file);
    try (FrameMerger merger = new FrameMerger(of.type(), of.side(), of.networks(), 1)) {
      MergedFrame merged =
          merger.merge(
              of.frame(),
              of.faces(),
              of.options(),
              new FrameMerger.Given(of.rules(), of::geometry, face -> of.draws()));
      Levels picture = Levels.between(merged.picture(), of.merged());
      Levels mask =
          Levels.between(merged.mask(), of.picture(of.json().get("merged_mask").asText()));
      assertThat(mask.largest()).as("%s, mask: %s", of.name(), mask).isLessThanOrEqualTo(1);
      ChainLimit limit = ChainLimit.of(of);
      assertThat(picture.largest())
          .as("%s: %s", of.name(), picture)
          .isLessThanOrEqualTo(limit.largest());
      assertThat(picture.shareAbove(limit.usual()))
          .as("%s: %s", of.name(), picture)
          .isLessThanOrEqualTo(limit.share());
    }
  }

  /**
   * How far a merged picture may be from the stored one, in levels.
   *
   * @param usual what all but a few values keep
   * @param share of values that may exceed it
   * @param largest what all values keep
   */
  record ChainLimit(int usual, double share, int largest) {
    /** Transfers that are not exact add their own differences. */
    static ChainLimit of(MergingCase of) {
      MergeOptions options = of.options();
      int usual = options.mode().isSeamless() ? 2 : 1;
      String transfer = options.toMap().get("color_transfer_mode");
      boolean match =
          options.mode() == MergeMode.HIST_MATCH || options.mode() == MergeMode.SEAMLESS_HIST_MATCH;
      if (options.colorDegradePower() > 0) {
        return new ChainLimit(usual, 0.007, 18);
      }
      return switch (transfer) {
        case "mix-m" -> new ChainLimit(usual, 3e-4, 3);
        case "rct" -> match ? new ChainLimit(usual, 1e-3, 13) : new ChainLimit(2, 0, 2);
        case "idt-m", "sot-m" -> new ChainLimit(usual, 1e-5, 2);
        default -> new ChainLimit(usual, match ? 1e-4 : 0, match ? 2 : usual);
      };
    }
  }

  /** How many values differ by how many levels. */
  record Levels(int largest, List<Integer> counts) {
    static Levels between(Picture ours, Picture theirs) {
      assertThat(List.of(ours.width(), ours.height(), ours.channels()))
          .isEqualTo(List.of(theirs.width(), theirs.height(), theirs.channels()));
      int[] counts = new int[256];
      int largest = 0;
      for (int i = 0; i < ours.pixels().length; i++) {
        int levels = Math.abs((ours.pixels()[i] & 0xFF) - (theirs.pixels()[i] & 0xFF));
        counts[levels]++;
        largest = Math.max(largest, levels);
      }
      List<Integer> list = new ArrayList<>();
      for (int i = 0; i <= largest; i++) {
        list.add(counts[i]);
      }
      return new Levels(largest, list);
    }

    double shareAbove(int levels) {
      long all = 0;
      long above = 0;
      for (int i = 0; i < counts.size(); i++) {
        all += counts.get(i);
        above += i > levels ? counts.get(i) : 0;
      }
      return (double) above / all;
    }
  }
}
