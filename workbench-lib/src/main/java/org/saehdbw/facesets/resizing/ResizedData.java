package org.saehdbw.facesets.resizing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;
import org.saehdbw.faces.Alignment;
import org.saehdbw.faces.DflJpeg;
import org.saehdbw.faces.FaceMetadata;
import org.saehdbw.faces.FaceType;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.faces.MetadataKeys;
import org.saehdbw.faces.MetadataWriter;
import org.saehdbw.pickles.NumpyArray;
import org.saehdbw.pictures.Affine;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.Polygon;

/** What resizing makes of a face's data. Everything in the frame's pixels stays as it is. */
final class ResizedData {
  private ResizedData() {}

  /**
   * Returns the data of a face that only changes its size.
   *
   * @param width the side of its picture before, in pixels
   * @param size the side after
   * @throws FaceFileException if the frame's landmarks allow no alignment
   */
  static FaceMetadata scaled(FaceMetadata face, int width, int size) throws FaceFileException {
    // Divided, not multiplied by the inverse: equal to the original's to the last bit.
    double shrink = (double) width / size;
    float growth = (float) (1 / shrink);
    double[] xy = face.landmarks().toArray();
    for (int i = 0; i < xy.length; i++) {
      xy[i] /= shrink;
    }
    Affine step = new Affine(1 / shrink, 0, 0, 0, 1 / shrink, 0);
    return face.moved(
        face.faceType(),
        Landmarks.of(xy),
        frameToFace(face, step, face.faceType(), size),
        polygons(face, (x, y) -> x * growth, (x, y) -> y * growth),
        face.xsegMask());
  }

  /**
   * Returns the map from an aligned face's pixels to those of another face type.
   *
   * @throws FaceFileException if the landmarks allow no alignment
   */
  static Affine step(Landmarks landmarks, FaceType type, int size) throws FaceFileException {
    try {
      return Alignment.faceMatrix(landmarks, type, size);
    } catch (IllegalArgumentException e) {
      throw new FaceFileException("its face data: " + e.getMessage(), e);
    }
  }

  /**
   * Returns the data of a face that is cut anew.
   *
   * @param width the side of its picture before, in pixels
   * @param step takes its pixels to the new ones
   * @param type the new face type
   * @param size the side after
   * @throws FaceFileException if its mask cannot be decoded or its points allow no alignment
   */
  static FaceMetadata realigned(FaceMetadata face, int width, Affine step, FaceType type, int size)
      throws FaceFileException {
    Optional<byte[]> mask = face.xsegMask();
    if (mask.isPresent()) {
      int side = ResizedPixels.MASK_SIDE;
      double ofPicture = (double) side / width;
      Affine onMask = new Affine(ofPicture, 0, 0, 0, ofPicture, 0);
      Landmarks points = face.landmarks().map(onMask);
      mask = Optional.of(ResizedPixels.warpedMask(mask.get(), step(points, type, side)));
    }
    return face.moved(
        type,
        face.landmarks().map(step),
        frameToFace(face, step, type, size),
        polygons(face, step::mapX, step::mapY),
        mask);
  }

  /**
   * Fits the frame's matrix anew as the original does; a file without the frame's points, which the
   * original cannot do, has its old matrix followed by the change.
   */
  private static Optional<Affine> frameToFace(
      FaceMetadata face, Affine step, FaceType type, int size) throws FaceFileException {
    if (face.imageToFace().isEmpty() || face.sourceLandmarks().isEmpty()) {
      return face.imageToFace().map(step::after);
    }
    return Optional.of(step(face.sourceLandmarks().get(), type, size));
  }

  private static List<Polygon> polygons(
      FaceMetadata face, ToDoubleBiFunction<Float, Float> x, ToDoubleBiFunction<Float, Float> y) {
    List<Polygon> moved = new ArrayList<>();
    for (Polygon polygon : face.polygons()) {
      List<Float> from = polygon.xy();
      List<Float> to = new ArrayList<>();
      for (int i = 0; i < from.size(); i += 2) {
        to.add((float) x.applyAsDouble(from.get(i), from.get(i + 1)));
        to.add((float) y.applyAsDouble(from.get(i), from.get(i + 1)));
      }
      moved.add(new Polygon(polygon.include(), List.copyOf(to)));
    }
    return List.copyOf(moved);
  }

  /**
   * Fills what a pack does not keep, the frame's data and unknown keys, from the file inside. What
   * the pack says of a face counts.
   */
  static FaceMetadata whole(FaceMetadata face, DflJpeg file) {
    try {
      FaceMetadata inside = file.metadata();
      return new FaceMetadata(
          face.faceType(),
          face.landmarks(),
          face.sourceFilename().or(inside::sourceFilename),
          face.sourceRect().or(inside::sourceRect),
          face.sourceLandmarks().or(inside::sourceLandmarks),
          face.imageToFace().or(inside::imageToFace),
          face.eyebrowsExpandMod(),
          face.polygons(),
          face.xsegMask(),
          face.other().isEmpty() ? inside.other() : face.other());
    } catch (FaceFileException e) {
      // The pack knows the face without its file's own data.
      return face;
    }
  }

  /** Returns the stored values, with the landmarks as an array like the original's resizer. */
  static Map<String, Object> dictionary(FaceMetadata face) {
    Map<String, Object> values = MetadataWriter.dictionary(face);
    values.put(
        MetadataKeys.LANDMARKS,
        NumpyArray.ofDoubles(List.of(Landmarks.COUNT, 2), face.landmarks().toArray()));
    return values;
  }
}
