package org.saehdbw.faces;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.pictures.Affine;
import org.saehdbw.pictures.Polygon;

/**
 * What an aligned face's file says of it (DeepFaceLab's metadata dictionary, parsed).
 *
 * @param faceType how much of the head the picture shows
 * @param landmarks the 68 points in this picture's pixels
 * @param sourceFilename the frame that the face was cut from, without folder
 * @param sourceRect left, top, right, bottom of the detector's rectangle in the frame's pixels
 * @param sourceLandmarks the 68 points in the frame's pixels
 * @param imageToFace maps the frame's pixels to this picture's
 * @param eyebrowsExpandMod multiplier of the brow expansion in the hull mask, usually 1
 * @param polygons hand-drawn include and exclude polygons in this picture's pixels
 * @param xsegMask a PNG or JPEG file of a one-channel segmentation mask
 * @param other keys that we do not know, kept for the round trip
 */
public record FaceMetadata(
    FaceType faceType,
    Landmarks landmarks,
    Optional<String> sourceFilename,
    Optional<List<Integer>> sourceRect,
    Optional<Landmarks> sourceLandmarks,
    Optional<Affine> imageToFace,
    double eyebrowsExpandMod,
    List<Polygon> polygons,
    Optional<byte[]> xsegMask,
    Map<String, Object> other) {

  /** Returns metadata with only what every aligned face has. */
  public static FaceMetadata of(FaceType faceType, Landmarks landmarks) {
    return new FaceMetadata(
        faceType,
        landmarks,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        1.0,
        List.of(),
        Optional.empty(),
        Map.of());
  }

  /**
   * Returns this with what is known of the frame that the face was cut from.
   *
   * @param filename the frame's name without folder
   * @param rect left, top, right, bottom of the face's rectangle in the frame's pixels
   * @param frameLandmarks the points in the frame's pixels
   * @param frameToFace maps the frame's pixels to the picture's
   */
  public FaceMetadata withSource(
      String filename, List<Integer> rect, Landmarks frameLandmarks, Affine frameToFace) {
    return new FaceMetadata(
        faceType,
        landmarks,
        Optional.of(filename),
        Optional.of(rect),
        Optional.of(frameLandmarks),
        Optional.of(frameToFace),
        eyebrowsExpandMod,
        polygons,
        xsegMask,
        other);
  }

  /** Returns this after its picture was cut or scaled; what is known of the frame stays. */
  public FaceMetadata moved(
      FaceType newType,
      Landmarks newLandmarks,
      Optional<Affine> frameToFace,
      List<Polygon> newPolygons,
      Optional<byte[]> newMask) {
    return new FaceMetadata(
        newType,
        newLandmarks,
        sourceFilename,
        sourceRect,
        sourceLandmarks,
        frameToFace,
        eyebrowsExpandMod,
        newPolygons,
        newMask,
        other);
  }
}
