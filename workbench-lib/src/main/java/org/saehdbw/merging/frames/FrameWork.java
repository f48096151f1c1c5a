package org.saehdbw.merging.frames;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.saehdbw.films.FilmFrame;
import org.saehdbw.merging.FrameMerger;
import org.saehdbw.merging.MergeFace;
import org.saehdbw.merging.MergedFrame;
import org.saehdbw.merging.matching.FrameFaces;
import org.saehdbw.merging.options.MergeOptions;
import org.saehdbw.pictures.DeepPicture;
import org.saehdbw.pictures.Picture;
import org.saehdbw.transfers.Pixels;

/**
 * One frame on its way: the squares of its faces for the model, then the merged picture. Belongs to
 * one thread at a time.
 */
public final class FrameWork {
  private final FilmFrame frame;
  private final int channels;
  private final DeepPicture shown;
  private final MergeOptions options;
  private final boolean isContext;
  private final List<FrameFaces.Found> faces = new ArrayList<>();
  private final List<Integer> faceNumbers = new ArrayList<>();
  private final List<Pixels> squares = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private @Nullable Picture eight;

  /**
   * Takes a frame.
   *
   * @param channels of the model; the frame is merged in as many
   * @param found its faces
   * @param unusable why other faces of it cannot be merged
   * @param options how it is merged
   * @param isContext whether it is only predicted, for the frames around it
   */
  public FrameWork(
      FilmFrame frame,
      int channels,
      List<FrameFaces.Found> found,
      List<String> unusable,
      MergeOptions options,
      boolean isContext) {
    this.frame = frame;
    this.isContext = isContext;
    problems.addAll(unusable);
    this.options = options;
    this.channels = channels;
    DeepPicture picture = frame.picture();
    shown = inChannels(picture);
    for (int i = 0; i < found.size(); i++) {
      FrameFaces.Found face = found.get(i);
      String problem = MergeSource.problem(face.landmarks(), picture.width(), picture.height());
      if (problem.isEmpty()) {
        faces.add(face);
        faceNumbers.add(i);
      } else {
        problems.add(face.file() + ": " + problem);
      }
    }
  }

  private DeepPicture inChannels(DeepPicture picture) {
    return channels == 1 ? picture.toGray() : picture.toColour();
  }

  /** Whether it is only predicted, for the frames around it. */
  public boolean isContext() {
    return isContext;
  }

  /** The frame as it was read. */
  public FilmFrame frame() {
    return frame;
  }

  /** Cuts the squares that the model is given; faces that allow none become problems. */
  public void cut(FrameMerger merger) {
    for (int i = 0; i < faces.size(); ) {
      FrameFaces.Found face = faces.get(i);
      try {
        squares.add(merger.predictorInput(eightBits(), face.landmarks(), options));
        i++;
      } catch (IllegalArgumentException e) {
        faces.remove(i);
        faceNumbers.remove(i);
        problems.add(face.file() + ": " + e.getMessage());
      }
    }
  }

  /** Made once for the square and the merge. */
  private Picture eightBits() {
    if (eight == null) {
      eight = shown.to8Bits();
    }
    return eight;
  }

  /** The squares that were cut, in the order of the faces. */
  public List<Pixels> squares() {
    return squares;
  }

  /** Which of the frame's faces a square is of, from 0. */
  int faceNumber(int square) {
    return faceNumbers.get(square);
  }

  /** How this frame is merged. */
  public MergeOptions options() {
    return options;
  }

  /** How many faces are merged. */
  public int faces() {
    return faces.size();
  }

  /** Why faces of this frame were left out. */
  public List<String> problems() {
    return problems;
  }

  /**
   * A merged frame.
   *
   * @param picture of the frame's bits, with the channels that it is written with
   * @param mask of one channel and 8 bits
   */
  public record Merged(DeepPicture picture, Picture mask) {}

  /**
   * Merges.
   *
   * @param predictions one for each square
   * @param keepsColour whether a gray result becomes the luma of the frame's own colours
   * @throws IllegalArgumentException if the options need a network that is missing
   */
  public Merged merge(
      FrameMerger merger, List<SteadyFaces.Steadied> predictions, boolean keepsColour) {
    return merge(merger, predictions, keepsColour, frame.picture(), shown);
  }

  /**
   * Merges onto what another model made of this frame. Squares were cut from the frame as it was.
   *
   * @param predictions one for each square
   * @param keepsColour whether a gray result becomes the luma of the other's colours
   * @param before what the other model made
   * @return the picture, and the mask of both; {@code before} itself if there is no face
   * @throws IllegalArgumentException if the options need a network that is missing
   */
  public Merged mergeOnto(
      Merged before,
      FrameMerger merger,
      List<SteadyFaces.Steadied> predictions,
      boolean keepsColour) {
    if (predictions.isEmpty()) {
      return before;
    }
    DeepPicture base = before.picture();
    Merged made = merge(merger, predictions, keepsColour, base, inChannels(base));
    byte[] both = made.mask().pixels().clone();
    for (int i = 0; i < both.length; i++) {
      both[i] = (byte) Math.max(both[i] & 0xff, before.mask().pixels()[i] & 0xff);
    }
    Picture mask = new Picture(made.mask().width(), made.mask().height(), 1, both);
    return new Merged(made.picture(), mask);
  }

  /**
   * Merges onto a picture.
   *
   * @param base with its own channels
   * @param seen the same with those of the model
   */
  private Merged merge(
      FrameMerger merger,
      List<SteadyFaces.Steadied> predictions,
      boolean keepsColour,
      DeepPicture base,
      DeepPicture seen) {
    List<MergeFace> merged = new ArrayList<>();
    for (int i = 0; i < predictions.size(); i++) {
      FrameFaces.Found face = faces.get(i);
      SteadyFaces.Steadied drawn = predictions.get(i);
      merged.add(
          new MergeFace(face.landmarks(), face.motion(), drawn.prediction(), drawn.correction()));
    }
    DeepPicture result;
    Picture mask;
    if (seen.bits() == 8) {
      Picture eightBits = seen == shown ? eightBits() : seen.to8Bits();
      MergedFrame made = merger.merge(eightBits, merged, options);
      result = DeepPicture.of(made.picture());
      mask = made.mask();
    } else {
      List<Pixels> made = merger.merge(floats(seen), merged, options);
      result = deep(made.get(0), seen.bits());
      mask = deep(made.get(1), 8).to8Bits();
    }
    return new Merged(finished(result, keepsColour, base, seen), mask);
  }

  private static DeepPicture finished(
      DeepPicture result, boolean keepsColour, DeepPicture base, DeepPicture seen) {
    boolean isSameSize = result.width() == base.width() && result.height() == base.height();
    if (keepsColour && isSameSize && result.channels() == 1 && base.channels() == 3) {
      return KeptColour.of(base, seen, result);
    }
    return result.channels() == 3 && base.channels() == 1 ? result.toGray() : result;
  }

  private static Pixels floats(DeepPicture picture) {
    float[] values = new float[picture.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) picture.at(i) / picture.white();
    }
    return new Pixels(picture.width(), picture.height(), picture.channels(), values);
  }

  private static DeepPicture deep(Pixels pixels, int bits) {
    int white = (1 << bits) - 1;
    short[] values = new short[pixels.values().length];
    for (int i = 0; i < values.length; i++) {
      float value = Math.max(0, Math.min(1, pixels.values()[i]));
      values[i] = (short) Math.round(white * value);
    }
    return new DeepPicture(pixels.width(), pixels.height(), pixels.channels(), bits, values);
  }
}
