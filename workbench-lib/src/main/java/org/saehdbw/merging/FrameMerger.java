package org.saehdbw.merging;

import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.opencv.core.Rect;
import org.saehdbw.faces.FaceType;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.merging.filters.Planes;
import org.saehdbw.merging.options.MergeMode;
import org.saehdbw.merging.options.MergeOptions;
import org.saehdbw.parallel.Team;
import org.saehdbw.pictures.Picture;
import org.saehdbw.tensors.CounterRandom;
import org.saehdbw.transfers.Pixels;
import org.saehdbw.transfers.TransferDraws;

/**
 * Merges predicted faces into frames, gray (1 channel) or colour (3). The result is a pure function
 * of the arguments: the same bytes at any number of threads and in any order of frames. Owns memory
 * that is used again from frame to frame, so it belongs to one thread at a time.
 *
 * <pre>{@code
 * try (FrameMerger merger = new FrameMerger(FaceType.WHOLE, 192, MergeNetworks.NONE, 2)) {
 *   Pixels input = merger.predictorInput(frame, landmarks, options);
 *   MergeFace face = new MergeFace(landmarks, Motion.NONE, model.predict(input));
 *   MergedFrame merged = merger.merge(frame, List.of(face), options);
 * }
 * }</pre>
 */
public final class FrameMerger implements AutoCloseable {
  /** A thread's share of rows is not worth less. */
  private static final int ROWS = 32;

  private final FaceType type;
  private final int side;
  private final MergeNetworks networks;
  private final Team team;
  private final FaceRenderer renderer;
  private final Planes part = new Planes();

  /**
   * Makes a merger for one model.
   *
   * @param type of the model's faces: half, mid-full, full, whole or head
   * @param side of the model's faces in pixels
   * @param networks that options may need
   * @param threads that work on one frame, the calling one included; use 1 where several frames are
   *     merged at once
   * @throws IllegalArgumentException if no model has such faces, or threads is out of range
   */
  public FrameMerger(FaceType type, int side, MergeNetworks networks, int threads) {
    if (type.option().isEmpty() || side < 1) {
      throw new IllegalArgumentException(
          "a model's faces must be of type h, mf, f, wf or head and have a side of at least 1, got "
              + type.fileName()
              + " and "
              + side);
    }
    this.type = type;
    this.side = side;
    this.networks = networks;
    team = new Team(threads, "merge");
    renderer = new FaceRenderer(team, networks);
  }

  /**
   * Cuts the square that the model is given, side x side, values in [0, 1].
   *
   * @param landmarks in the frame's pixels
   * @throws IllegalArgumentException if the landmarks allow no alignment
   */
  public Pixels predictorInput(Picture frame, Landmarks landmarks, MergeOptions options) {
    return predictorInput(new FrameSource.Bytes(frame), landmarks, options);
  }

  Pixels predictorInput(FrameSource frame, Landmarks landmarks, MergeOptions options) {
    FaceGeometry geometry = FaceGeometry.of(landmarks, type, side, options);
    load(frame, geometry.part(frame.width(), frame.height()), part);
    FaceSquare square = renderer.square();
    square.cut(part, geometry, MergeRules.of(options, frame.channels()));
    return square.predictorInput(side);
  }

  /**
   * Merges faces into a frame of 8 bits.
   *
   * @param faces in the order in which they are painted; without any the frame is returned
   * @throws IllegalArgumentException if a prediction has another side than the model or other
   *     channels than the frame, has values that are not finite, landmarks allow no alignment, or a
   *     network is missing
   */
  public MergedFrame merge(Picture frame, List<MergeFace> faces, MergeOptions options) {
    return merge(frame, faces, options, given(faces, options, frame.channels()));
  }

  MergedFrame merge(Picture frame, List<MergeFace> faces, MergeOptions options, Given given) {
    return canvas(new FrameSource.Bytes(frame), faces, options, given).merged(frame);
  }

  /**
   * Merges faces into a frame of floats, such as one of 16 bits; nothing is rounded.
   *
   * @param faces in the order in which they are painted
   * @return the picture, and its mask as a picture of one channel
   * @throws IllegalArgumentException as {@link #merge(Picture, List, MergeOptions)} does
   */
  public List<Pixels> merge(Pixels frame, List<MergeFace> faces, MergeOptions options) {
    Given given = given(faces, options, frame.channels());
    FrameCanvas canvas = canvas(new FrameSource.Floats(frame), faces, options, given);
    return List.of(canvas.pixels(frame), canvas.maskPixels());
  }

  /** What tests replace by what the original had: mistakes, maps and draws of each face. */
  record Given(
      MergeRules rules, IntFunction<FaceGeometry> geometries, IntFunction<TransferDraws> draws) {}

  private Given given(List<MergeFace> faces, MergeOptions options, int channels) {
    return new Given(
        MergeRules.of(options, channels),
        face -> FaceGeometry.of(faces.get(face).landmarks(), type, side, options),
        face -> TransferDraws.of(CounterRandom.of(0, "merge", 0, face)));
  }

  private FrameCanvas canvas(
      FrameSource frame, List<MergeFace> faces, MergeOptions options, Given given) {
    networks.requireFor(options);
    for (MergeFace face : faces) {
      requireFitting(face.prediction().face(), frame);
    }
    FrameCanvas canvas = new FrameCanvas(frame, given.rules, team, faces.size() > 1);
    FrameBackground background = new FrameBackground(frame, options, team);
    for (int i = 0; i < faces.size(); i++) {
      MergeFace face = faces.get(i);
      FaceGeometry geometry = given.geometries.apply(i);
      Rect rect =
          background.isWhole()
              ? new Rect(0, 0, frame.width(), frame.height())
              : geometry.part(frame.width(), frame.height());
      load(frame, rect, part);
      FaceRenderer.Job job =
          new FaceRenderer.Job(
              part,
              background.of(part),
              frame.width(),
              frame.height(),
              face,
              geometry,
              options,
              given.rules,
              given.draws.apply(i));
      if (options.mode() == MergeMode.RAW_PREDICT) {
        canvas.addSquare(renderer.predicted(job), renderer.mask());
      } else {
        Planes rendered = renderer.render(job);
        canvas.add(rendered, renderer.mask(), renderer.changesOutside());
      }
    }
    if (options.mode() == MergeMode.RAW_PREDICT) {
      canvas.finishSquares(side);
    }
    return canvas;
  }

  private void requireFitting(Pixels face, FrameSource frame) {
    if (face.width() != side || face.channels() != frame.channels()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a prediction must have %d x %d pixels and the frame's %d channels, got %d x %d and"
                  + " %d",
              side,
              side,
              frame.channels(),
              face.width(),
              face.height(),
              face.channels()));
    }
  }

  private void load(FrameSource frame, Rect rect, Planes to) {
    to.atLeast(rect.width, rect.height, frame.channels()).at(rect.x, rect.y);
    team.bands(rect.height, ROWS, (from, end) -> frame.load(to, from, end));
  }

  @Override
  public void close() {
    team.close();
  }
}
