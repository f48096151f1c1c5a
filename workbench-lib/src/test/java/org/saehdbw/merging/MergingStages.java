package org.saehdbw.merging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.opencv.core.Rect;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.merging.filters.Lanczos;
import org.saehdbw.merging.filters.Planes;
import org.saehdbw.merging.filters.SeamlessClone;
import org.saehdbw.merging.filters.Warp;
import org.saehdbw.merging.options.MergeMode;
import org.saehdbw.merging.options.MergeOptions;
import org.saehdbw.parallel.Team;
import org.saehdbw.pictures.Affine;
import org.saehdbw.pictures.Picture;
import org.saehdbw.transfers.MaskedTransfer;

/** Every stage of one face of a case, each from the stored result of the stage before. */
final class MergingStages {
  private static final Team TEAM = Team.ALONE;

  private final MergingCase of;
  private final int face;
  private final MergeOptions options;
  private final MergeRules rules;
  private final Planes frame;
  private final FaceGeometry geometry;
  private final List<Found> found = new ArrayList<>();

  /** A stage's absolute differences. */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  record Found(String stage, double largest, double mean, double[] all) {
    static Found of(String stage, double... all) {
      double sum = 0;
      double largest = 0;
      for (double difference : all) {
        sum += difference;
        largest = difference <= largest ? largest : difference;
      }
      return new Found(stage, largest, sum / all.length, all);
    }

    long beyond(double limit) {
      return Arrays.stream(all).filter(difference -> !(difference <= limit)).count();
    }

    @Override
    public String toString() {
      return stage + ": largest " + largest + ", mean " + mean;
    }
  }

  MergingStages(MergingCase of, int face) {
    this.of = of;
    this.face = face;
    options = of.options();
    rules = of.rules();
    Picture picture = of.frame();
    frame = new Planes().exact(picture.width(), picture.height(), picture.channels());
    new FrameSource.Bytes(picture).load(frame);
    FaceGeometry own = FaceGeometry.of(of.landmarks().get(face), of.type(), of.side(), options);
    found.add(Found.of("face matrices", matrices(own)));
    geometry = of.geometry(face);
  }

  private double matrices(FaceGeometry own) {
    double largest = off(own.face(), of.matrix(face, "face_mat"), own.workingSide());
    largest =
        Math.max(largest, off(own.output(), of.matrix(face, "face_output_mat"), own.workingSide()));
    largest =
        Math.max(largest, off(own.mask(), of.matrix(face, "face_mask_output_mat"), own.maskSide()));
    return Math.max(largest, off(own.segmented(), of.geometry(face).segmented(), Segmenter.SIDE));
  }

  /** How far the square's corners and middle are moved, of the side. */
  private static double off(Affine a, Affine b, int side) {
    Affine back = a.inverse();
    double largest = 0;
    for (int i = 0; i < 4; i++) {
      double x = back.mapX(i % 2 * side, i / 2 * side);
      double y = back.mapY(i % 2 * side, i / 2 * side);
      double moved = Math.hypot(a.mapX(x, y) - b.mapX(x, y), a.mapY(x, y) - b.mapY(x, y));
      largest = Math.max(largest, moved / side);
    }
    return largest;
  }

  List<Found> run() {
    int side = geometry.workingSide();
    Landmarks landmarks = of.landmarks().get(face);
    FaceSquare square = new FaceSquare(TEAM, of.networks());
    square.cut(frame, geometry, rules);
    compare("dst_face", square.dst, of.crop(face, "dst_face"));
    if (of.crops().has("f" + face + "_predictor_input")) {
      square.predictorInput(of.side());
      compare(
          "predictor_input",
          square.predictorInput(of.side()).values(),
          of.crop(face, "predictor_input"));
    }
    square.predict(of.prediction(face), options, side);
    square.mask(
        frame,
        landmarks,
        of.prediction(face),
        new FaceSquare.Sources(options.maskMode(), geometry, rules));
    masks(square, side);
    if (!options.mode().isRaw()
        && of.has(face, "mask_frame")
        && options.mode() != MergeMode.ORIGINAL) {
      colours(square, side);
    }
    return found;
  }

  private void masks(FaceSquare square, int side) {
    MaskStage stage = new MaskStage(TEAM);
    if (!of.has(face, "mask_mode")) {
      return;
    }
    compare("mask_mode", square.mask, of.stage(face, "mask_mode"));
    float[][] rows = stage.enlarge(of.stage(face, "mask_mode"), side, geometry.maskSide());
    if (!options.mode().isRaw()) {
      stage.shape(rows, options, rules);
      if (of.has(face, "mask_eroded")) {
        compare("mask_eroded", flat(rows), of.stage(face, "mask_eroded"));
        fill(rows, of.stage(face, "mask_eroded"));
      }
      stage.soften(rows, options, rules);
    }
    if (of.has(face, "mask_workspace")) {
      String name =
          of.isLevels(face, "mask_workspace") ? "mask_workspace of levels" : "mask_workspace";
      compare(name, flat(rows), of.stage(face, "mask_workspace"));
    }
    Planes mask = new Planes().exact(frame.width(), frame.height(), 1);
    stage.toFrame(rows, geometry.mask(), mask);
    compare("mask_frame", mask, of.stage(face, "mask_frame"));
    float[] faceMask = new float[side * side];
    stage.shrink(rows, faceMask, side);
    compare("mask_face", faceMask, of.stage(face, "mask_face"));
    if (of.has(face, "area_mask")) {
      float[] area = new float[side * side];
      MaskStage.area(faceMask, area);
      compare("area_mask", area, of.stage(face, "area_mask"));
    }
  }

  private static float[] flat(float[][] rows) {
    float[] out = new float[rows.length * rows.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = rows[i / rows.length][i % rows.length];
    }
    return out;
  }

  private static void fill(float[][] rows, float[] values) {
    for (int i = 0; i < values.length; i++) {
      rows[i / rows.length][i % rows.length] = values[i];
    }
  }

  private void colours(FaceSquare square, int side) {
    Planes dst = of.planes(of.crop(face, "dst_face"), side, side);
    float[] area = new float[side * side];
    if (of.has(face, "area_mask")) {
      area = of.stage(face, "area_mask");
    } else {
      MaskStage.area(of.stage(face, "mask_face"), area);
    }
    ColourStage colours = new ColourStage(TEAM);
    if (!options.mode().isSeamless()) {
      transfer(colours, square.face, dst, area);
    }
    if (options.mode() == MergeMode.HIST_MATCH) {
      colours.histogram(
          square.face, dst, area, options.maskedHistMatch(), options.histMatchThreshold());
    }
    String stored =
        of.has(face, "face_pasted_stable_sort") ? "face_pasted_stable_sort" : "face_pasted";
    if (of.has(face, stored)) {
      compare("face_pasted " + transferName(), square.face, of.stage(face, stored));
      square.face.copy(of.planes(of.stage(face, stored), side, side));
    }
    Planes pasted = pasted(square.face, false);
    if (of.has(face, "clone_source")) {
      clone(pasted);
    }
    filters(pasted, dst, area, side);
  }

  private String transferName() {
    if (options.mode() == MergeMode.HIST_MATCH) {
      return "hist-match" + options.colorTransfer().map(t -> " after " + t.option()).orElse("");
    }
    return options.colorTransfer().map(MaskedTransfer::option).orElse("none");
  }

  private void transfer(ColourStage colours, Planes content, Planes dst, float[] area) {
    options
        .colorTransfer()
        .ifPresent(t -> colours.transfer(content, dst, area, t, of.draws(), rules));
  }

  /** Into the frame; again after the filters. */
  private Planes pasted(Planes square, boolean again) {
    Planes pasted = new Planes().exact(frame.width(), frame.height(), frame.channels());
    float[] mask = of.stage(face, "mask_frame");
    if (again) {
      Warp.cubic(square, geometry.face(), pasted, Warp.Border.BLACK, mask, TEAM);
      return pasted;
    }
    if (rules.fork()) {
      Lanczos.warp(square, geometry.output(), pasted, mask, TEAM);
    } else {
      Warp.cubic(square, geometry.output(), pasted, Warp.Border.BLACK, mask, TEAM);
    }
    pasted.clip();
    return pasted;
  }

  private void clone(Planes pasted) {
    Rect rect = of.cloneRect(face);
    float[] source = of.stage(face, "clone_source");
    float[] mask = of.stage(face, "clone_mask");
    float[] ours = new float[source.length];
    float[] theirs = source.clone();
    float[] whole = new float[frame.count()];
    for (int i = 0; i < source.length; i++) {
      int pixel = i / frame.channels();
      int at = place(rect, pixel);
      float value = pasted.plane(i % frame.channels())[at];
      whole[at] = mask[pixel];
      ours[i] = mask[pixel] > 0 ? (float) Math.floor(value * 255) / 255 : 0;
      theirs[i] = mask[pixel] > 0 ? source[i] : 0;
      pasted.plane(i % frame.channels())[at] = source[i] + 1e-4f;
    }
    compare("clone_source", ours, theirs);
    new SeamlessClone(true, frame.width(), frame.height()).apply(pasted, frame, whole, 0.5f, TEAM);
    float[] result = of.stage(face, "clone_result");
    for (int i = 0; i < result.length; i++) {
      ours[i] = pasted.plane(i % frame.channels())[place(rect, i / frame.channels())];
    }
    compare("clone_result", ours, result);
    pasted.copy(frame);
    for (int i = 0; i < result.length; i++) {
      pasted.plane(i % frame.channels())[place(rect, i / frame.channels())] = result[i];
    }
  }

  private int place(Rect rect, int pixel) {
    return (rect.y + pixel / rect.width) * frame.width() + rect.x + pixel % rect.width;
  }

  private void filters(Planes pasted, Planes dst, float[] area, int side) {
    if (of.has(face, "background")) {
      Planes background = new Planes().copy(frame);
      Degrade.background(background, options, TEAM);
      background.clip();
      compare("background", background, of.stage(face, "background"));
    }
    if (!of.has(face, "crop_before")) {
      if (options.colorDegradePower() == 0 && of.faces().size() == 1) {
        merged(pasted);
      }
      return;
    }
    float[] mask = of.stage(face, "mask_frame");
    Planes composed = new Planes().copy(frame);
    for (int c = 0; c < composed.channels(); c++) {
      for (int i = 0; i < composed.count(); i++) {
        composed.plane(c)[i] = frame.plane(c)[i] * (1 - mask[i]) + pasted.plane(c)[i] * mask[i];
      }
    }
    Planes crop = new Planes().exact(side, side, frame.channels());
    Warp.cubic(composed, geometry.face().inverse(), crop, Warp.Border.BLACK, null, TEAM);
    compare("crop_before", crop, of.stage(face, "crop_before"));
    if (!of.has(face, "crop_after")) {
      return;
    }
    crop = of.planes(of.stage(face, "crop_before"), side, side);
    ColourStage colours = new ColourStage(TEAM);
    if (options.mode().isSeamless()) {
      transfer(colours, crop, dst, area);
    }
    if (options.mode() == MergeMode.SEAMLESS_HIST_MATCH) {
      colours.histogram(crop, dst, area, false, options.histMatchThreshold());
    }
    CropFilters.motionBlur(crop, of.motion(), options, rules);
    CropFilters.sharpen(crop, options);
    compare("crop_after" + kind(), crop, of.stage(face, "crop_after"));
    if (options.degradesFrame() || of.faces().size() > 1) {
      return;
    }
    merged(pasted(of.planes(of.stage(face, "crop_after"), side, side), true));
  }

  private String kind() {
    if (options.mode() == MergeMode.SEAMLESS_HIST_MATCH) {
      return " hist-match";
    }
    if (options.mode().isSeamless()) {
      return options.colorTransfer().equals(Optional.of(MaskedTransfer.RCT)) ? " rct" : "";
    }
    return CropFilters.sharpens(options) ? " sharpened" : "";
  }

  /** The finished picture from the pasted face. */
  private void merged(Planes pasted) {
    float[] mask = of.stage(face, "mask_frame");
    Picture expected = of.merged();
    float[] ours = new float[expected.pixels().length];
    float[] theirs = new float[ours.length];
    int channels = frame.channels();
    for (int i = 0; i < ours.length; i++) {
      float share = mask[i / channels];
      float under = frame.plane(i % channels)[i / channels];
      float value = under * (1 - share) + pasted.plane(i % channels)[i / channels] * share;
      ours[i] = rules.toByte(value) / 255f;
      theirs[i] = (expected.pixels()[i] & 0xFF) / 255f;
    }
    compare("merged", ours, theirs);
  }

  private void compare(String stage, Planes ours, float[] theirs) {
    float[] values = new float[ours.count() * ours.channels()];
    for (int i = 0; i < values.length; i++) {
      values[i] = ours.plane(i % ours.channels())[i / ours.channels()];
    }
    compare(stage, values, theirs);
  }

  private void compare(String stage, float[] ours, float[] theirs) {
    if (ours.length != theirs.length) {
      throw new AssertionError(stage + ": " + ours.length + " values, not " + theirs.length);
    }
    double[] differences = new double[ours.length];
    for (int i = 0; i < ours.length; i++) {
      differences[i] = Math.abs((double) ours[i] - theirs[i]);
    }
    found.add(Found.of(stage, differences));
  }
}
