package org.saehdbw.facesets;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.saehdbw.faces.LandmarkDoubt;
import org.saehdbw.faces.LandmarkFit;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.pictures.Affine;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.Picture;
import org.saehdbw.pictures.PictureFiles;

/**
 * Finds faces that were cut by landmarks of a turned picture: the landmarks are upright, the pixels
 * show a face on its side or upside down.
 */
public final class LyingFaces {
  /** The most faces that are looked at in a set. */
  public static final int MOST = 500;

  /** The least side in pixels that is decoded. */
  private static final int SIDE = 120;

  private LyingFaces() {}

  /**
   * Looks at a set's faces, spread evenly where there are more than {@value #MOST}.
   *
   * @return the names of those that lie, in the set's order
   * @throws FaceFileException if a file is gone since the faceset was opened
   */
  public static List<String> of(Faceset faceset) throws FaceFileException {
    List<Faceset.FaceEntry> all = faceset.entries();
    List<String> lying = new ArrayList<>();
    int count = Math.min(MOST, all.size());
    for (int i = 0; i < count; i++) {
      int index = (int) ((long) i * all.size() / count);
      Optional<byte[]> file = faceset.file(index);
      if (file.isPresent() && lies(all.get(index), file.get())) {
        lying.add(all.get(index).name());
      }
    }
    return List.copyOf(lying);
  }

  private static boolean lies(Faceset.FaceEntry face, byte[] file) {
    try {
      return lies(PictureFiles.decodeSmall(file, face.width(), SIDE), face);
    } catch (FaceFileException e) {
      // What cannot be decoded is reported when it is read.
      return false;
    }
  }

  /**
   * Whether a face lies.
   *
   * @param picture the face's picture, in any size
   */
  public static boolean lies(Picture picture, Faceset.FaceEntry face) {
    double shrink = (double) picture.width() / face.width();
    Landmarks points = face.metadata().landmarks();
    if (!LandmarkFit.of(points).plausible()) {
      return false;
    }
    return LandmarkDoubt.liesNearby(picture, points.map(new Affine(shrink, 0, 0, 0, shrink, 0)));
  }
}
