package org.saehdbw.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.saehdbw.faces.HeadPose;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.pictures.FaceFileException;

/**
 * A person's faces by pose: what stands for the person in a pose of which no picture exists. Keeps
 * the faces that were looked at last; for one thread at a time.
 */
final class PoseGallery {
  /** So many faces of the nearest poses are averaged, which evens out expression and light. */
  private static final int AVERAGED = 8;

  private static final int KEPT = 256;

  private final Faceset faces;
  private final List<Posed> posed = new ArrayList<>();
  private final Map<Integer, FaceLook> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, FaceLook> eldest) {
          return size() > KEPT;
        }
      };

  private record Posed(int index, HeadPose pose) {
    double distance(HeadPose other) {
      return Math.hypot(pose.yaw() - other.yaw(), pose.pitch() - other.pitch());
    }
  }

  /**
   * Finds the poses of all faces.
   *
   * @throws FaceFileException if no face has landmarks that allow an alignment
   */
  PoseGallery(Faceset faces) throws FaceFileException {
    this.faces = faces;
    for (int i = 0; i < faces.entries().size(); i++) {
      try {
        posed.add(new Posed(i, FaceLook.pose(landmarks(i))));
      } catch (IllegalArgumentException e) {
        // A face without a place says nothing of the person.
      }
    }
    if (posed.isEmpty()) {
      throw new FaceFileException(
          faces.name() + ": must have a face whose landmarks allow an alignment");
    }
  }

  private Landmarks landmarks(int index) {
    return faces.entries().get(index).metadata().landmarks();
  }

  /**
   * Returns the mean of the faces whose poses are nearest, each with its own brightness and
   * contrast taken out, and of their outlines.
   *
   * @throws FaceFileException if a face cannot be decoded
   */
  FaceLook near(HeadPose pose) throws FaceFileException {
    List<Posed> nearest =
        posed.stream()
            .sorted(Comparator.comparingDouble(one -> one.distance(pose)))
            .limit(AVERAGED)
            .toList();
    float[] luma = new float[FaceLook.SIDE * FaceLook.SIDE];
    float[] mask = new float[luma.length];
    for (Posed one : nearest) {
      FaceLook look = look(one.index());
      for (int i = 0; i < luma.length; i++) {
        luma[i] += look.luma()[i] / nearest.size();
        mask[i] += look.mask()[i] / nearest.size();
      }
    }
    return new FaceLook(luma, mask);
  }

  private FaceLook look(int index) throws FaceFileException {
    FaceLook known = kept.get(index);
    if (known == null) {
      FaceLook cut = FaceLook.of(faces.decode(index), landmarks(index));
      double[] standard = new NormalizedFace(doubles(cut.mask())).standard(doubles(cut.luma()));
      float[] luma = new float[standard.length];
      for (int i = 0; i < luma.length; i++) {
        luma[i] = (float) standard[i];
      }
      known = new FaceLook(luma, cut.mask());
      kept.put(index, known);
    }
    return known;
  }

  static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
