package org.saehdbw.merging;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.saehdbw.merging.filters.Lanczos;
import org.saehdbw.merging.filters.Planes;
import org.saehdbw.merging.filters.SeamlessClone;
import org.saehdbw.merging.filters.Warp;
import org.saehdbw.merging.options.MergeMode;
import org.saehdbw.merging.options.MergeOptions;
import org.saehdbw.parallel.Team;
import org.saehdbw.pictures.Affine;
import org.saehdbw.transfers.MaskedTransfer;
import org.saehdbw.transfers.TransferDraws;

/**
 * Renders one face on a part of the original frame. Owns memory that is used again; belongs to one
 * thread at a time, and what it returns is valid until the next call.
 */
final class FaceRenderer {
  private static final int ROWS = 32;
  private static final int LEAST_ROWS = 16;
  private static final float BOX_THRESHOLD = 0.1f;

  /** The shortest side, in pixels, of a mask that is merged. */
  private static final int LEAST_SIDE = 4;

  private static final float SMALLEST_THRESHOLD = 0.1f;

  private final Team team;
  private final FaceSquare square;
  private final MaskStage masks;
  private final ColourStage colours;
  private final Planes pasted = new Planes();
  private final Planes frameMask = new Planes();
  private final Planes composed = new Planes();
  private final Planes crop = new Planes();
  private float[] faceMask = new float[0];
  private float[] area = new float[0];
  private boolean changesOutside;

  FaceRenderer(Team team, MergeNetworks networks) {
    this.team = team;
    square = new FaceSquare(team, networks);
    masks = new MaskStage(team);
    colours = new ColourStage(team);
  }

  /**
   * What one face is rendered with.
   *
   * @param frame the part of the frame
   * @param background the same part, made worse if the options say so
   * @param frameWidth of the whole frame
   * @param frameHeight of the whole frame
   */
  record Job(
      Planes frame,
      Planes background,
      int frameWidth,
      int frameHeight,
      MergeFace face,
      FaceGeometry geometry,
      MergeOptions options,
      MergeRules rules,
      TransferDraws draws) {}

  /** The mask of the part of the frame; the predicted square's in mode raw-predict. */
  Planes mask() {
    return frameMask;
  }

  /** Whether pixels outside of the mask were changed. */
  boolean changesOutside() {
    return changesOutside;
  }

  FaceSquare square() {
    return square;
  }

  /** Makes the square and all masks. */
  private void prepare(Job job) {
    int side = job.geometry.workingSide();
    square.predict(job.face.prediction(), job.options, side);
    square.mask(
        job.frame,
        job.face.landmarks(),
        job.face.prediction(),
        new FaceSquare.Sources(job.options.maskMode(), job.geometry, job.rules));
    float[][] rows = masks.enlarge(square.mask, side, job.geometry.maskSide());
    if (!job.options.mode().isRaw()) {
      masks.shape(rows, job.options, job.rules);
      masks.soften(rows, job.options, job.rules);
    }
    frameMask
        .atLeast(job.frame.width(), job.frame.height(), 1)
        .at(job.frame.left(), job.frame.top());
    if (faceMask.length != side * side) {
      faceMask = new float[side * side];
      area = new float[side * side];
    }
    masks.finish(rows, job.geometry.mask(), frameMask, faceMask, side);
    MaskStage.area(faceMask, area);
  }

  /** The predicted square and its mask, for mode raw-predict. */
  Planes predicted(Job job) {
    prepare(job);
    frameMask.exact(square.face.width(), square.face.height(), 1);
    System.arraycopy(faceMask, 0, frameMask.plane(0), 0, faceMask.length);
    return square.face;
  }

  /** Renders a face; {@link #mask} is its mask. */
  Planes render(Job job) {
    prepare(job);
    MergeMode mode = job.options.mode();
    boolean isTiny = !mode.isRaw() && !isLargeEnough(job);
    if (mode == MergeMode.ORIGINAL || (isTiny && job.rules.original())) {
      changesOutside = false;
      return job.frame;
    }
    changesOutside =
        mode == MergeMode.RAW_RGB
            || job.options.degradesFrame()
            || job.options.colorDegradePower() > 0;
    if (mode == MergeMode.RAW_RGB) {
      return rawRgb(job);
    }
    Planes result = isTiny ? composed.copy(job.background) : merged(job);
    if (job.options.colorDegradePower() > 0) {
      Degrade.colours(result, job.options.colorDegradePower());
    }
    return result;
  }

  private Planes merged(Job job) {
    cutFrame(job);
    transferBefore(job);
    FilmMatch.sharpness(square.face, square.dst, area, job.options.look().sharpness());
    boolean isAtOnce = !filtersCrop(job) && job.options.look().grain() == 0;
    if (!job.options.mode().isSeamless() && isAtOnce) {
      return paste(job, job.background);
    }
    paste(job, null);
    if (job.options.mode().isSeamless()) {
      new SeamlessClone(job.rules.original(), job.frameWidth, job.frameHeight)
          .apply(pasted, job.frame, frameMask.plane(0), threshold(), team);
    }
    return finish(job);
  }

  /** Cuts as much of the frame's square as its colours are needed from. */
  private void cutFrame(Job job) {
    switch (ColourStage.reach(job.options)) {
      case NONE -> {}
      case AREA -> square.cut(job.frame, job.geometry, job.rules, area);
      case ALL -> square.cut(job.frame, job.geometry, job.rules);
    }
  }

  private Planes rawRgb(Job job) {
    Planes ones = new Planes().exact(square.face.width(), square.face.height(), 1);
    ones.fill(1);
    Planes whole = part(new Planes(), job, 1);
    Warp.cubic(ones, job.geometry.output(), whole, Warp.Border.BLACK, null, team);
    part(pasted, job, job.frame.channels());
    Warp.cubic(square.face, job.geometry.output(), pasted, Warp.Border.BLACK, null, team);
    composed.copy(job.frame);
    for (int c = 0; c < composed.channels(); c++) {
      float[] to = composed.plane(c);
      float[] from = pasted.plane(c);
      float[] share = whole.plane(0);
      for (int i = 0; i < composed.count(); i++) {
        to[i] = to[i] * (1 - share[i]) + from[i] * share[i];
      }
    }
    composed.clip();
    return composed;
  }

  private static Planes part(Planes planes, Job job, int channels) {
    return planes
        .atLeast(job.frame.width(), job.frame.height(), channels)
        .at(job.frame.left(), job.frame.top());
  }

  /** The original measures last minus first, and so asks for one pixel more. */
  private boolean isLargeEnough(Job job) {
    int width = job.frame.width();
    int left = width;
    int right = -1;
    int top = -1;
    int bottom = -1;
    float[] mask = frameMask.plane(0);
    for (int y = 0; y < job.frame.height(); y++) {
      int start = y * width;
      int first = 0;
      while (first < width && mask[start + first] < BOX_THRESHOLD) {
        first++;
      }
      if (first == width) {
        continue;
      }
      int last = width - 1;
      while (mask[start + last] < BOX_THRESHOLD) {
        last--;
      }
      left = Math.min(left, first);
      right = Math.max(right, last);
      top = top < 0 ? y : top;
      bottom = y;
    }
    int more = job.rules.original() ? 0 : 1;
    return top >= 0 && Math.min(right - left, bottom - top) + more >= LEAST_SIDE;
  }

  private void transferBefore(Job job) {
    MergeOptions options = job.options;
    if (!options.mode().isSeamless()) {
      transfer(job, square.face);
    }
    if (options.mode() == MergeMode.HIST_MATCH) {
      colours.histogram(
          square.face, square.dst, area, options.maskedHistMatch(), options.histMatchThreshold());
    }
  }

  private void transfer(Job job, Planes content) {
    Optional<MaskedTransfer> wanted = job.options.colorTransfer();
    if (wanted.isPresent()) {
      colours.transfer(content, square.dst, area, wanted.get(), job.draws, job.rules);
      job.face.correction().apply(content);
    }
  }

  /** Pastes the face; over {@code under}, if given, it is blended at once. */
  private Planes paste(Job job, @Nullable Planes under) {
    part(pasted, job, job.frame.channels());
    part(composed, job, job.frame.channels());
    Affine map = job.geometry.output();
    float[] where = frameMask.plane(0);
    Team.Band resampling =
        job.rules.fork()
            ? new Lanczos(square.face, map, pasted, where)::rows
            : new Warp(square.face, map, pasted, Warp.Border.BLACK, where, true)::rows;
    team.bands(
        pasted.height(),
        LEAST_ROWS,
        (from, to) -> {
          resampling.rows(from, to);
          if (under != null) {
            blend(under, pasted, from, to);
          }
        });
    return composed;
  }

  /** The smallest of 0.1, 0.2, ... that some pixel exceeds. */
  private float threshold() {
    float largest = 0;
    for (int i = 0; i < frameMask.count(); i++) {
      largest = Math.max(largest, frameMask.plane(0)[i]);
    }
    return largest > SMALLEST_THRESHOLD ? SMALLEST_THRESHOLD : 0;
  }

  /** Whether the face is cut out of the composed frame again, filtered and pasted once more. */
  private static boolean filtersCrop(Job job) {
    MergeOptions options = job.options;
    boolean changesCrop =
        options.mode() == MergeMode.SEAMLESS_HIST_MATCH
            || (options.mode().isSeamless() && options.colorTransfer().isPresent())
            || CropFilters.motionKernel(job.face.motion(), options, job.rules) > 0
            || CropFilters.sharpens(options);
    boolean asked =
        options.motionBlurPower() != 0
            || options.blursharpenAmount() != 0
            || options.degradesFrame();
    return changesCrop || (job.rules.original() && asked);
  }

  private Planes finish(Job job) {
    if (!filtersCrop(job)) {
      addGrain(job);
      return blend(job.background, pasted);
    }
    filterCrop(job);
    part(pasted, job, job.frame.channels());
    Warp.cubic(crop, job.geometry.face(), pasted, Warp.Border.BLACK, frameMask.plane(0), team);
    addGrain(job);
    Planes result = blend(job.background, pasted);
    result.clip();
    return result;
  }

  private void addGrain(Job job) {
    FilmMatch.grain(
        pasted, job.frame, frameMask.plane(0), job.face.landmarks(), job.options.look().grain());
  }

  /** Cuts the composed face out of the frame again and filters it. */
  void filterCrop(Job job) {
    Planes frame = blend(job.frame, pasted);
    int side = job.geometry.workingSide();
    crop.exact(side, side, frame.channels());
    Warp.cubic(frame, job.geometry.face().inverse(), crop, job.rules.border(), null, team);
    if (job.options.mode().isSeamless()) {
      transfer(job, crop);
    }
    if (job.options.mode() == MergeMode.SEAMLESS_HIST_MATCH) {
      colours.histogram(crop, square.dst, area, false, job.options.histMatchThreshold());
    }
    CropFilters.motionBlur(crop, job.face.motion(), job.options, job.rules);
    CropFilters.sharpen(crop, job.options);
  }

  private Planes blend(Planes under, Planes over) {
    composed.atLeast(under.width(), under.height(), under.channels()).at(under.left(), under.top());
    team.bands(under.height(), ROWS, (from, to) -> blend(under, over, from, to));
    return composed;
  }

  private void blend(Planes under, Planes over, int fromRow, int toRow) {
    float[] share = frameMask.plane(0);
    int from = fromRow * under.width();
    int to = toRow * under.width();
    for (int c = 0; c < composed.channels(); c++) {
      float[] out = composed.plane(c);
      float[] low = under.plane(c);
      float[] high = over.plane(c);
      for (int i = from; i < to; i++) {
        out[i] = low[i] * (1 - share[i]) + high[i] * share[i];
      }
    }
  }
}
