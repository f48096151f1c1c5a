package org.saehdbw.faces;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.saehdbw.pictures.Affine;
import org.saehdbw.pictures.ExifTurn;
import org.saehdbw.pictures.Picture;

/** Finds landmarks that make no upright, plausible face in their picture. */
public final class LandmarkDoubt {
  /** Above this a picture shows a face at its landmarks; see {@link FaceLikeness}. */
  private static final double LIKELY = 0.4;

  /** How much better a turned picture must be before it is worth a remark. */
  private static final double CLEARLY_BETTER = 0.45;

  /** The same where several places are tried. */
  private static final double LIKELY_NEARBY = 0.5;

  /** How far apart these are, as a part of the average face's side. */
  private static final double STEP = 0.12;

  /** The orientations that are turns without a mirror: by 180, 90 and 270 degrees. */
  private static final int[] ROTATIONS = {6, 8, 3};

  private static final int FIRST_TURN = 2;
  private static final int LAST_TURN = 8;

  private LandmarkDoubt() {}

  /**
   * Looks at the points' shape, then at the pixels.
   *
   * @return what is wrong in words, or empty
   */
  public static Optional<String> of(Picture picture, Landmarks points) {
    LandmarkFit fit = LandmarkFit.of(points);
    if (!fit.plausible()) {
      return Optional.of(
          fit.handedness() <= 0
              ? "the landmarks have left and right, or x and y, exchanged"
              : "the landmarks have no face's shape");
    }
    return turn(picture, points)
        .map(turn -> "the landmarks fit the picture " + turn.words() + ", not as it is");
  }

  /** The turn of the picture that its landmarks fit much better than the picture as it is. */
  static Optional<ExifTurn> turn(Picture picture, Landmarks points) {
    double own = FaceLikeness.of(picture, points);
    if (own >= LIKELY) {
      return Optional.empty();
    }
    double best = Math.max(LIKELY, own + CLEARLY_BETTER);
    @Nullable ExifTurn found = null;
    for (int orientation = FIRST_TURN; orientation <= LAST_TURN; orientation++) {
      ExifTurn turn = new ExifTurn(orientation);
      if (inside(points, turn.width(picture), turn.height(picture))) {
        double other =
            FaceLikeness.of(picture, points, turn.map(picture.width(), picture.height()));
        if (other > best) {
          best = other;
          found = turn;
        }
      }
    }
    return Optional.ofNullable(found);
  }

  /**
   * Whether an aligned face's pixels show a face turned by a quarter or half turn near its
   * landmarks, which were not the turned picture's: the face is then beside its place too.
   */
  public static boolean liesNearby(Picture picture, Landmarks points) {
    double own = FaceLikeness.of(picture, points);
    if (own >= LIKELY) {
      return false;
    }
    double least = Math.max(LIKELY_NEARBY, own + CLEARLY_BETTER);
    Affine unit = Alignment.toUnitSpace(points);
    double step = STEP / Math.hypot(unit.m00(), unit.m10());
    for (int orientation : ROTATIONS) {
      Affine turn = new ExifTurn(orientation).map(picture.width(), picture.height());
      for (int place = 0; place < 9; place++) {
        Affine shift = new Affine(1, 0, step * (place % 3 - 1), 0, 1, step * (place / 3 - 1));
        if (FaceLikeness.of(picture, points.map(shift), turn) > least) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether at least half of the points are inside of a picture. */
  public static boolean inside(Landmarks points, int width, int height) {
    return outside(points, width, height) <= Landmarks.COUNT / 2;
  }

  /** How many points are outside of a picture. */
  public static int outside(Landmarks points, int width, int height) {
    int outside = 0;
    for (int i = 0; i < Landmarks.COUNT; i++) {
      boolean inside =
          points.x(i) >= 0 && points.x(i) < width && points.y(i) >= 0 && points.y(i) < height;
      outside += inside ? 0 : 1;
    }
    return outside;
  }
}
