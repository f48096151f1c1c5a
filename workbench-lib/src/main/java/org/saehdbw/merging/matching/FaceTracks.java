package org.saehdbw.merging.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.saehdbw.faces.Alignment;
import org.saehdbw.faces.FaceType;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.pictures.Affine;

/**
 * Which faces of neighbouring frames are the same one: the nearest by the middle of the full face,
 * not farther away than half the side of its square, so that a cut ends a track.
 */
public final class FaceTracks {
  private static final int SIDE = 256;
  private static final int MIDDLE = 127;

  private final List<List<Landmarks>> frames;

  /** Takes the faces of every frame. */
  public FaceTracks(List<List<Landmarks>> frames) {
    this.frames = frames;
  }

  /** A face of a frame, both from 0. */
  public record Place(int frame, int face) {}

  /**
   * A face in the frames around one.
   *
   * @param reach how many frames on each side
   * @return its places in order, without a break; at least its own
   */
  public List<Place> around(int frame, int face, int reach) {
    List<Place> places = new ArrayList<>();
    places.add(new Place(frame, face));
    for (int step : new int[] {-1, 1}) {
      Place at = new Place(frame, face);
      for (int i = 0; i < reach; i++) {
        OptionalInt found = same(at, at.frame() + step);
        if (found.isEmpty()) {
          break;
        }
        at = new Place(at.frame() + step, found.getAsInt());
        places.add(step < 0 ? 0 : places.size(), at);
      }
    }
    return places;
  }

  /** The landmarks of a face. */
  public Landmarks landmarks(Place place) {
    return frames.get(place.frame()).get(place.face());
  }

  private OptionalInt same(Place place, int other) {
    if (other < 0 || other >= frames.size()) {
      return OptionalInt.empty();
    }
    Landmarks here = landmarks(place);
    double[] own = middle(here);
    double nearest = side(here) / 2;
    OptionalInt found = OptionalInt.empty();
    for (int i = 0; i < frames.get(other).size(); i++) {
      double[] there = middle(frames.get(other).get(i));
      double distance = Math.hypot(there[0] - own[0], there[1] - own[1]);
      if (distance <= nearest) {
        nearest = distance;
        found = OptionalInt.of(i);
      }
    }
    return found;
  }

  /** The middle of the full face, in the frame's pixels. */
  static double[] middle(Landmarks landmarks) {
    Affine back = Alignment.faceMatrix(landmarks, FaceType.FULL, SIDE).inverse();
    return new double[] {back.mapX(MIDDLE, MIDDLE), back.mapY(MIDDLE, MIDDLE)};
  }

  /** The side of the full face's square, in the frame's pixels. */
  static double side(Landmarks landmarks) {
    Affine map = Alignment.faceMatrix(landmarks, FaceType.FULL, SIDE);
    return SIDE / Math.hypot(map.m00(), map.m10());
  }
}
