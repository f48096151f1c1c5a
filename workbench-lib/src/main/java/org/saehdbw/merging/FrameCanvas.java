package org.saehdbw.merging;

import java.util.ArrayList;
import java.util.List;
import org.saehdbw.merging.filters.Planes;
import org.saehdbw.parallel.Team;
import org.saehdbw.pictures.Picture;
import org.saehdbw.transfers.Pixels;

/**
 * What the faces of a frame give together: the part that they lie in as floats, and its mask. Each
 * face is rendered on the original frame and blended over those before by its mask.
 */
final class FrameCanvas {
  private static final int ROWS = 32;

  private final FrameSource frame;
  private final MergeRules rules;
  private final Team team;
  private final boolean several;
  private final List<Planes> squares = new ArrayList<>();
  private Planes picture = new Planes();
  private Planes mask = new Planes();
  private boolean everywhere;

  /**
   * Makes an empty canvas.
   *
   * @param several whether more than one face follows
   */
  FrameCanvas(FrameSource frame, MergeRules rules, Team team, boolean several) {
    this.frame = frame;
    this.rules = rules;
    this.team = team;
    this.several = several;
  }

  /**
   * Adds a face.
   *
   * @param face the rendered part, kept only until the next face is rendered
   * @param faceMask its mask, of the same size and place
   * @param changedEverywhere whether pixels change where the mask is 0
   */
  void add(Planes face, Planes faceMask, boolean changedEverywhere) {
    everywhere |= changedEverywhere;
    if (!several) {
      picture = face;
      mask = faceMask;
    } else if (picture.channels() == 0) {
      picture = new Planes().copy(face);
      mask = new Planes().copy(faceMask);
    } else {
      extend(face);
      blend(face, faceMask);
    }
  }

  /** Makes room for another part. */
  private void extend(Planes part) {
    int left = Math.min(picture.left(), part.left());
    int top = Math.min(picture.top(), part.top());
    int width = Math.max(right(picture), right(part)) - left;
    int height = Math.max(bottom(picture), bottom(part)) - top;
    Planes larger = new Planes().exact(width, height, frame.channels()).at(left, top);
    frame.load(larger);
    Planes largerMask = new Planes().exact(width, height, 1).at(left, top);
    put(picture, larger);
    put(mask, largerMask);
    picture = larger;
    mask = largerMask;
  }

  private static int right(Planes part) {
    return part.left() + part.width();
  }

  private static int bottom(Planes part) {
    return part.top() + part.height();
  }

  private static void put(Planes part, Planes into) {
    for (int c = 0; c < part.channels(); c++) {
      for (int y = 0; y < part.height(); y++) {
        System.arraycopy(
            part.plane(c), y * part.width(), into.plane(c), place(part, y, into), part.width());
      }
    }
  }

  private static int place(Planes part, int y, Planes into) {
    return (part.top() + y - into.top()) * into.width() + part.left() - into.left();
  }

  private void blend(Planes face, Planes faceMask) {
    for (int y = 0; y < face.height(); y++) {
      int to = place(face, y, picture);
      int from = y * face.width();
      for (int x = 0; x < face.width(); x++) {
        float share = faceMask.plane(0)[from + x];
        for (int c = 0; c < face.channels(); c++) {
          float[] plane = picture.plane(c);
          plane[to + x] = plane[to + x] * (1 - share) + face.plane(c)[from + x] * share;
        }
        mask.plane(0)[to + x] = Math.min(1, mask.plane(0)[to + x] + share);
      }
    }
  }

  /** Adds a predicted square and its mask; those of the original are mixed, ours side by side. */
  void addSquare(Planes face, Planes faceMask) {
    if (rules.original() && !squares.isEmpty()) {
      picture = squares.get(0);
      mask = squares.get(1);
      blend(face, faceMask);
    } else {
      squares.add(new Planes().copy(face));
      squares.add(new Planes().copy(faceMask));
    }
  }

  /**
   * Takes the squares as the result.
   *
   * @param side of the black square that there is without any
   */
  void finishSquares(int side) {
    if (squares.isEmpty()) {
      squares.add(new Planes().exact(side, side, frame.channels()));
      squares.add(new Planes().exact(side, side, 1));
    }
    int height = squares.get(0).height();
    int count = squares.size() / 2;
    picture = new Planes().exact(count * height, height, frame.channels());
    mask = new Planes().exact(count * height, height, 1);
    for (int i = 0; i < count; i++) {
      put(squares.get(2 * i).at(i * height, 0), picture);
      put(squares.get(2 * i + 1).at(i * height, 0), mask);
    }
  }

  private boolean isSquares() {
    return !squares.isEmpty();
  }

  /** The picture of 8 bits, which is the frame with the changed part, and its mask. */
  MergedFrame merged(Picture whole) {
    if (isSquares()) {
      return new MergedFrame(bytes(picture), bytes(mask));
    }
    byte[] pixels = whole.pixels().clone();
    byte[] shares = new byte[whole.width() * whole.height()];
    int channels = whole.channels();
    team.bands(
        picture.height(),
        ROWS,
        (from, to) -> {
          for (int y = from; y < to; y++) {
            int at = (picture.top() + y) * whole.width() + picture.left();
            row(y * picture.width(), pixels, at * channels);
            maskRow(y * picture.width(), shares, at);
          }
        });
    return new MergedFrame(
        new Picture(whole.width(), whole.height(), channels, pixels),
        new Picture(whole.width(), whole.height(), 1, shares));
  }

  private void row(int from, byte[] pixels, int start) {
    float rounding = rules.rounding();
    float[] share = mask.plane(0);
    int channels = picture.channels();
    for (int c = 0; c < channels; c++) {
      float[] plane = picture.plane(c);
      int at = start + c;
      for (int i = from; i < from + picture.width(); i++, at += channels) {
        if (share[i] > 0 || everywhere) {
          pixels[at] = (byte) MergeRules.level(plane[i], rounding);
        }
      }
    }
  }

  private void maskRow(int from, byte[] shares, int start) {
    float rounding = rules.rounding();
    float[] share = mask.plane(0);
    for (int i = from, at = start; i < from + picture.width(); i++, at++) {
      if (share[i] > 0) {
        shares[at] = (byte) MergeRules.level(share[i], rounding);
      }
    }
  }

  private Picture bytes(Planes planes) {
    byte[] pixels = new byte[planes.count() * planes.channels()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) rules.toByte(planes.plane(i % planes.channels())[i / planes.channels()]);
    }
    return new Picture(planes.width(), planes.height(), planes.channels(), pixels);
  }

  /** The picture as floats. */
  Pixels pixels(Pixels whole) {
    float[] values =
        isSquares() ? new float[picture.count() * picture.channels()] : whole.values().clone();
    int channels = frame.channels();
    int width = isSquares() ? picture.width() : whole.width();
    int height = isSquares() ? picture.height() : whole.height();
    for (int c = 0; c < picture.channels(); c++) {
      for (int i = 0; i < picture.count(); i++) {
        int x = picture.left() + i % picture.width();
        int y = picture.top() + i / picture.width();
        values[(y * width + x) * channels + c] = picture.plane(c)[i];
      }
    }
    return new Pixels(width, height, channels, values);
  }

  /** The mask as a picture of floats. */
  Pixels maskPixels() {
    int width = isSquares() ? mask.width() : frame.width();
    int height = isSquares() ? mask.height() : frame.height();
    float[] values = new float[width * height];
    for (int i = 0; mask.channels() > 0 && i < mask.count(); i++) {
      int x = mask.left() + i % mask.width();
      int y = mask.top() + i / mask.width();
      values[y * width + x] = mask.plane(0)[i];
    }
    return new Pixels(width, height, 1, values);
  }
}
