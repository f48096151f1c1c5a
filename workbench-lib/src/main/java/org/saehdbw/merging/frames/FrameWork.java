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
    DeepPicture picture = frame.picture();
    shown = channels == 1 ? picture.toGray() : picture.toColour();
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
    List<MergeFace> merged = new ArrayList<>();
    for (int i = 0; i < predictions.size(); i++) {
      FrameFaces.Found face = faces.get(i);
      SteadyFaces.Steadied drawn = predictions.get(i);
      merged.add(
          new MergeFace(face.landmarks(), face.motion(), drawn.prediction(), drawn.correction()));
    }
    DeepPicture result;
    Picture mask;
    if (shown.bits() == 8) {
      MergedFrame made = merger.merge(eightBits(), merged, options);
      result = DeepPicture.of(made.picture());
      mask = made.mask();
    } else {
      List<Pixels> made = merger.merge(floats(shown), merged, options);
      result = deep(made.get(0), shown.bits());
      mask = deep(made.get(1), 8).to8Bits();
    }
    return new Merged(finished(result, keepsColour), mask);
  }

  private DeepPicture finished(DeepPicture result, boolean keepsColour) {
    boolean isSameSize =
        result.width() == frame.picture().width() && result.height() == frame.picture().height();
    if (keepsColour && isSameSize && result.channels() == 1 && frame.picture().channels() == 3) {
      return KeptColour.of(frame.picture(), shown, result);
    }
    return result.channels() == 3 && frame.picture().channels() == 1 ? result.toGray() : result;
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
