package org.saehdbw.facesets.importing;

import java.util.Collection;
import org.saehdbw.faces.FaceLikeness;
import org.saehdbw.faces.LandmarkDoubt;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.pictures.Affine;
import org.saehdbw.pictures.ExifTurn;
import org.saehdbw.pictures.Picture;

/**
 * Whether the landmarks of a photograph with an EXIF orientation belong to the picture as a viewer
 * turns it, or to the picture as it is stored.
 *
 * @param turn what the photograph asks for
 * @param pixels how much more of a face the pixels show at the landmarks when the picture is turned
 *     than when it is not, see {@link FaceLikeness}; above 0 for turned
 * @param upright 1 if the landmarks are those of an upright face only as points of the turned
 *     picture, -1 if only as points of the stored one, 0 if both or neither are
 */
record TurnEvidence(ExifTurn turn, double pixels, int upright) {
  /** What one place outside of the picture weighs: more than any likeness. */
  private static final double DECISIVE = 4;

  private static final double UPRIGHT_WEIGHT = 0.15;
  private static final double OTHERS_WEIGHT = 0.5;

  /** Angles that differ by less say nothing. */
  private static final double CLEAR = Math.toRadians(20);

  /**
   * Measures.
   *
   * @throws IllegalArgumentException if the landmarks allow no alignment
   */
  static TurnEvidence of(Picture stored, ExifTurn turn, Landmarks landmarks) {
    Affine map = turn.map(stored.width(), stored.height());
    boolean inStored = LandmarkDoubt.inside(landmarks, stored.width(), stored.height());
    boolean inTurned = LandmarkDoubt.inside(landmarks, turn.width(stored), turn.height(stored));
    double pixels =
        inStored && inTurned
            ? FaceLikeness.of(stored, landmarks, map) - FaceLikeness.of(stored, landmarks)
            : DECISIVE * Boolean.compare(inTurned, inStored);
    // A face in the stored picture is seen by a viewer at this angle.
    double asStored = Math.abs(tilt(landmarks.map(map)));
    double asTurned = Math.abs(tilt(landmarks));
    boolean clear = Math.abs(asStored - asTurned) > CLEAR;
    return new TurnEvidence(turn, pixels, clear ? Double.compare(asStored, asTurned) : 0);
  }

  /**
   * Decides, where the picture alone leaves a doubt by the other photographs with an orientation: a
   * set's landmarks were mostly made by one program.
   */
  boolean belongsToTurned(Collection<TurnEvidence> all) {
    double others =
        all.stream()
            .mapToDouble(other -> Math.max(-1, Math.min(1, other.pixels)))
            .average()
            .orElse(0);
    return pixels + OTHERS_WEIGHT * others + UPRIGHT_WEIGHT * upright > 0;
  }

  /** The angle of the line from the eyes' middle to the mouth's against straight down, radians. */
  private static double tilt(Landmarks landmarks) {
    double x = 0;
    double y = 0;
    for (int i = 48; i < 60; i++) {
      x += landmarks.x(i) / 12;
      y += landmarks.y(i) / 12;
    }
    for (int i = 36; i < 48; i++) {
      x -= landmarks.x(i) / 12;
      y -= landmarks.y(i) / 12;
    }
    return Math.atan2(x, y);
  }
}
